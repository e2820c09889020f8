/** Scripts are written here; the editor itself comes when the first one is shown. */
import { lazy, Suspense, useMemo } from 'react';
import { TriangleAlert } from 'lucide-react';
import { useCatalog, type Problem } from '@/api';
import { useLabel } from '@/i18n';
import { Bones } from '@/ui';
import type { CodeProps } from './CodeEditor';
import { useT, type CodeWord } from './locale';
import { namesOf, type Name } from './names';
import { markOf } from './place';

const CodeEditor = lazy(() => import('./CodeEditor'));

/** The editor without names to complete. */
export function CodeText(props: Omit<CodeProps, 'names'>) {
  return <Suspense fallback={<Bones lines={2} />}><CodeEditor names={noNames} {...props} /></Suspense>;
}

const noNames = () => [];

interface Props extends Omit<CodeProps, 'names' | 'marks'> {
  /** Whose fields may be named. */
  object: string;
  /** Names beside the fields. */
  more?: Name[];
  problems: Problem[];
  /** The problems are said nowhere else. */
  say?: boolean;
}

export function CodeInput({ object, more, problems, say, ...props }: Props) {
  const t = useT();
  const label = useLabel();
  const catalog = useCatalog();
  const names = useMemo(() => namesOf(catalog, object, label, (part) => t(`stage.${part}` as CodeWord), more), [catalog, object, label, t, more]);
  const marks = useMemo(() => problems.map(markOf), [problems]);
  return (
    <>
      <Suspense fallback={<Bones lines={2} />}><CodeEditor names={names} marks={marks} {...props} /></Suspense>
      {say && marks.map(({ line, column, message }, at) => (
        <div key={at} className="m-field-error" role="alert">
          <TriangleAlert size={13} aria-hidden /> {line !== undefined && <b>{t('place', { line, column: column ?? 1 })}</b>} {message}
        </div>
      ))}
    </>
  );
}
