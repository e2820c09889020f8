/** What can be done to all chosen records at once. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, Popover, Select } from 'antd';
import { GitCommitHorizontal, Merge, PencilLine, Trash2, Waves, X } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { bulk, forgetRecord, type BulkBody, type CatalogObject, type Field, type PipelineDef } from '@/api';
import { FieldEditor } from '@/fields';
import { useLabel } from '@/i18n';
import { matches } from '@/i18n/pinyin';
import { testids } from '@/testids';
import { Dot, errorText } from '@/ui';
import { useT } from '../locale';
import { mayBulk, mayEdit, mayEnter } from '../sections';
import { has } from '@/shell/modules';

interface Props {
  object: CatalogObject;
  ids: string[];
  /** Some of them lie in a pool. */
  pooled: boolean;
  onDone: () => void;
}

export default function BulkBar({ object, ids, pooled, onDone }: Props) {
  const t = useT();
  const { modal } = App.useApp();
  const go = useNavigate();
  const many = mayBulk(object);
  const { run, busy } = useBulk(object, ids, onDone);
  const remove = () => modal.confirm({
    title: t('confirmDelete', { count: ids.length }), content: t('confirmDeleteHint'), okText: t('deleteThem'), cancelText: t('cancel'), okButtonProps: { danger: true },
    onOk: () => run({ delete: true }),
  });
  return (
    <div className="m-bulk" role="toolbar" aria-label={t('selected', { count: ids.length })} data-testid={testids.bulkBar}>
      <span>{t('selected', { count: ids.length })}</span>
      {many && object.can.update && pooled && <Button size="small" type="text" icon={<Waves size={14} aria-hidden />} disabled={busy} onClick={() => void run({ claim: true })}>{t('claim')}</Button>}
      {many && object.can.update && <SetField object={object} busy={busy} onSet={(field, value) => run({ set: { [field.key]: value } })} />}
      {many && object.can.update && object.pipelines.map((pipeline) => <MoveTo key={pipeline.key} object={object} pipeline={pipeline} busy={busy} onMove={(stage) => run({ move: { pipeline: pipeline.key, stage } })} />)}
      {object.can.merge && has('merge') && ids.length >= 2 && ids.length <= 10 && (
        <Button size="small" type="text" icon={<Merge size={14} aria-hidden />} disabled={busy} onClick={() => void go(`/merge/${object.key}?ids=${ids.join(',')}`)}>{t('merge')}</Button>
      )}
      {many && object.can.delete && <Button size="small" danger type="text" icon={<Trash2 size={14} aria-hidden />} disabled={busy} onClick={remove}>{t('deleteThem')}</Button>}
      <button type="button" className="m-icon-button" aria-label={t('clearSelection')} title={t('clearSelection')} onClick={onDone}><X size={15} /></button>
    </div>
  );
}

function useBulk(object: CatalogObject, ids: string[], onDone: () => void) {
  const t = useT();
  const client = useQueryClient();
  const { message, modal } = App.useApp();
  const [busy, setBusy] = useState(false);
  const run = async (body: Omit<BulkBody, 'ids'>) => {
    if (ids.length > 1000) return void message.warning(t('tooMany'));
    setBusy(true);
    try {
      const { done, failed } = await bulk(object.key, { ids, ...body });
      await forgetRecord(client, object.key, ...ids);
      if (failed.length === 0) void message.success(t('bulkDone', { count: done }));
      else {
        modal.warning({
          title: `${t('bulkDone', { count: done })} · ${t('bulkFailed', { count: failed.length })}`, width: 520, okText: t('close'),
          content: <ul className="m-bulk-failed">{failed.map((one) => <li key={one.id}><b>{one.title}</b> {one.message}</li>)}</ul>,
        });
      }
      onDone();
    } catch (error) {
      void message.error(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return { run, busy };
}

const none = {};

function SetField({ object, busy, onSet }: { object: CatalogObject; busy: boolean; onSet: (field: Field, value: unknown) => Promise<unknown> }) {
  const t = useT();
  const label = useLabel();
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState<string>();
  const [value, setValue] = useState<unknown>(null);
  const fields = object.fields.filter((field) => mayEdit(object, field) && !field.pipeline && !field.unique);
  const field = fields.find((one) => one.key === key);
  const apply = async () => {
    if (!field) return;
    await onSet(field, value);
    setOpen(false);
  };
  const content = (
    <div className="m-set-field">
      <Select aria-label={t('chooseField')} placeholder={t('chooseField')} value={key} onChange={(next) => { setKey(next); setValue(null); }}
        options={fields.map((one) => ({ value: one.key, label: label(one.label) }))} showSearch={{ filterOption: (typed, option) => matches(typed, String(option?.label ?? ''), String(option?.value ?? '')) }} />
      {field && <FieldEditor key={field.key} field={field} value={value} onChange={setValue} refs={none} label={t('newValue')} />}
      <Button type="primary" disabled={!field || (field.required && value === null)} loading={busy} onClick={() => void apply()}>{t('apply')}</Button>
    </div>
  );
  return (
    <Popover trigger="click" open={open} onOpenChange={setOpen} content={content} placement="top" arrow={false} destroyOnHidden>
      <Button size="small" type="text" icon={<PencilLine size={14} aria-hidden />}>{t('setField')}</Button>
    </Popover>
  );
}

function MoveTo({ object, pipeline, busy, onMove }: { object: CatalogObject; pipeline: PipelineDef; busy: boolean; onMove: (stage: string) => Promise<unknown> }) {
  const t = useT();
  const label = useLabel();
  const items = pipeline.stages.filter((stage) => mayEnter(object, pipeline.key, stage.key)).map((stage) => ({ key: stage.key, label: label(stage.label), icon: <Dot colour={stage.colour} /> }));
  if (items.length === 0) return null;
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => void onMove(key) }}>
      <Button size="small" type="text" icon={<GitCommitHorizontal size={14} aria-hidden />} disabled={busy}>{t('moveTo')}</Button>
    </Dropdown>
  );
}
