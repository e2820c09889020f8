/** The organisation: departments as a tree, the people of the chosen one beside it; both are dragged to where they belong. */
import { DndContext, DragOverlay, MouseSensor, pointerWithin, TouchSensor, useSensor, useSensors, type Announcements, type DragEndEvent, type DragStartEvent } from '@dnd-kit/core';
import { Button } from 'antd';
import { Building2, Network, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useCatalog } from '@/api';
import { useShell } from '@/shell/context';
import { Bones, Empty, Failure, PageHead, useNarrow } from '@/ui';
import { useChange, useDepartments, useHeadcounts } from './data';
import { Head } from './Head';
import { useT } from './locale';
import { above, DEPARTMENT, headField, treeOf, USER, within, type Department } from './model';
import { MoveTo } from './MoveTo';
import { People } from './People';
import { NONE, TOP, Tree, type TreeContext } from './Tree';
import { useMoves, type Moved } from './useMoves';
import './departments.css';

export function Organisation() {
  const t = useT();
  const shell = useShell();
  const narrow = useNarrow();
  const { objects } = useCatalog();
  const { data, error, refetch, all, refs, complete } = useDepartments();
  const add = objects[DEPARTMENT]?.can.create && (
    <Button type="primary" icon={<Plus size={15} aria-hidden />} aria-label={t('add')} onClick={() => shell.create({ object: DEPARTMENT, onCreated: () => undefined })}>{narrow ? null : t('add')}</Button>
  );
  return (
    <div className="m-dep-page">
      <PageHead title={t('title')} icon={<Network size={18} aria-hidden />} extra={<><Link className="m-dep-all" to={`/o/${USER}`}>{t('list')}</Link>{add}</>} />
      {error && !data ? <Failure error={error} retry={() => void refetch()} /> : !data ? <Bones lines={8} />
        : all.length === 0 ? <Empty icon={<Building2 size={28} />} title={t('none')} hint={t('noneHint')} /> : <Split all={all} refs={refs} complete={complete} />}
    </div>
  );
}

/** What is moved by hand is said by what follows from it; who cannot drag chooses in a dialog. */
const quiet: Announcements = { onDragStart: () => undefined, onDragOver: () => undefined, onDragEnd: () => undefined, onDragCancel: () => undefined };

function Split({ all, refs, complete }: { all: Department[]; refs: TreeContext['refs']; complete: boolean }) {
  const t = useT();
  const narrow = useNarrow();
  const { objects } = useCatalog();
  const counts = useHeadcounts();
  const [params, setParams] = useSearchParams();
  const [held, setHeld] = useState<Moved>();
  const [asked, setAsked] = useState<Moved>();
  const move = useMoves(all);
  const change = useChange();
  const nodes = useMemo(() => treeOf(all), [all]);
  const given = params.get('department');
  const chosen = given === NONE ? null : given ?? (narrow ? undefined : nodes[0]?.id);
  const department = all.find((one) => one.id === chosen);
  const choose = (id: string | null | undefined) => setParams(id === undefined ? {} : { department: id ?? NONE });
  const sensors = useSensors(useSensor(MouseSensor, { activationConstraint: { distance: 5 } }), useSensor(TouchSensor, { activationConstraint: { delay: 200, tolerance: 8 } }));
  const drop = ({ over }: DragEndEvent) => {
    setHeld(undefined);
    if (held && over) void move(held, over.id === NONE || over.id === TOP ? null : String(over.id));
  };
  const context: TreeContext = {
    refs, counts, chosen, held, movable: objects[DEPARTMENT]?.can.update ?? false, onChoose: choose, onMove: setAsked,
    refused: held?.kind === 'department' ? within(all, held.id) : new Set(held?.from ? [held.from] : []),
  };
  const object = objects[DEPARTMENT];
  const head = headField(object)?.key;
  const rename = (name: string) => department && object && void change(DEPARTMENT, department.id, { [object.title]: name }, { [object.title]: department.name }, `${department.name} → ${name}`);
  const nameHead = (person: string | null, name: string) => department && head && void change(DEPARTMENT, department.id, { [head]: person }, { [head]: department.head }, `${t(person ? 'makeHead' : 'noHead')}：${name}`);
  const side = (
    <section className="m-dep-side" aria-label={t('tree')}>
      <Tree nodes={nodes} context={context} />
      {!complete && <p className="m-faint m-dep-hint">{t('some', { count: all.length })}</p>}
    </section>
  );
  const main = (department || chosen === null) && (
    <section className="m-dep-main" aria-label={department?.name ?? t('unassigned')}>
      <Head department={department} path={above(all, chosen ?? null)} onBack={narrow ? () => choose(undefined) : undefined} onRename={rename} />
      <People key={chosen} department={department} heads={context.movable && head !== undefined} onHead={nameHead} onMove={setAsked} />
    </section>
  );
  return (
    <DndContext sensors={sensors} collisionDetection={pointerWithin} onDragStart={({ active }: DragStartEvent) => setHeld(active.data.current as Moved)} onDragEnd={drop} onDragCancel={() => setHeld(undefined)}
      accessibility={{ screenReaderInstructions: { draggable: t('hint') }, announcements: quiet }}>
      <div className={held ? 'm-dep-split m-holding' : 'm-dep-split'}>
        {(!narrow || !main) && side}
        {main}
      </div>
      <DragOverlay dropAnimation={null}>{held && <span className="m-dep-lifted">{held.name}</span>}</DragOverlay>
      {asked && <MoveTo moved={asked} all={all} onMove={(to) => move(asked, to)} onClose={() => setAsked(undefined)} />}
    </DndContext>
  );
}
