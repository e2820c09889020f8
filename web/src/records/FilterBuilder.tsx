/** Builds a filter by choosing: field, operator, value, nested and/or. Gives out the part that is complete. Used by lists, gates and rules alike. */
import { Button, Select } from 'antd';
import { FolderPlus, Plus, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { isAnd, isNot, isOr, useCatalog, type CatalogObject, type Filter, type Op } from '@/api';
import { FieldOperand, kindOf, useFieldWords, type FieldWord } from '@/fields';
import { useLabel } from '@/i18n';
import { matches } from '@/i18n/pinyin';
import { testids } from '@/testids';
import { describe } from './describe';
import { useT } from './locale';
import { useSpeech } from './speech';
import { filterTargets, resolve, targetText, type Target } from './paths';
import './filter.css';

export interface Branch {
  any: boolean;
  parts: Node[];
}

/** A condition that no row can show; it is kept as it is. */
interface Whole {
  whole: Filter;
}

type Node = Branch | Leaf | Whole;

export interface Leaf {
  field: string;
  op: Op;
  value: unknown;
}

const isBranch = (node: Node): node is Branch => 'parts' in node;
const isWhole = (node: Node): node is Whole => 'whole' in node;

interface Props {
  object: CatalogObject;
  value: Filter | null | undefined;
  onChange: (filter: Filter | null) => void;
}

export function FilterBuilder({ object, value, onChange }: Props) {
  const [tree, setTree] = useState<Branch>(() => toTree(value));
  const catalog = useCatalog();
  const targets = useMemo(() => filterTargets(catalog, object), [catalog, object]);
  const change = (next: Branch) => {
    setTree(next);
    onChange(toFilter(next));
  };
  return (
    <div className="m-filter-builder" data-testid={testids.filterBuilder}>
      <BranchRow object={object} targets={targets} branch={tree} onChange={change} depth={0} />
    </div>
  );
}

interface BranchProps {
  object: CatalogObject;
  targets: Target[];
  branch: Branch;
  onChange: (branch: Branch) => void;
  onRemove?: () => void;
  depth: number;
}

function BranchRow({ object, targets, branch, onChange, onRemove, depth }: BranchProps) {
  const t = useT();
  const set = (at: number, part: Node) => onChange({ ...branch, parts: branch.parts.map((old, index) => (index === at ? part : old)) });
  const remove = (at: number) => onChange({ ...branch, parts: branch.parts.filter((_, index) => index !== at) });
  const first = targets[0];
  const addLeaf = () => first && onChange({ ...branch, parts: [...branch.parts, newLeaf(first)] });
  const addBranch = () => first && onChange({ ...branch, parts: [...branch.parts, { any: !branch.any, parts: [newLeaf(first)] }] });
  return (
    <div className={depth > 0 ? 'm-filter-branch' : undefined} role="group" aria-label={t(branch.any ? 'matchAny' : 'matchAll')}>
      {(branch.parts.length > 1 || depth > 0) && (
        <div className="m-filter-head">
          <Select size="small" value={branch.any ? 'any' : 'all'} aria-label={t('match')} onChange={(next) => onChange({ ...branch, any: next === 'any' })}
            options={[{ value: 'all', label: t('matchAll') }, { value: 'any', label: t('matchAny') }]} popupMatchSelectWidth={false} />
          {onRemove && <button type="button" className="m-icon-button" aria-label={t('removeGroup')} onClick={onRemove}><X size={14} /></button>}
        </div>
      )}
      {branch.parts.map((part, at) => {
        const shared = { object, targets, onRemove: () => remove(at) };
        if (isBranch(part)) return <BranchRow key={at} {...shared} branch={part} onChange={(next) => set(at, next)} depth={depth + 1} />;
        if (isWhole(part)) return <WholeRow key={at} object={object} filter={part.whole} onRemove={shared.onRemove} />;
        return <LeafRow key={at} {...shared} leaf={part} onChange={(next) => set(at, next)} />;
      })}
      <div className="m-row">
        <Button size="small" type="text" icon={<Plus size={14} aria-hidden />} onClick={addLeaf}>{t('addCondition')}</Button>
        {depth < 2 && <Button size="small" type="text" icon={<FolderPlus size={14} aria-hidden />} onClick={addBranch}>{t('addGroup')}</Button>}
      </div>
    </div>
  );
}

interface LeafProps {
  object: CatalogObject;
  targets: Target[];
  leaf: Leaf;
  onChange: (leaf: Leaf) => void;
  onRemove: () => void;
}

function LeafRow({ object, targets, leaf, onChange, onRemove }: LeafProps) {
  const t = useT();
  const say = useFieldWords();
  const label = useLabel();
  const catalog = useCatalog();
  const target = targets.find((one) => one.path === leaf.field) ?? resolve(catalog, object, leaf.field);
  const options = targets.map((one) => ({
    value: one.path, label: one.path.endsWith('.count') ? say('count', { label: targetText(one, label) }) : targetText(one, label),
  }));
  const pick = (path: string) => {
    const next = targets.find((one) => one.path === path);
    if (next) onChange(newLeaf(next));
  };
  return (
    <div className="m-filter-leaf">
      <Select className="m-filter-field" value={leaf.field} aria-label={t('field')} onChange={pick} options={options} popupMatchSelectWidth={false}
        showSearch={{ filterOption: (typed, option) => matches(typed, String(option?.label ?? ''), String(option?.value ?? '')) }} />
      <Select className="m-filter-op" value={leaf.op} aria-label={t('operator')} popupMatchSelectWidth={false}
        onChange={(op) => onChange({ ...leaf, op, value: kept(leaf, op) })}
        options={(target?.field.operators ?? []).map((op) => ({ value: op, label: say(`op.${op}` as FieldWord) }))} />
      <div className="m-filter-value">
        {target && <FieldOperand field={target.field} op={leaf.op} value={leaf.value} onChange={(value) => onChange({ ...leaf, value })} />}
      </div>
      <button type="button" className="m-icon-button" aria-label={t('removeCondition')} onClick={onRemove}><X size={14} /></button>
    </div>
  );
}

function WholeRow({ object, filter, onRemove }: { object: CatalogObject; filter: Filter; onRemove: () => void }) {
  const t = useT();
  const speech = useSpeech(object, filter);
  return (
    <div className="m-row">
      <span className="m-grow">{describe(filter, speech)}</span>
      <button type="button" className="m-icon-button" aria-label={t('removeCondition')} onClick={onRemove}><X size={14} /></button>
    </div>
  );
}

const SHAPES: Partial<Record<Op, string>> = {
  in: 'list', not_in: 'list', has_any: 'list', has_all: 'list', has_none: 'list', between: 'pair', during: 'period', status: 'status', empty: 'none', not_empty: 'none',
};

/** The value, where the new operator takes one of the same shape. */
function kept(leaf: Leaf, op: Op): unknown {
  return SHAPES[op] === SHAPES[leaf.op] ? leaf.value : op === 'during' ? 'this_month' : null;
}

function newLeaf({ path, field }: Target): Leaf {
  const op = field.operators[0] ?? 'is';
  return { field: path, op, value: kindOf(field).family === 'boolean' ? true : op === 'during' ? 'this_month' : null };
}

export function toTree(filter: Filter | null | undefined): Branch {
  if (!filter) return { any: false, parts: [] };
  const node = toNode(filter);
  return isBranch(node) ? node : { any: false, parts: [node] };
}

function toNode(filter: Filter): Node {
  if (isAnd(filter)) return { any: false, parts: filter.and.map(toNode) };
  if (isOr(filter)) return { any: true, parts: filter.or.map(toNode) };
  if (isNot(filter)) return negated(filter.not);
  return { field: filter.field, op: filter.op, value: filter.value ?? null };
}

const OPPOSITE: Partial<Record<Op, Op>> = {
  is: 'is_not', is_not: 'is', in: 'not_in', not_in: 'in', empty: 'not_empty', not_empty: 'empty', contains: 'not_contains', not_contains: 'contains',
  has_any: 'has_none', has_none: 'has_any',
};

/** "Not" has no row of its own: it is said by the opposite operator where there is an exact one, and by and/or the other way round. */
function negated(filter: Filter): Node {
  if (isAnd(filter)) return { any: true, parts: filter.and.map(negated) };
  if (isOr(filter)) return { any: false, parts: filter.or.map(negated) };
  if (isNot(filter)) return toNode(filter.not);
  const op = OPPOSITE[filter.op];
  return op ? { field: filter.field, op, value: filter.value ?? null } : { whole: { not: filter } };
}

/** The complete part of what has been built so far; null when nothing is. */
export function toFilter(branch: Branch): Filter | null {
  const parts = branch.parts
    .map((part) => (isBranch(part) ? toFilter(part) : isWhole(part) ? part.whole : complete(part)))
    .filter((part) => part !== null);
  if (parts.length === 0) return null;
  if (parts.length === 1 && parts[0]) return parts[0];
  return branch.any ? { or: parts } : { and: parts };
}

function complete({ field, op, value }: Leaf): Filter | null {
  if (op === 'empty' || op === 'not_empty') return { field, op };
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value) && (value.length === 0 || (op === 'between' && (value.length < 2 || value.some((one) => one === null))))) return null;
  return { field, op, value };
}
