/** The bar across the top: how much was changed, undo and redo, what the check says, discard, publish. */
import { App, Button, Popconfirm, Popover } from 'antd';
import { ArrowLeft, CircleCheck, CloudAlert, Menu, Redo2, TriangleAlert, Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { useCatalog } from '@/api';
import { LanguageButton, ThemeMenu } from '@/shell/Personal';
import { errorText, modKey, useNarrow } from '@/ui';
import { useT } from './locale';
import { useChanges } from './panels/useChanges';
import { PublishPanel } from './panels/Publish';
import { useStudio } from './state/context';
import { testids } from './testids';

export type PanelName = 'changes' | 'problems';

export function Bar({ onPanel, onMenu }: { onPanel: (name: PanelName) => void; onMenu: () => void }) {
  const t = useT();
  const studio = useStudio();
  const narrow = useNarrow(1023);
  const tight = useNarrow();
  const changes = useChanges();
  const count = changes.reduce((sum, one) => sum + one.items.length, 0);
  useUndoKeys();
  return (
    <header className="s-bar" data-testid={testids.bar}>
      {narrow && <button type="button" className="m-icon-button" aria-label={t('tree')} onClick={onMenu}><Menu size={18} /></button>}
      <Back />
      {!tight && <strong className="s-bar-title">{t('studio')}</strong>}
      <button type="button" className={count > 0 ? 's-changes m-on' : 's-changes'} onClick={() => onPanel('changes')} data-testid={testids.changesButton} aria-live="polite">
        {count > 0 ? t(tight ? 'changeCountShort' : 'changeCount', { count }) : t(tight ? 'noChangesShort' : 'noChanges')}
      </button>
      <SavingNote />
      <span className="m-grow" />
      <button type="button" className="m-icon-button" disabled={!studio.canUndo} onClick={studio.undo} aria-label={t('undo')} title={`${t('undo')} ${modKey} Z`}><Undo2 size={16} /></button>
      <button type="button" className="m-icon-button" disabled={!studio.canRedo} onClick={studio.redo} aria-label={t('redo')} title={`${t('redo')} ${modKey} Shift Z`}><Redo2 size={16} /></button>
      <Check onOpen={() => onPanel('problems')} tight={tight} />
      {!tight && <Discard disabled={count === 0} />}
      <Publish disabled={count === 0} />
      {!tight && <><ThemeMenu /><LanguageButton /></>}
    </header>
  );
}

/** Back to where the object is used. */
function Back() {
  const t = useT();
  const { objects } = useCatalog();
  const object = useLocation().pathname.split('/')[2] ?? '';
  return <Link to={objects[object] ? `/o/${object}` : '/'} className="m-icon-button" aria-label={t('leave')} title={t('leave')}><ArrowLeft size={18} /></Link>;
}

function SavingNote() {
  const t = useT();
  const { saving, failure, flush } = useStudio();
  if (saving === 'failed') {
    return <button type="button" className="s-saving m-danger" title={failure} onClick={() => void flush().catch(() => undefined)}><CloudAlert size={14} aria-hidden />{t('notSaved')}</button>;
  }
  return <span className="s-saving m-faint" role="status">{t(saving === 'saving' ? 'saving' : 'saved')}</span>;
}

function Check({ onOpen, tight }: { onOpen: () => void; tight: boolean }) {
  const t = useT();
  const { message } = App.useApp();
  const { problems, flush } = useStudio();
  const check = async () => {
    try {
      const now = await flush();
      if (now.problems.length > 0) onOpen();
      else void message.success(t('checkedFine'));
    } catch (error) {
      void message.error(errorText(error));
    }
  };
  const wrong = problems.length > 0;
  return (
    <Button type="text" className={wrong ? 's-check m-danger' : 's-check'} onClick={() => void check()} icon={wrong ? <TriangleAlert size={15} aria-hidden /> : <CircleCheck size={15} aria-hidden />}>
      {tight ? (wrong ? problems.length : null) : wrong ? t('problemCount', { count: problems.length }) : t('check')}
    </Button>
  );
}

function Discard({ disabled }: { disabled: boolean }) {
  const t = useT();
  const { message } = App.useApp();
  const { discard } = useStudio();
  const go = () => discard().then(() => void message.success(t('discarded')), (error: unknown) => void message.error(errorText(error)));
  return (
    <Popconfirm title={t('discardSure')} description={t('discardHint')} okText={t('discard')} okButtonProps={{ danger: true }} onConfirm={go} disabled={disabled}>
      <Button type="text" disabled={disabled}>{t('discard')}</Button>
    </Popconfirm>
  );
}

function Publish({ disabled }: { disabled: boolean }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open && !disabled} onOpenChange={setOpen} trigger="click" placement="bottomRight" arrow={false} destroyOnHidden content={<PublishPanel onDone={() => setOpen(false)} />}>
      <Button type="primary" disabled={disabled} data-testid={testids.publish}>{t('publish')}</Button>
    </Popover>
  );
}

/** Ctrl or Cmd with Z, and with Shift: of the whole studio, typing included. */
function useUndoKeys() {
  const { undo, redo } = useStudio();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      if (key === 'y' || event.shiftKey) redo();
      else undo();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [undo, redo]);
}
