/** Spellings that name nothing known: each is told what it means, once for all its rows. */
import { Button } from 'antd';
import { ArrowRight, Check as CheckIcon } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { createRecord, useCatalog, useObject, type Field, type Refs, type Rehearsal, type Unresolved } from '@/api';
import { FieldDisplay, FieldEditor, FieldIcon, linkedObject, refOf, remember, useRefs } from '@/fields';
import { errorText } from '@/ui';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { useCatalogEdit, withOptions } from './catalogEdit';
import { EditFailure } from './EditFailure';
import { useT } from './locale';
import { byTitleAlone, spellings, unsay, type Spelling } from './model';
import type { Wizard } from './useWizard';

const FIRST = 12;
const noRefs: Refs = {};

interface Known extends Wizard {
  report: Rehearsal;
  /** Rehearses anew: what the texts name is there now. */
  again: () => void;
}

export function Meanings({ report, again, ...wizard }: Known) {
  const t = useT();
  const seen = useRef<Record<string, Unresolved[]>>({});
  const { object, state } = wizard;
  const mapped = state.columns.map(({ field }) => field);
  const keys = [...new Set([...Object.keys(report.unresolved), ...Object.keys(state.values)])].filter((key) => mapped.includes(key));
  const groups = keys.flatMap((key) => {
    const field = object.fields.find((one) => one.key === key);
    const now = report.unresolved[key] ?? [];
    const before = seen.current[key] ?? [];
    seen.current[key] = [...before, ...now.filter((one) => !before.some(({ text }) => text === one.text))];
    const list = spellings(before, now, state.values[key] ?? {});
    return field && list.length > 0 ? [{ field, list }] : [];
  });
  if (groups.length === 0) return null;
  return (
    <section className="i-part" aria-label={t('unresolved')}>
      <h3>{t('unresolved')}</h3>
      <p className="m-soft">{t('unresolvedHint')}</p>
      {groups.map(({ field, list }) => <Group key={field.key} field={field} list={list} again={again} {...wizard} />)}
    </section>
  );
}

interface Shown extends Wizard {
  field: Field;
  list: Spelling[];
  again: () => void;
}

function Group(shown: Shown) {
  const { field, list, state, change } = shown;
  const t = useT();
  const label = useLabel();
  const [all, setAll] = useState(false);
  const target = linkedObject(field);
  for (const one of list) if (target) remember(target, one.suggestions);
  const told = list.filter((one) => one.meant !== undefined).length;
  return (
    <div className="i-box">
      <div className="i-box-head"><FieldIcon field={field} /><b>{label(field.label)}</b><span className="m-faint i-right">{t('toldOf', { n: told, all: list.length })}</span></div>
      <Together {...shown} />
      <ul>
        {(all ? list : list.slice(0, FIRST)).map((one) => (
          <One key={one.text} field={single(field)} one={one} say={(meant) => change({ values: { [field.key]: { [one.text]: meant } } })} forget={() => change(...unsay(state.values, field.key, one.text))} />
        ))}
      </ul>
      {!all && list.length > FIRST && <Button type="text" size="small" className="i-all" onClick={() => setAll(true)}>{t('showAll', { n: list.length })}</Button>}
    </div>
  );
}

/** What can be done for all that nobody told yet: leave them blank, or let there be what they name. */
function Together({ field, list, change, ...shown }: Shown) {
  const t = useT();
  const open = list.filter((one) => one.meant === undefined).map(({ text }) => text);
  if (open.length === 0) return null;
  const blank = () => change({ values: { [field.key]: Object.fromEntries(open.map((text) => [text, null])) } });
  return (
    <div className="i-together">
      {open.length > 1 && <Button size="small" onClick={blank}>{t('blankAll', { n: open.length })}</Button>}
      {field.options ? <AsOptions texts={open} field={field} {...shown} /> : <AsRecords texts={open} field={field} again={shown.again} />}
    </div>
  );
}

/** Records made of their titles, where a title is all they need. */
function AsRecords({ texts, field, again }: Pick<Shown, 'field' | 'again'> & { texts: string[] }) {
  const t = useT();
  const label = useLabel();
  const target = useObject(linkedObject(field));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ReactNode>();
  if (!target || !byTitleAlone(target)) return null;
  const create = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      for (const text of texts) await createRecord(target.key, { [target.title]: text }, true);
    } catch (error) {
      setFailure(errorText(error));
    } finally {
      setBusy(false);
      again();
    }
  };
  return (
    <>
      <Button size="small" loading={busy} title={texts.join('\n')} onClick={() => void create()}>{t('createAll', { n: texts.length, object: label(target.label), count: texts.length })}</Button>
      {failure && <span className="m-danger i-whole" role="alert">{failure}</span>}
    </>
  );
}

/** More options, for those who shape the catalog. */
function AsOptions({ texts, field, object, state, again }: Omit<Shown, 'list' | 'change'> & { texts: string[] }) {
  const t = useT();
  const label = useLabel();
  const { can } = useCatalog();
  const edit = useCatalogEdit();
  if (!can.catalog) return null;
  const add = async () => {
    if (await edit.run((files) => withOptions(files, object.key, field.key, texts), t('optionsNote', { field: label(field.label), file: state.file }))) again();
  };
  return (
    <>
      <Button size="small" loading={edit.busy} title={texts.join('\n')} onClick={() => void add()}>{t('addOptions', { n: texts.length, count: texts.length })}</Button>
      <EditFailure failure={edit.failure} />
    </>
  );
}

/** A spelling means one thing, also where a record may have several. */
const single = (field: Field): Field => (field.type === 'multi_select' ? { ...field, type: 'select' } : field);

interface Props {
  field: Field;
  one: Spelling;
  say: (meant: string | null) => void;
  forget: () => void;
}

function One({ field, one, say, forget }: Props) {
  const t = useT();
  const format = useFormat();
  return (
    <li className="i-spelling">
      <span className="i-spelling-text"><q>{one.text}</q>{one.count !== undefined && <span className="m-faint">{t('rows', { n: format.number(one.count), count: one.count })}</span>}</span>
      <ArrowRight className="i-arrow" size={15} aria-hidden />
      {one.meant === undefined ? <Choose field={field} one={one} say={say} /> : (
        <span className="m-row i-meant">
          <CheckIcon size={14} className="i-certain" aria-hidden />
          {one.meant === null ? <span className="m-faint">{t('blank')}</span> : <Meant field={field} value={one.meant} />}
          <Button size="small" type="text" onClick={forget}>{t('change')}</Button>
        </span>
      )}
    </li>
  );
}

function Meant({ field, value }: { field: Field; value: string }) {
  const key = linkedObject(field);
  const target = useObject(key);
  const found = useRefs(key, key && !refOf(value, noRefs) ? [value] : [], target?.title);
  const ref = refOf(value, found);
  return <FieldDisplay field={field} value={value} refs={ref ? { [value]: ref } : noRefs} tight />;
}

function Choose({ field, one, say }: Omit<Props, 'forget'>) {
  const t = useT();
  return (
    <span className="i-choose">
      {one.suggestions.slice(0, 3).map(({ id, title }) => <button key={id} type="button" className="i-suggestion" onClick={() => say(id)}>{title}</button>)}
      <span className="i-picker">
        <FieldEditor field={field} value={null} onChange={(value) => typeof value === 'string' && say(value)} refs={noRefs} label={t('pickFor', { text: one.text })} />
      </span>
      <Button size="small" type="text" onClick={() => say(null)}>{t('leaveBlank')}</Button>
    </span>
  );
}
