/** Settings of one view: kind, columns in their order, filter, order of rows. */
import { Button, Segmented, Select } from 'antd';
import { ArrowDownNarrowWide, ArrowUpNarrowWide, GripVertical, Trash2, X } from 'lucide-react';
import { useCatalog, type SortDef, type ViewDef, type ViewKind } from '@/api';
import { valueKindOf } from '@/fields';
import { FilterBuilder, PathSelect, pathsOf, resolvePath } from '@/filter';
import { useLabel } from '@/i18n';
import { moveBefore } from '../model/files';
import { amendView, removeView } from '../model/views';
import { LabelInput, Part, Setting } from '../parts';
import { ProblemNotes } from '../parts/ProblemNotes';
import { SortList } from '../parts/SortList';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { useT } from './locale';

export function ViewSettings({ object, view }: { object: string; view: ViewDef }) {
  const t = useT();
  const say = useLabel();
  const { edit } = useStudio();
  const [, select, fresh] = useSelection();
  const here = useCatalog().objects[object];
  const pipelines = here?.pipelines ?? [];
  const set = (changes: Partial<ViewDef>, tag?: string) => edit((files) => amendView(files, object, view.key, changes), tag && `${object} view ${view.key} ${tag}`);
  const kind = (next: ViewKind) => set({ kind: next, pipeline: next === 'board' ? pipelines[0]?.key : undefined, sum: undefined, group: undefined });
  const numbers = (here?.fields ?? []).filter((field) => valueKindOf(field).family === 'number').map((field) => ({ value: field.key, label: say(field.label) }));
  const groups = (here?.fields ?? []).filter((field) => field.groupable).map((field) => ({ value: field.key, label: say(field.label) }));
  return (
    <div className="s-pane">
      <header className="s-pane-head"><span className="m-grow">{say(view.label)}</span><code className="m-faint">{view.key}</code></header>
      <ProblemNotes at={`view:${view.key}`} />
      <Part>
        <LabelInput name={t('name')} value={view.label} autoFocus={fresh} given={{ 'zh-CN': '新视图', en: 'New view' }} onChange={(label) => label && set({ label }, 'label')} />
        {(pipelines.length > 0 || view.kind === 'board') && (
          <Setting label={t('kind')}>
            {() => <Segmented<ViewKind> block value={view.kind} onChange={kind} options={(['table', 'board'] as const).map((value) => ({ value, label: t(`kind.${value}`) }))} />}
          </Setting>
        )}
        {view.kind === 'board' && pipelines.length > 1 && (
          <Setting label={t('pipeline')}>{(id) => <Select id={id} value={view.pipeline ?? pipelines[0]?.key} options={pipelines.map((one) => ({ value: one.key, label: say(one.label) }))} onChange={(pipeline) => set({ pipeline })} />}</Setting>
        )}
        {view.kind === 'board' && <Setting label={t('sum')}>{(id) => <Select id={id} allowClear value={view.sum} options={numbers} onChange={(sum?: string) => set({ sum })} />}</Setting>}
        {view.kind === 'table' && <Setting label={t('group')}>{(id) => <Select id={id} allowClear value={view.group} options={groups} onChange={(group?: string) => set({ group })} />}</Setting>}
      </Part>
      <Columns object={object} view={view} set={set} />
      <Part title={t('filter')}>
        <FilterBuilder object={object} value={view.filter} onChange={(filter) => set({ filter }, 'filter')} />
      </Part>
      <Sorts object={object} view={view} set={set} />
      <Part>
        <Button block danger icon={<Trash2 size={14} aria-hidden />} onClick={() => { edit((files) => removeView(files, object, view.key)); select(undefined); }}>{t('remove')}</Button>
      </Part>
    </div>
  );
}

interface PartProps {
  object: string;
  view: ViewDef;
  set: (changes: Partial<ViewDef>, tag?: string) => void;
}

function useColumnGroups(object: string) {
  const label = useLabel();
  const catalog = useCatalog();
  const nameOf = (path: string) => resolvePath(catalog, object, path, label)?.trail.join(' › ') ?? path;
  return { groups: pathsOf(catalog, object, label).filter((group) => !group.counts), nameOf };
}

function Columns({ object, view, set }: PartProps) {
  const t = useT();
  const { groups, nameOf } = useColumnGroups(object);
  const columns = view.columns ?? [];
  const rest = groups.map((group) => ({ ...group, paths: group.paths.filter(({ path }) => !columns.includes(path)) }));
  return (
    <Part title={t(view.kind === 'board' ? 'cardFields' : 'columns')}>
      <SortList ids={columns} nameOf={nameOf} onMove={(key, before) => set({ columns: moveBefore(columns, (one) => one === key, before === undefined ? undefined : (one) => one === before) })}>
        {(path, grip) => (
          <div className="s-option">
            <button type="button" className="s-grip" aria-label={t('moveColumn', { name: nameOf(path) })} {...grip}><GripVertical size={14} /></button>
            <span className="m-grow m-ellipsis">{nameOf(path)}</span>
            <button type="button" className="m-icon-button" aria-label={t('removeColumn', { name: nameOf(path) })} title={t('removeColumn', { name: nameOf(path) })} onClick={() => set({ columns: columns.filter((one) => one !== path) })}><X size={14} /></button>
          </div>
        )}
      </SortList>
      <PathSelect object={object} groups={rest} label={t('addColumn')} placeholder={t('addColumn')} value={undefined} onChange={(path) => set({ columns: [...columns, path] })} />
    </Part>
  );
}

function Sorts({ object, view, set }: PartProps) {
  const t = useT();
  const { groups, nameOf } = useColumnGroups(object);
  const sorts = view.sort ?? [];
  const write = (next: SortDef[]) => set({ sort: next.length > 0 ? next : undefined });
  const own = groups.slice(0, 1).map((group) => ({ ...group, paths: group.paths.filter(({ path }) => !sorts.some((sort) => sort.field === path)) }));
  return (
    <Part title={t('sort')}>
      {sorts.map((sort, at) => (
        <div key={sort.field} className="s-option">
          <span className="m-grow m-ellipsis">{nameOf(sort.field)}</span>
          <Button size="small" type="text" aria-label={t('direction')} icon={sort.desc ? <ArrowDownNarrowWide size={14} /> : <ArrowUpNarrowWide size={14} />}
            onClick={() => write(sorts.map((one, index) => (index === at ? (sort.desc ? { field: sort.field } : { field: sort.field, desc: true }) : one)))}>{t(sort.desc ? 'desc' : 'asc')}</Button>
          <button type="button" className="m-icon-button" aria-label={t('removeSort')} title={t('removeSort')} onClick={() => write(sorts.filter((_, index) => index !== at))}><X size={14} /></button>
        </div>
      ))}
      {sorts.length < 3 && <PathSelect object={object} groups={own} label={t('addSort')} placeholder={t('addSort')} value={undefined} onChange={(field) => write([...sorts, { field }])} />}
    </Part>
  );
}
