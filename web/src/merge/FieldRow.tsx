/** One field of all the records: what each holds, and which of that is kept. What may not be decided is shown as it is. */
import type { CatalogObject, RecordData, Refs } from '@/api';
import { FieldDisplay, isEmpty } from '@/fields';
import { useLabel } from '@/i18n';
import { titleOf } from '@/records/sections';
import { useT } from './locale';
import { ALL, joined, joins, type Pick, type Row } from './model';

interface Props {
  row: Row;
  object: CatalogObject;
  records: RecordData[];
  refs: Refs;
  survivor: string;
  picked: Pick;
  error?: string;
  onPick: (pick: Pick) => void;
}

export function FieldRow({ row: { field, open, differs }, object, records, refs, survivor, picked, error, onPick }: Props) {
  const t = useT();
  const label = useLabel()(field.label);
  const decides = open && differs;
  const show = (value: unknown) => (isEmpty(value) ? <span className="m-faint">{t('nothing')}</span> : <FieldDisplay field={field} value={value} refs={refs} tight />);
  const choice = (pick: Pick, name: string, value: unknown) => (
    <label key={pick} className={picked === pick ? 'm-merge-cell m-merge-choice m-on' : 'm-merge-cell m-merge-choice'} data-record={pick}>
      <input type="radio" name={field.key} checked={picked === pick} onChange={() => onPick(pick)} />
      <span className="m-merge-of">{name}</span><span className="m-merge-value">{show(value)}</span>
    </label>
  );
  return (
    <fieldset className="m-merge-row" data-field={field.key} aria-invalid={error ? true : undefined}>
      <legend className="m-merge-field"><span>{label}</span>{differs && !open && <span className="m-faint">{t('mine')}</span>}</legend>
      {records.map((record) => (decides ? choice(record.id, titleOf(object, record), record[field.key]) : (
        <div key={record.id} className={record.id === survivor ? 'm-merge-cell m-on' : 'm-merge-cell'}>
          <span className="m-merge-of">{titleOf(object, record)}</span><span className="m-merge-value">{show(record[field.key])}</span>
        </div>
      )))}
      {decides && joins(field) && <div className="m-merge-all">{choice(ALL, t('together'), joined(field, records))}</div>}
      {error && <div className="m-field-error m-merge-all" role="alert">{error}</div>}
    </fieldset>
  );
}
