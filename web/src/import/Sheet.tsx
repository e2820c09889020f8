/** The file that was read: which sheet, which row names the columns, and how it looks. */
import { Button, Checkbox, InputNumber, Select } from 'antd';
import { FileSpreadsheet } from 'lucide-react';
import { useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { useFormat } from '@/i18n/format';
import { useT } from './locale';
import type { Wizard } from './useWizard';

export function Sheet(wizard: Wizard) {
  const t = useT();
  const format = useFormat();
  const go = useNavigate();
  const { state, object, change } = wizard;
  return (
    <>
      <div className="i-file">
        <FileSpreadsheet size={18} strokeWidth={1.75} aria-hidden />
        <b className="m-ellipsis">{state.file}</b>
        <span className="m-faint i-file-note">{t('rowsIn', { n: format.number(state.records), count: state.records })}</span>
        <Button size="small" type="text" onClick={() => void go(`/import/${object.key}`)}>{t('otherFile')}</Button>
      </div>
      <div className="i-options">
        {state.sheets.length > 1 && (
          <Labelled text={t('sheet')}>{(id) => (
            <Select id={id} value={state.sheet} onChange={(name) => change({ sheet: name })} style={{ minWidth: 160 }}
              options={state.sheets.map((one) => ({ value: one.name, label: sheetText(one, t('hidden'), t('rowsIn', { n: format.number(one.rows), count: one.rows })), disabled: one.rows === 0 || one.problem !== undefined, title: one.problem }))} />
          )}</Labelled>
        )}
        {state.encoding && (
          <Labelled text={t('encoding')}>{(id) => (
            <Select id={id} value={state.encoding} onChange={(encoding) => change({ encoding })} style={{ minWidth: 140 }} options={encodings.map((value) => ({ value, label: value }))} />
          )}</Labelled>
        )}
        <HeaderRow key={`${state.sheet}/${state.header_row}`} {...wizard} />
      </div>
      <Preview {...wizard} />
    </>
  );
}

/** As the engine knows them. */
const encodings = ['UTF-8', 'GBK', 'Big5', 'Shift_JIS', 'EUC-JP', 'EUC-KR', 'windows-1252', 'UTF-16LE', 'UTF-16BE'];

const sheetText = (sheet: { name: string; hidden: boolean }, hidden: string, rows: string) => `${sheet.name} · ${rows}${sheet.hidden ? ` · ${hidden}` : ''}`;

export function Labelled({ text, children }: { text: string; children: (id: string) => React.ReactNode }) {
  const id = useId();
  return <div className="i-labelled"><label htmlFor={id}>{text}</label>{children(id)}</div>;
}

function HeaderRow({ state, change }: Wizard) {
  const t = useT();
  const [row, setRow] = useState(state.header_row);
  const send = () => {
    if (row !== null && row !== state.header_row) change({ header_row: row });
  };
  return (
    <>
      <Labelled text={t('headerRow')}>{(id) => (
        <InputNumber id={id} min={1} max={500_000} precision={0} value={row} disabled={state.header_row === null} onChange={(next) => setRow(next)} onBlur={send} onPressEnter={send}
          onStep={(next) => change({ header_row: Number(next) })} style={{ width: 80 }} />
      )}</Labelled>
      <Checkbox checked={state.header_row === null} onChange={(event) => change({ header_row: event.target.checked ? null : 1 })}>{t('noHeader')}</Checkbox>
    </>
  );
}

function Preview({ state }: Wizard) {
  const t = useT();
  if (state.preview.length === 0) return <p className="i-problem">{t('noPreview')}</p>;
  return (
    <div className="i-grid" tabIndex={0} role="region" aria-label={t('preview')}>
      <table>
        <thead>
          <tr>{state.columns.map((column) => <th key={column.index} scope="col">{column.header || t('unnamed', { n: column.index + 1 })}</th>)}</tr>
        </thead>
        <tbody>
          {state.preview.map((cells, at) => <tr key={at}>{state.columns.map(({ index }) => <td key={index} title={cells[index]}>{cells[index]}</td>)}</tr>)}
        </tbody>
      </table>
    </div>
  );
}
