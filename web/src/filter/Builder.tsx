/** Builds a filter by choosing: conditions, groups of them, all or any. One for lists, gates, rules and forms alike. */
import { Button, Select } from 'antd';
import { Braces, Link2, Plus, X } from 'lucide-react';
import { useMemo } from 'react';
import { useCatalog, type Field, type Filter, type Op, type Term } from '@/api';
import { FieldIcon, FieldOperand, kindOf, useFieldWords, type FieldWord } from '@/fields';
import { useLabel } from '@/i18n';
import { matches } from '@/i18n/pinyin';
import { testids } from '@/testids';
import { useT } from './locale';
import { pathsOf, resolvePath, type PathGroup } from './paths';
import { fromGroup, isGroup, toGroup, type FilterNode, type GroupNode } from './tree';
import './filter.css';

interface Props {
  object: string;
  value: Filter | null | undefined;
  onChange: (filter: Filter | undefined) => void;
  /** Only fields of the record itself, where nothing else is at hand. */
  ownOnly?: boolean;
}

export function FilterBuilder({ object, value, onChange, ownOnly }: Props) {
  const group = useMemo(() => toGroup(value), [value]);
  const catalog = useCatalog();
  const say = useLabel();
  const all = useMemo(() => pathsOf(catalog, object, say), [catalog, object, say]);
  const groups = ownOnly ? all.slice(0, 1) : all;
  return (
    <div className="f-builder" data-testid={testids.filterBuilder}>
      <Group object={object} groups={groups} group={group} depth={0} onChange={(next) => onChange(fromGroup(next))} />
    </div>
  );
}

interface GroupProps {
  object: string;
  groups: PathGroup[];
  group: GroupNode;
  depth: number;
  onChange: (group: GroupNode) => void;
  onRemove?: () => void;
}

function Group({ object, groups, group, depth, onChange, onRemove }: GroupProps) {
  const t = useT();
  const catalog = useCatalog();
  const say = useLabel();
  const set = (items: FilterNode[]) => onChange({ ...group, items });
  const replace = (at: number, node: FilterNode) => set(group.items.map((item, index) => (index === at ? node : item)));
  const remove = (at: number) => (group.items.length === 1 && onRemove ? onRemove() : set(group.items.filter((_, index) => index !== at)));
  const first = (): Term => {
    const path = groups[0]?.paths[0]?.path ?? 'id';
    return freshTerm(path, resolvePath(catalog, object, path, say)?.field);
  };
  return (
    <div className={depth > 0 ? 'f-group f-inner' : 'f-group'} role="group" aria-label={t('group')}>
      {(group.items.length > 1 || depth > 0 || group.not || group.mode === 'or') && (
        <div className="f-mode">
          <span className="m-soft">{t('where')}</span>
          <ModeSelect group={group} onChange={onChange} />
          {onRemove && <button type="button" className="m-icon-button" aria-label={t('removeGroup')} title={t('removeGroup')} onClick={onRemove}><X size={14} /></button>}
        </div>
      )}
      {group.items.map((item, at) => (isGroup(item)
        ? <Group key={at} object={object} groups={groups} group={item} depth={depth + 1} onChange={(next) => replace(at, next)} onRemove={() => remove(at)} />
        : <Row key={at} object={object} groups={groups} term={item} onChange={(next) => replace(at, next)} onRemove={() => remove(at)} />))}
      <div className="f-add">
        <Button size="small" type="text" icon={<Plus size={14} aria-hidden />} onClick={() => set([...group.items, first()])}>{t('addTerm')}</Button>
        {depth < 3 && group.items.length > 0 && (
          <Button size="small" type="text" icon={<Braces size={14} aria-hidden />} onClick={() => set([...group.items, { mode: group.mode === 'and' ? 'or' : 'and', not: false, items: [first()] }])}>
            {t('addGroup')}
          </Button>
        )}
      </div>
    </div>
  );
}

function ModeSelect({ group, onChange }: { group: GroupNode; onChange: (group: GroupNode) => void }) {
  const t = useT();
  const options = [
    { value: 'and', label: t('all') }, { value: 'or', label: t('any') }, { value: 'not and', label: t('notAll') }, { value: 'not or', label: t('notAny') },
  ];
  const change = (next: string) => onChange({ ...group, not: next.startsWith('not'), mode: next.endsWith('or') ? 'or' : 'and' });
  return <Select size="small" aria-label={t('where')} variant="filled" value={`${group.not ? 'not ' : ''}${group.mode}`} options={options} onChange={change} popupMatchSelectWidth={false} />;
}

interface RowProps {
  object: string;
  groups: PathGroup[];
  term: Term;
  onChange: (term: Term) => void;
  onRemove: () => void;
}

