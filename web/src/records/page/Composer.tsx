/** Writes a note on the timeline, or starts one of the records that belong on it. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { Plus } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { addNote, keys, type CatalogObject, type RecordData } from '@/api';
import { remember } from '@/fields';
import { useLabel } from '@/i18n';
import { useShell } from '@/shell/context';
import { errorText } from '@/ui';
import { useT } from '../locale';
import type { TimelineRelation } from '../relations';
import { titleOf } from '../sections';

interface Props {
  object: CatalogObject;
  record: RecordData;
  relations: TimelineRelation[];
}

export function Composer({ object, record, relations }: Props) {
  const t = useT();
  const label = useLabel();
  const shell = useShell();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const forget = () => client.invalidateQueries({ queryKey: keys.events(object.key, record.id) });
  const submit = async () => {
    if (!text.trim() || busy) return;
    setBusy(true);
    try {
      await addNote(object.key, record.id, text.trim());
      setText('');
      await forget();
    } catch (error) {
      void message.error(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
  };
  const create = ({ relation, child }: TimelineRelation) => {
    remember(object.key, [{ id: record.id, title: titleOf(object, record) }]);
    shell.create({ object: child.key, values: { [relation.via]: record.id }, onCreated: () => void client.invalidateQueries({ queryKey: keys.records(child.key) }) });
  };
  return (
    <div className="m-composer">
      <Input.TextArea value={text} onChange={(event) => setText(event.target.value)} onKeyDown={onKeyDown} autoSize={{ minRows: 1, maxRows: 8 }} placeholder={t('writeNote')} aria-label={t('writeNote')} title={t('noteHint')} />
      <div className="m-row m-composer-actions">
        {relations.filter(({ child }) => child.can.create).map((one) => (
          <Button key={one.relation.key} size="small" type="text" icon={<Plus size={14} aria-hidden />} onClick={() => create(one)}>{label(one.child.label)}</Button>
        ))}
        <span className="m-grow" />
        {text.trim() && <Button size="small" type="primary" loading={busy} onClick={() => void submit()}>{t('addNote')}</Button>}
      </div>
    </div>
  );
}
