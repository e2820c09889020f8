/** Small pieces that every screen uses: chips, faces, empty and error states, the head of a page. They know no object. */
import { Button } from 'antd';
import { RotateCw } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { colourOf } from '@/theme';
import { useT } from './locale';
import './ui.css';

export { Tabs, type Tab } from './Tabs';
export { useCopy } from './copy';
export { NamedIcon, icons, iconNamed, type LucideIcon } from './icons';

/** Whether the screen is as narrow as a phone's. */
export function useNarrow(width = 767): boolean {
  const text = `(max-width: ${width}px)`;
  const [narrow, setNarrow] = useState(() => window.matchMedia(text).matches);
  useEffect(() => {
    const query = window.matchMedia(text);
    const listen = () => setNarrow(query.matches);
    listen();
    query.addEventListener('change', listen);
    return () => query.removeEventListener('change', listen);
  }, [text]);
  return narrow;
}

/** What was typed, once typing has paused. */
export function useSettled<T>(value: T, ms = 180): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

/** A word on a coloured ground. */
export function Chip({ colour, children, dot }: { colour?: string | null; children: ReactNode; dot?: boolean }) {
  const name = colourOf(colour);
  return (
    <span className="m-chip" style={{ background: `var(--c-${name}-bg)`, color: `var(--c-${name}-fg)` }}>
      {dot && <span className="m-dot" style={{ background: `var(--c-${name}-dot)` }} />}
      <span className="m-ellipsis">{children}</span>
    </span>
  );
}

export function Dot({ colour }: { colour?: string | null }) {
  return <span className="m-dot" style={{ background: `var(--c-${colourOf(colour)}-dot)` }} />;
}

/** A person as a disc with the end of a Chinese name or the initials of another. */
export function Face({ name, colour, size = 20 }: { name: string; colour?: string | null; size?: number }) {
  const tone = colourOf(colour ?? 'blue');
  return (
    <span className="m-face" aria-hidden
      style={{ width: size, height: size, fontSize: size * 0.48, background: `var(--c-${tone}-bg)`, color: `var(--c-${tone}-fg)` }}>
      {faceText(name)}
    </span>
  );
}

export function faceText(name: string): string {
  const trimmed = name.trim();
  if (/\p{Script=Han}/u.test(trimmed)) return trimmed.slice(-1);
  return trimmed.split(/\s+/).slice(0, 2).map((part) => part[0]?.toUpperCase() ?? '').join('');
}

interface EmptyProps {
  icon?: ReactNode;
  title: ReactNode;
  hint?: ReactNode;
  children?: ReactNode;
}

/** What a place is for while nothing is in it, and the first step. */
export function Empty({ icon, title, hint, children }: EmptyProps) {
  return (
    <div className="m-empty" data-testid="empty">
      {icon && <div className="m-empty-icon">{icon}</div>}
      <div className="m-empty-title">{title}</div>
      {hint && <div className="m-soft">{hint}</div>}
      {children && <div className="m-row m-empty-actions">{children}</div>}
    </div>
  );
}

/** What happened, in the engine's words, and a way to try again. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useT();
  return (
    <div className="m-empty" role="alert">
      <div className="m-empty-title">{t('failed')}</div>
      <div className="m-soft">{errorText(error)}</div>
      {retry && <Button icon={<RotateCw size={14} aria-hidden />} onClick={retry}>{t('retry')}</Button>}
    </div>
  );
}

export const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Grey shapes of what is about to come. */
export function Bones({ lines = 6, height = 16 }: { lines?: number; height?: number }) {
  const t = useT();
  return (
    <div className="m-bones" role="status" aria-label={t('loading')}>
      {Array.from({ length: lines }, (_, at) => (
        <div key={at} className="m-bone" style={{ height, width: `${92 - ((at * 37) % 45)}%` }} />
      ))}
    </div>
  );
}

/** The head of a page: its title, what belongs beside it, the main action on the right. */
export function PageHead({ title, icon, children, extra }: { title: ReactNode; icon?: ReactNode; children?: ReactNode; extra?: ReactNode }) {
  return (
    <header className="m-page-head">
      {icon}
      <h1 className="m-ellipsis">{title}</h1>
      <div className="m-row m-grow">{children}</div>
      <div className="m-row">{extra}</div>
    </header>
  );
}

/** How a key combination is written on this machine. */
export const modKey = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl';