function Row({ object, groups, term, onChange, onRemove }: RowProps) {
  const t = useT();
  const words = useFieldWords();
  const catalog = useCatalog();
  const say = useLabel();
  const field = resolvePath(catalog, object, term.field, say)?.field;
  const byField = isRef(term.value);
  const choose = (path: string) => onChange(freshTerm(path, resolvePath(catalog, object, path, say)?.field, term.op));
  const change = (op: Op) => onChange(sameShape(term.op, op) ? { ...term, op } : freshTerm(term.field, field, op));
  const operators = [...new Set([...(field?.operators ?? []), term.op])];
  return (
    <div className="f-row">
      <PathSelect object={object} groups={groups} value={term.field} onChange={choose} label={t('field')} />
      <Select className="f-op" aria-label={t('operator')} value={term.op} onChange={change} popupMatchSelectWidth={false}
        options={operators.map((op) => ({ value: op, label: words(`op.${op}` as FieldWord) }))} />
      <div className="f-value">
        {byField ? (
          <PathSelect object={object} groups={groups.slice(0, 1)} value={(term.value as { ref: string }).ref} onChange={(ref) => onChange({ ...term, value: { ref } })} label={t('otherField')} />
        ) : field && <FieldOperand key={`${term.field} ${shapeOf(term.op)}`} field={field} op={term.op} value={term.value} onChange={(value) => onChange({ ...term, value })} />}
      </div>
      {mayRef(term.op) && (
        <button type="button" className={byField ? 'm-icon-button f-on' : 'm-icon-button'} aria-pressed={byField} aria-label={t(byField ? 'compareValue' : 'compareField')}
          title={t(byField ? 'compareValue' : 'compareField')} onClick={() => onChange(byField ? freshTerm(term.field, field, term.op) : { ...term, value: { ref: groups[0]?.paths[0]?.path ?? '' } })}>
          <Link2 size={14} />
        </button>
      )}
      <button type="button" className="m-icon-button" aria-label={t('removeTerm')} title={t('removeTerm')} onClick={onRemove}><X size={14} /></button>
    </div>
  );
}

interface PathProps {
  object: string;
  groups: PathGroup[];
  value: string | undefined;
  onChange: (path: string) => void;
  label: string;
  placeholder?: string;
}

/** Chooses a field, a field through a lookup, or a count. */
export function PathSelect({ object, groups, value, onChange, label, placeholder }: PathProps) {
  const t = useT();
  const catalog = useCatalog();
  const say = useLabel();
  const options = groups.map((group) => {
    const title = group.counts ? t('counts') : (group.label ?? t('own'));
    return {
      label: title,
      options: group.paths.map(({ path, label: text, type }) => {
        const whole = group.counts ? t('countOf', { label: text }) : group.label && !group.whole ? `${group.label} › ${text}` : text;
        return { value: path, label: whole, text: group.counts ? whole : text, type };
      }),
    };
  });
  const known = value === undefined || options.some((group) => group.options.some((option) => option.value === value));
  const trail = value === undefined ? undefined : resolvePath(catalog, object, value, say)?.trail.join(' › ');
  const extra = known ? [] : [{ value: value as string, label: trail ?? t('unknownField', { path: value as string }), text: value as string, type: '' }];
  return (
    <Select className="f-path" aria-label={label} value={value} onChange={onChange} options={[...extra, ...(options.length === 1 ? (options[0]?.options ?? []) : options)]} popupMatchSelectWidth={false}
      placeholder={placeholder} status={!known && !trail ? 'error' : undefined}
      showSearch={{ filterOption: (typed, option) => matches(typed, String(option?.label ?? ''), 'value' in (option ?? {}) ? String((option as { value: string }).value) : '') }}
      optionRender={(option) => {
        const { type, text } = option.data as unknown as { type: string; text: string };
        return <span className="m-row">{type && <FieldIcon field={{ type }} />}<span className="m-ellipsis">{text}</span></span>;
      }} />
  );
}

const LISTS: Op[] = ['in', 'not_in', 'has_any', 'has_all', 'has_none'];
const isRef = (value: unknown) => typeof value === 'object' && value !== null && 'ref' in value;

/** Operators whose values look alike share a shape, so that changing between them keeps the value. */
function shapeOf(op: Op): string {
  if (op === 'empty' || op === 'not_empty') return 'bare';
  if (LISTS.includes(op)) return 'list';
  return ['between', 'during', 'status'].includes(op) ? op : 'one';
}

const sameShape = (a: Op, b: Op) => shapeOf(a) === shapeOf(b);
const mayRef = (op: Op) => shapeOf(op) === 'one' && op !== 'has';

function freshTerm(path: string, field: Field | undefined, wanted?: Op): Term {
  const op = wanted && field?.operators.includes(wanted) ? wanted : (field?.operators[0] ?? 'is');
  const value = op === 'during' ? 'this_month' : op === 'status' ? 'open' : field && kindOf(field).family === 'boolean' && shapeOf(op) === 'one' ? true : undefined;
  return value === undefined ? { field: path, op } : { field: path, op, value };
}
