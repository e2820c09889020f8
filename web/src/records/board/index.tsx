/** Records as cards in the columns of their pipeline's stages: dragged by mouse, touch or keyboard. Knows no object by name. */
import { DndContext, DragOverlay, KeyboardSensor, MouseSensor, pointerWithin, rectIntersection, TouchSensor, useSensor, useSensors, type Announcements, type AutoScrollOptions, type CollisionDetection, type DragEndEvent, type DragStartEvent } from '@dnd-kit/core';
import { useEffect, useMemo, useState } from 'react';
import { useAggregate, useCatalog, useRecord, type CatalogObject, type Filter, type PipelineDef, type RecordData, type Refs } from '@/api';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { testids } from '@/testids';
import type { ListBody } from '../list/types';
import { useT } from '../locale';
import { useMove } from '../move';
import { resolve, usualColumns, type Target } from '../paths';
import { stageField, titleOf } from '../sections';
import { CardFace } from './Card';
import { Column, type ColumnContext } from './Column';
import { columnKeys } from './keys';
import './board.css';

export default function Board(props: ListBody) {
  const { object, view } = props;
  const pipeline = object.pipelines.find((one) => one.key === view.pipeline) ?? object.pipelines[0];
  const field = pipeline && stageField(object, pipeline.key);
  return pipeline && field ? <Stages {...props} pipeline={pipeline} stageKey={field.key} /> : null;
}

interface Held {
  record: RecordData;
  refs: Refs;
}

function Stages({ object, view, q, onOpen, onCount, pipeline, stageKey }: ListBody & { pipeline: PipelineDef; stageKey: string }) {
  const t = useT();
  const label = useLabel();
  const catalog = useCatalog();
  const [held, setHeld] = useState<Held>();
  const [moving, setMoving] = useState<ReadonlyMap<string, { held: Held; stage: string }>>(new Map());
  const mover = useMove(object);
  const detail = useRecord(object.key, held?.record.id);
  const heads = useHeads(object, view.filter, stageKey, view.sum, onCount);
  const fields = useMemo(() => cardTargets(catalog, object, view.columns, stageKey), [catalog, object, view.columns, stageKey]);
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 5 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 200, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: columnKeys, keyboardCodes: { start: ['Space'], end: ['Space', 'Enter'], cancel: ['Escape'] } }),
  );
  const stageName = (key: unknown) => label(pipeline.stages.find((one) => one.key === key)?.label);
  const onDragEnd = async ({ over }: DragEndEvent) => {
    const now = held;
    setHeld(undefined);
    const stage = over && String(over.id);
    if (!now || !stage || now.record[stageKey] === stage) return;
    const put = (on: boolean) => setMoving((old) => {
      const next = new Map(old);
      if (on) next.set(now.record.id, { held: now, stage });
      else next.delete(now.record.id);
      return next;
    });
    put(true);
    await mover.move({ record: now.record, pipeline, stage });
    put(false);
  };
  const context: ColumnContext = { object, view, q, stageKey, pipeline: pipeline.key, fields, moving, onOpen, onHold: setHeld };
  return (
    <DndContext sensors={sensors} collisionDetection={columnUnder} autoScroll={scrolling} onDragStart={({ active }: DragStartEvent) => setHeld(active.data.current as Held)} onDragEnd={(event) => void onDragEnd(event)}
      onDragCancel={() => setHeld(undefined)}
      accessibility={{ screenReaderInstructions: { draggable: t('dragHint') }, announcements: announcements(t, stageName, held && titleOf(object, held.record)) }}>
      <div className={held ? 'm-board m-holding' : 'm-board'} data-testid={testids.board}>
        {pipeline.stages.map((stage) => (
          <Column key={stage.key} stage={stage} head={heads.of(stage.key)} context={context} dragging={held !== undefined}
            check={held && held.record[stageKey] !== stage.key ? detail.data?.pipelines[pipeline.key]?.moves?.[stage.key] : undefined} />
        ))}
      </div>
      <DragOverlay dropAnimation={null}>{held && <CardFace object={object} record={held.record} refs={held.refs} fields={fields} lifted />}</DragOverlay>
      {mover.dialog}
    </DndContext>
  );
}

/** Only the board and its columns follow a held card, slowly enough to stop at the next column; nothing around them moves. */
const scrolling: AutoScrollOptions = { canScroll: (element) => element.matches('.m-board, .m-col-cards'), acceleration: 6, threshold: { x: 0.12, y: 0.15 } };

/** What the pointer is over; by keyboard, what the card lies on most. */
const columnUnder: CollisionDetection = (args) => (args.pointerCoordinates ? pointerWithin(args) : rectIntersection(args));

function cardTargets(catalog: ReturnType<typeof useCatalog>, object: CatalogObject, columns: string[] | undefined, stageKey: string): Target[] {
  const paths = columns?.length ? columns : usualColumns(object).slice(0, 5);
  return paths.filter((path) => path !== object.title && path !== stageKey).map((path) => resolve(catalog, object, path)).filter((one) => one !== undefined);
}

export interface Head {
  count: number;
  sum?: string;
  sumLabel?: string;
}

/** Count and sum of each stage, over everything the view holds. */
function useHeads(object: CatalogObject, filter: Filter | undefined, stageKey: string, sum: string | undefined, onCount: (text: string) => void) {
  const t = useT();
  const label = useLabel();
  const format = useFormat();
  const field = object.fields.find((one) => one.key === sum);
  const { data } = useAggregate(object.key, {
    group: [{ field: stageKey }], measures: [{ fn: 'count' }, ...(field ? [{ fn: 'sum' as const, field: field.key }] : [])], filter, limit: 200,
  });
  const total = data?.rows.reduce((all, row) => all + Number(row.values[0] ?? 0), 0);
  const text = total === undefined ? '' : t('count', { count: total, n: format.number(total) });
  useEffect(() => onCount(text), [text, onCount]);
  return {
    of(stage: string): Head | undefined {
      if (!data) return undefined;
      const values = data.rows.find((row) => row.group[0] === stage)?.values;
      return { count: Number(values?.[0] ?? 0), sum: field ? format.shortMoney(Number(values?.[1] ?? 0)) : undefined, sumLabel: field && label(field.label) };
    },
  };
}

function announcements(t: ReturnType<typeof useT>, stageName: (key: unknown) => string, title: string | undefined): Announcements {
  return {
    onDragStart: () => t('picked', { title: title ?? '' }),
    onDragOver: ({ over }) => (over ? t('over', { stage: stageName(over.id) }) : undefined),
    onDragEnd: ({ over }) => (over ? t('dropped', { stage: stageName(over.id) }) : t('dragCancelled')),
    onDragCancel: () => t('dragCancelled'),
  };
}
