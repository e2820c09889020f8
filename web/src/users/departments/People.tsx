/** The people of one department: who they are, who heads them, and a handle to move each. */
import { useDraggable } from '@dnd-kit/core';
import { Button } from 'antd';
import { Crown, GripVertical, UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useCatalog, type RecordData, type Refs } from '@/api';
import { FieldDisplay, isEmpty } from '@/fields';
import { useT as useRecords } from '@/records/locale';
import { titleOf } from '@/records/sections';
import { colourFor } from '@/theme/palette';
import { Bones, Empty, Face, Failure } from '@/ui';
import { usePeople } from './data';
import { useT } from './locale';
import { BELONGS, USER, type Department } from './model';
import type { Moved } from './useMoves';

interface Props {
  department: Department | undefined;
  /** Whether a head can be named. */
  heads: boolean;
  onHead: (person: string | null, name: string) => void;
  onMove: (moved: Moved) => void;
}

/** The engine's own fields of a person, as far as the workspace has them. */
const TOLD = ['role', 'manager'];

export function People({ department, heads, onHead, onMove }: Props) {
  const t = useT();
  const records = useRecords();
  const object = useCatalog().objects[USER];
  const told = (object?.fields ?? []).filter((field) => TOLD.includes(field.key)).map((field) => field.key);
  const title = object?.title ?? 'id';
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = usePeople(department?.id ?? null, [title, ...told], title);
  if (!object) return null;
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Bones lines={6} height={32} />;
  const people = data.pages.flatMap((page) => page.records).filter((record) => (record[BELONGS] ?? null) === (department?.id ?? null));
  const refs = Object.assign({}, ...data.pages.map((page) => page.refs)) as Refs;
  if (people.length === 0) return <Empty icon={<UsersRound size={28} />} title={t('nobody')} hint={department && t('nobodyHint')} />;
  return (
    <>
      <ul className="m-dep-people">
        {people.map((record) => {
          const head = department?.head === record.id;
          const name = titleOf(object, record);
          return (
            <Person key={record.id} record={record} name={name} head={head} refs={refs} movable={object.can.update} onMove={onMove} from={department?.id ?? null}
              action={department && heads && <Button size="small" type="text" icon={<Crown size={14} aria-hidden />} onClick={() => onHead(head ? null : record.id, name)}>{t(head ? 'noHead' : 'makeHead')}</Button>} />
          );
        })}
      </ul>
      {hasNextPage && <Button type="text" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{records('loadMore')}</Button>}
    </>
  );
}

interface PersonProps {
  record: RecordData;
  name: string;
  head: boolean;
  refs: Refs;
  movable: boolean;
  from: string | null;
  action: ReactNode;
  onMove: (moved: Moved) => void;
}

function Person({ record, name, head, refs, movable, from, action, onMove }: PersonProps) {
  const t = useT();
  const fields = useCatalog().objects[USER]?.fields ?? [];
  const moved: Moved = { kind: 'person', id: record.id, name, from };
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: `person:${record.id}`, data: moved, disabled: !movable });
  const role = fields.find((field) => field.key === 'role');
  const manager = typeof record.manager === 'string' ? refs[record.manager]?.title : undefined;
  return (
    <li className={isDragging ? 'm-held' : undefined} data-person={record.id}>
      {movable && (
        <button ref={setNodeRef} type="button" className="m-icon-button m-dep-grip" {...listeners} aria-label={t('grip', { name })} title={t('grip', { name })} onClick={() => onMove(moved)}><GripVertical size={14} /></button>
      )}
      <Face name={name} colour={colourFor(name)} size={28} />
      <div className="m-grow m-dep-who">
        <div className="m-row"><Link className="m-ellipsis" to={`/o/${USER}/${record.id}`}>{name}</Link>{head && <span className="m-dep-badge"><Crown size={12} aria-hidden />{t('isHead')}</span>}</div>
        <div className="m-dep-told">
          {role && !isEmpty(record.role) && <FieldDisplay field={role} value={record.role} refs={refs} tight />}
          {manager && <span className="m-faint">{t('manager', { name: manager })}</span>}
        </div>
      </div>
      {action}
    </li>
  );
}
