/** Rows that would not be taken, by reason and one by one, and what would become of the first rows. */
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import type { CatalogObject, Rehearsal, RefusalReason } from '@/api';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { DefaultValue, Optional } from './Defaults';
import { useT } from './locale';
import { mappedKeys, ranges } from './model';
import type { Wizard } from './useWizard';

const FIRST = 10;

export function Refused({ report, ...wizard }: Wizard & { report: Rehearsal }) {
  const { object } = wizard;
  const t = useT();
  const format = useFormat();
  const [by, setBy] = useState<'reason' | 'row'>('reason');
  if (report.refuse === 0) return null;
  return (
    <section className="i-part" aria-label={t('refuse')}>
      <div className="i-part-head">
        <h3>{t('refusedTitle', { n: format.number(report.refuse), count: report.refuse })}</h3>
        <Segmented size="small" value={by} onChange={setBy} options={[{ value: 'reason', label: t('byReason') }, { value: 'row', label: t('byRow') }]} />
      </div>
      <p className="m-soft">{t('refusedHint')}</p>
      {by === 'reason' ? <Reasons report={report} {...wizard} /> : <Rows report={report} object={object} />}
      {by === 'row' && report.refused.length < report.refuse && <p className="m-faint">{t('firstOnly', { n: format.number(report.refused.length) })}</p>}
    </section>
  );
}

function useName(object: CatalogObject) {
  const label = useLabel();
  return (key: string, header: string | null) => header || label(object.fields.find((field) => field.key === key)?.label) || key;
}

function Reasons({ report, ...wizard }: Wizard & { report: Rehearsal }) {
  const { shown, more } = useFirst(report.reasons);
  return (
    <div className="i-box">
      <ul>{shown.map((reason) => <One key={`${reason.field}/${reason.message}`} reason={reason} report={report} {...wizard} />)}</ul>
      {more}
    </div>
  );
}

function One({ reason, report, ...wizard }: Wizard & { reason: RefusalReason; report: Rehearsal }) {
  const t = useT();
  const format = useFormat();
  const name = useName(wizard.object);
  const header = wizard.state.columns.find(({ field }) => field === reason.field)?.header ?? null;
  const spellings = report.unresolved[reason.field]?.length ?? 0;
  const message = reason.code === 'unresolved' ? t('unresolvedReason', { n: format.number(spellings), count: spellings }) : reason.message;
  return (
    <li className="i-reason">
      <span className="i-tag">{name(reason.field, header)}</span>
      <span className="m-grow">{message}</span>
      <span className="m-faint i-reason-rows" title={t('rowsAre', { rows: ranges(reason.rows, 40) })}>
        <b className="m-num">{t('rows', { n: format.number(reason.count), count: reason.count })}</b> {t('rowsAre', { rows: ranges(reason.rows, 3) })}
      </span>
      {reason.code === 'required' && <Remedy field={reason.field} {...wizard} />}
    </li>
  );
}

/** What helps where a value is missing: one for all rows that lack it, or not to ask for it. */
function Remedy({ field: key, ...wizard }: Wizard & { field: string }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const field = wizard.object.fields.find((one) => one.key === key);
  if (!field || field.computed || field.type === 'file') return null;
  const needed = field.required === true && !mappedKeys(wizard.state.columns).has(key);
  // Those without a column are asked for above already.
  if (needed) return null;
  return (
    <div className="i-remedy">
      {open ? <DefaultValue field={field} {...wizard} /> : <Button size="small" onClick={() => setOpen(true)}>{t('giveValue')}</Button>}
      {field.required && <Optional fields={[field]} {...wizard} />}
    </div>
  );
}

function Rows({ report, object }: { report: Rehearsal; object: CatalogObject }) {
  const t = useT();
  const name = useName(object);
  const { shown, more } = useFirst(report.refused);
  return (
    <div className="i-box">
      <ul>
        {shown.map(({ row, title, errors }) => (
          <li key={row} className="i-refused">
            <span className="m-faint m-num">{t('rowsAre', { rows: row })}</span>
            <div className="m-grow">
              <b>{title || '—'}</b>
              {errors.map((error) => (
                <div key={`${error.field}/${error.message}`} className="i-error">
                  <span className="i-tag">{name(error.field, error.header)}</span>{error.value && <q>{error.value}</q>}<span className="m-danger">{error.message}</span>
                </div>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {more}
    </div>
  );
}

function useFirst<T>(all: T[]) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const more = !open && all.length > FIRST ? <Button type="text" size="small" className="i-all" onClick={() => setOpen(true)}>{t('showAll', { n: all.length })}</Button> : null;
  return { shown: open ? all : all.slice(0, FIRST), more };
}
