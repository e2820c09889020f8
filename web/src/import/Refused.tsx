/** Rows that would not be taken, by reason and one by one, and what would become of the first rows. */
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import type { CatalogObject, Rehearsal } from '@/api';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { useT } from './locale';
import { ranges, reasons } from './model';

const FIRST = 10;

export function Refused({ report, object }: { report: Rehearsal; object: CatalogObject }) {
  const t = useT();
  const format = useFormat();
  const [by, setBy] = useState<'reason' | 'row'>('reason');
  if (report.refuse === 0) return null;
  return (
    <section className="i-part" aria-label={t('refuse')}>
      <div className="i-part-head">
        <h3>{t('refusedTitle', { n: format.number(report.refuse) })}</h3>
        <Segmented size="small" value={by} onChange={setBy} options={[{ value: 'reason', label: t('byReason') }, { value: 'row', label: t('byRow') }]} />
      </div>
      <p className="m-soft">{t('refusedHint')}</p>
      {by === 'reason' ? <Reasons report={report} object={object} /> : <Rows report={report} object={object} />}
      {report.refused.length < report.refuse && <p className="m-faint">{t('firstOnly', { n: format.number(report.refused.length) })}</p>}
    </section>
  );
}

function useName(object: CatalogObject) {
  const label = useLabel();
  return (key: string, header: string | null) => header || label(object.fields.find((field) => field.key === key)?.label) || key;
}

function Reasons({ report, object }: { report: Rehearsal; object: CatalogObject }) {
  const t = useT();
  const format = useFormat();
  const name = useName(object);
  const all = reasons(report.refused);
  const { shown, more } = useFirst(all);
  return (
    <div className="i-box">
      <ul>
        {shown.map((reason) => (
          <li key={`${reason.field}/${reason.message}`} className="i-reason">
            <span className="i-tag">{name(reason.field, reason.header)}</span>
            <span className="m-grow">{reason.message}</span>
            <span className="m-faint i-reason-rows" title={t('rowsAre', { rows: ranges(reason.rows.map(({ row }) => row), 40) })}>
              <b className="m-num">{t('rows', { n: format.number(reason.rows.length), count: reason.rows.length })}</b> {t('rowsAre', { rows: ranges(reason.rows.map(({ row }) => row), 3) })}
            </span>
          </li>
        ))}
      </ul>
      {more}
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
