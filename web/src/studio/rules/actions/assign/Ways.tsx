/** Ways to choose one of several people: the least loaded, by weight, by a table. */
import { Button, InputNumber } from 'antd';
import { Plus, X } from 'lucide-react';
import type { Filter } from '@/api';
import { FilterBuilder } from '@/filter';
import { Part, Setting } from '../../../parts';
import { useT } from '../../locale';
import type { ActionProps } from '../types';
import { useAssignT } from './locale';
import { People, Person, USERS } from './People';

type Some = Pick<ActionProps, 'action' | 'change'>;

interface Least {
  people?: string[];
  among?: Filter;
  open?: Filter;
}

export function LeastLoaded({ standing, action, change }: Some & Pick<ActionProps, 'standing'>) {
  const t = useT();
  const say = useAssignT();
  const least = (action.least_loaded ?? {}) as Least;
  const set = (changes: Partial<Least>, tag?: string) => {
    const next = { ...least, ...changes };
    change({ least_loaded: Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) }, tag);
  };
  return (
    <>
      <People label={t('people')} value={least.people ?? []} onChange={(people) => set({ people: people.length > 0 ? people : undefined })} />
      <Setting label={say('peopleAlso')}>{() => <FilterBuilder object={USERS} value={least.among} onChange={(among) => set({ among }, 'among')} />}</Setting>
      <Setting label={say('open')}>{() => <FilterBuilder object={standing.object} value={least.open} onChange={(open) => set({ open }, 'open')} />}</Setting>
    </>
  );
}

interface Weighted {
  who: string;
  weight: number;
}

export function ByWeight({ action, change }: Some) {
  const say = useAssignT();
  const weighted = (action.weighted ?? []) as Weighted[];
  const set = (next: Weighted[], tag?: string) => change({ weighted: next }, tag);
  const amend = (at: number, changes: Partial<Weighted>, tag?: string) => set(weighted.map((one, index) => (index === at ? { ...one, ...changes } : one)), tag);
  return (
    <>
      {weighted.map((one, at) => (
        <Row key={at} name={say('person', { row: at + 1 })} remove={say('removePerson', { row: at + 1 })} onRemove={() => set(weighted.filter((_, index) => index !== at))}>
          <Person label={say('person', { row: at + 1 })} value={one.who} onChange={(who) => amend(at, { who })} />
          <Setting label={say('weight')}>{(id) => <InputNumber id={id} min={1} max={1000} precision={0} value={one.weight} onChange={(weight) => amend(at, { weight: weight ?? 1 }, `weight ${at}`)} />}</Setting>
        </Row>
      ))}
      <Add name={say('addPerson')} onAdd={() => set([...weighted, { who: '', weight: 1 }])} />
    </>
  );
}

interface TableRow {
  if?: Filter;
  people: string[];
}

export function ByTable({ standing, action, change }: Some & Pick<ActionProps, 'standing'>) {
  const t = useT();
  const say = useAssignT();
  const table = (action.table ?? []) as TableRow[];
  const set = (next: TableRow[], tag?: string) => change({ table: next }, tag);
  const put = (at: number, row: TableRow, tag?: string) => set(table.map((one, index) => (index === at ? row : one)), tag);
  return (
    <>
      {table.map((row, at) => (
        <Row key={at} name={say('row', { row: at + 1 })} remove={say('removeRow', { row: at + 1 })} onRemove={() => set(table.filter((_, index) => index !== at))}>
          <Setting label={say('rowIf')} hint={row.if ? undefined : say('rowAny')}>
            {() => <FilterBuilder object={standing.object} value={row.if} onChange={(next) => put(at, next ? { if: next, people: row.people } : { people: row.people }, `row ${at}`)} />}
          </Setting>
          <People label={t('people')} value={row.people} onChange={(people) => put(at, { ...row, people })} />
        </Row>
      ))}
      <Add name={say('addRow')} onAdd={() => set([...table, { people: [] }])} />
    </>
  );
}

function Row({ name, remove, onRemove, children }: { name: string; remove: string; onRemove: () => void; children: React.ReactNode }) {
  return (
    <div className="s-value" role="group" aria-label={name}>
      <div className="s-value-head">
        <span className="m-grow">{name}</span>
        <button type="button" className="m-icon-button" aria-label={remove} title={remove} onClick={onRemove}><X size={14} /></button>
      </div>
      <Part>{children}</Part>
    </div>
  );
}

function Add({ name, onAdd }: { name: string; onAdd: () => void }) {
  return <Button size="small" type="dashed" block icon={<Plus size={14} aria-hidden />} onClick={onAdd}>{name}</Button>;
}
