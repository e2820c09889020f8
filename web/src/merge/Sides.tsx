/** The records side by side, a column each: choose the one that stays and, field by field, what it keeps. */
import { Alert, Button } from 'antd';
import { ChevronDown, ChevronRight, X } from 'lucide-react';
import { useMemo, useState, type CSSProperties } from 'react';
import { Link } from 'react-router';
import type { CatalogObject, MergePreview, RecordData } from '@/api';
import { useFormat } from '@/i18n/format';
import { titleOf } from '@/records/sections';
import { testids } from '@/testids';
import { FieldRow } from './FieldRow';
import { useT } from './locale';
import { likelySurvivor, rowsOf, usualPick, type Pick } from './model';
import { Summary } from './Summary';
import { useMerge } from './useMerge';

interface Props {
  object: CatalogObject;
  preview: MergePreview;
  onChoose: (ids: string[]) => void;
  onStale: () => void;
}

export function Sides({ object, preview, onChoose, onStale }: Props) {
  const t = useT();
  const { records, refs, following, refused } = preview;
  const counted = (id: string) => (following[id] ?? []).reduce((sum, one) => sum + one.count, 0);
  const [chosen, setChosen] = useState<string>();
  const [picks, setPicks] = useState<Record<string, Pick>>({});
  const [opened, setOpened] = useState(false);
  const rows = useMemo(() => rowsOf(object, records), [object, records]);
  const survivor = chosen ?? likelySurvivor(records, counted) ?? '';
  const merging = useMerge(object, preview, rows, survivor, picks);
  const [different, equal] = [rows.filter((row) => row.differs), rows.filter((row) => !row.differs)];
  const leave = (id: string) => onChoose(records.map((record) => record.id).filter((one) => one !== id));
  const row = (one: (typeof rows)[number]) => (
    <FieldRow key={one.field.key} row={one} object={object} records={records} refs={refs} survivor={survivor} error={merging.errors[one.field.key]}
      picked={picks[one.field.key] ?? usualPick(one, records, survivor)} onPick={(pick) => setPicks({ ...picks, [one.field.key]: pick })} />
  );
  return (
    <form className="m-merge-sides" data-testid={testids.merge} style={{ '--m-merge-columns': records.length } as CSSProperties} onSubmit={(event) => { event.preventDefault(); void merging.merge(); }}>
      {refused.map(({ id, message }) => (
        <Alert key={id} type="warning" role="alert" title={t('refused', { title: titleOf(object, records.find((record) => record.id === id) ?? {}), message })} />
      ))}
      <div className="m-merge-scroll" tabIndex={0} role="region" aria-label={t('field')}>
        <fieldset className="m-merge-row m-merge-heads">
          <legend className="m-hidden">{t('keep')}</legend>
          <span className="m-merge-field" aria-hidden />
          {records.map((record) => (
            <Head key={record.id} object={object} record={record} kept={record.id === survivor} count={counted(record.id)} onKeep={() => setChosen(record.id)}
              onLeave={records.length > 2 ? () => leave(record.id) : undefined} />
          ))}
        </fieldset>
        {different.map(row)}
        {equal.length > 0 && (
          <button type="button" className="m-plain m-merge-fold" aria-expanded={opened} onClick={() => setOpened(!opened)}>
            {opened ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}{t('same', { count: equal.length })}
          </button>
        )}
        {opened && equal.map(row)}
      </div>
      {merging.failure && (
        <Alert type="error" role="alert" title={merging.failure} action={merging.stale && <Button size="small" onClick={onStale}>{t('reload')}</Button>} />
      )}
      <Summary object={object} preview={preview} survivor={survivor} busy={merging.busy} disabled={refused.length > 0} />
    </form>
  );
}

interface HeadProps {
  object: CatalogObject;
  record: RecordData;
  kept: boolean;
  count: number;
  onKeep: () => void;
  onLeave?: () => void;
}

/** One of them: what it is called, since when it is there, and whether it stays. */
function Head({ object, record, kept, count, onKeep, onLeave }: HeadProps) {
  const t = useT();
  const format = useFormat();
  const title = titleOf(object, record);
  return (
    <div className={kept ? 'm-merge-head m-on' : 'm-merge-head'} data-record={record.id}>
      <div className="m-row">
        <Link className="m-grow m-ellipsis" to={`/o/${object.key}/${record.id}`} target="_blank" title={title}>{title}</Link>
        {onLeave && <button type="button" className="m-icon-button" aria-label={t('remove', { title })} title={t('remove', { title })} onClick={onLeave}><X size={14} /></button>}
      </div>
      <span className="m-faint">{t('made', { day: format.date(String(record.created_at ?? '')) })} · {t('following', { n: format.number(count) })}</span>
      <label className="m-merge-choice"><input type="radio" name="survivor" checked={kept} onChange={onKeep} aria-label={`${t('keep')}: ${title}`} />{t(kept ? 'kept' : 'keep')}</label>
    </div>
  );
}
