/** Keeps a changed view, or gives the changes up. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Popover } from 'antd';
import { Save, Trash2, Undo2 } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { createView, deleteView, keys, updateView, useCatalog, type CatalogObject } from '@/api';
import { useShell } from '@/shell/context';
import { errorText } from '@/ui';
import { LabelledInput } from '@/ui/LabelledInput';
import { useT } from '../locale';
import type { ViewState } from './views';

export function SaveView({ object, state }: { object: CatalogObject; state: ViewState }) {
  const t = useT();
  const client = useQueryClient();
  const go = useNavigate();
  const { message } = App.useApp();
  const { saved } = state.open;
  const { can } = useCatalog();
  const { looking } = useShell();
  const run = async (act: () => Promise<unknown>, said: string) => {
    try {
      await act();
      await client.invalidateQueries({ queryKey: keys.views(object.key) });
      void message.success(said);
      return true;
    } catch (error) {
      void message.error(errorText(error));
      return false;
    }
  };
  const { key: _key, ...now } = state.now;
  const update = async () => {
    // What was taken away is said, else the view would keep it.
    const whole = { ...now, filter: now.filter ?? null, sort: now.sort ?? [], columns: now.columns ?? [], widths: now.widths ?? {}, group: now.group ?? null };
    if (saved && await run(() => updateView(object.key, saved.id, whole), t('viewSaved'))) state.reset();
  };
  const create = async (name: string, shared: boolean) => {
    let id = '';
    const label = { 'zh-CN': name, en: name };
    const ok = await run(async () => { id = (await createView(object.key, { ...now, label, shared })).id; }, t('viewSaved'));
    if (!ok) return;
    state.reset();
    void go(state.linkTo(id));
  };
  const remove = async () => {
    if (saved && await run(() => deleteView(object.key, saved.id), t('viewDeleted'))) void go(`/o/${object.key}`);
  };
  return (
    <>
      {state.dirty && saved && !looking && <Button size="small" type="text" icon={<Save size={14} aria-hidden />} onClick={() => void update()}>{t('saveChanges')}</Button>}
      {state.dirty && !looking && <SaveAs onSave={create} />}
      {state.dirty && <Button size="small" type="text" icon={<Undo2 size={14} aria-hidden />} onClick={state.reset}>{t('resetView')}</Button>}
      {!state.dirty && saved && !looking && (saved.mine !== false || can.data) && <Button size="small" type="text" icon={<Trash2 size={14} aria-hidden />} onClick={() => void remove()}>{t('deleteView')}</Button>}
    </>
  );
}

function SaveAs({ onSave }: { onSave: (name: string, shared: boolean) => Promise<void> }) {
  const t = useT();
  const { can } = useCatalog();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return;
    setOpen(false);
    void onSave(name.trim(), shared);
  };
  const form = (
    <form className="m-save-view" onSubmit={submit} aria-label={t('saveAs')}>
      <LabelledInput label={t('viewName')} value={name} onChange={setName} autoFocus />
      {can.data && <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>{t('shareView')}</Checkbox>}
      <Button type="primary" htmlType="submit" disabled={!name.trim()}>{t('saveView')}</Button>
    </form>
  );
  return (
    <Popover trigger="click" open={open} onOpenChange={setOpen} content={form} arrow={false} placement="bottomLeft" destroyOnHidden>
      <Button size="small" type="text" icon={<Save size={14} aria-hidden />}>{t('saveAs')}</Button>
    </Popover>
  );
}
