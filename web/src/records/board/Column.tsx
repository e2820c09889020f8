/** One stage of the board: its cards page on their own; while dragging it says whether it would take the card. */
import { useDroppable } from '@dnd-kit/core';
import { Plus } from 'lucide-react';
import { useMemo, useRef, type UIEvent } from 'react';
import { fieldsByKey, useRecords, type CatalogObject, type Filter, type MoveCheck, type RecordData, type RecordPage, type Refs, type StageDef, type ViewDef } from '@/api';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { useShell } from '@/shell/context';
import { testids } from '@/testids';
import { Bones, Dot, Failure } from '@/ui';
import { fieldsFor, type Target } from '../paths';
import { sortText } from '../list/query';
import { useT } from '../locale';
import { mayEnter } from '../sections';
import type { Head } from '.';
import { Card } from './Card';
import { staleText } from './stale';

export interface ColumnContext {
  object: CatalogObject;
  view: ViewDef;
  q: string;
  stageKey: string;
  pipeline: string;
  fields: Target[];
  moving: ReadonlyMap<string, { held: { record: RecordData; refs: Refs }; stage: string }>;
  onOpen: (id: string) => void;
  onHold: (held: undefined) => void;
}

interface Props {
  stage: StageDef;
  head?: Head;
  context: ColumnContext;
  dragging: boolean;
  check?: MoveCheck;
}

export function Column({ stage, head, context, dragging, check }: Props) {
  const t = useT();
  const label = useLabel();
  const shell = useShell();
  const { object, pipeline, stageKey } = context;
  const format = useFormat();
  const { setNodeRef, isOver } = useDroppable({ id: stage.key, disabled: !mayEnter(object, pipeline, stage.key) });
  const name = label(stage.label);
  const refused = dragging && check && !check.allowed && check.missing.length === 0;
  return (
    <section ref={setNodeRef} className={['m-col', isOver && 'm-over', refused && 'm-refused'].filter(Boolean).join(' ')} aria-label={name} data-testid={testids.column} data-stage={stage.key}>
      <header className="m-col-head">
        <Dot colour={stage.colour} />
        <h2 className="m-ellipsis">{name}</h2>
        <span className="m-faint m-num">{head && format.number(head.count)}</span>
        <span className="m-grow" />
        {head?.sum && <span className="m-soft m-num" title={t('boardSum', { label: head.sumLabel ?? '' })}>{head.sum}</span>}
        {object.can.create && mayEnter(object, pipeline, stage.key) && (
          <button type="button" className="m-icon-button" aria-label={`${t('create', { object: label(object.label) })}：${name}`} onClick={() => shell.create({ object: object.key, values: { [stageKey]: stage.key } })}>
            <Plus size={14} />
          </button>
        )}
      </header>
      {dragging && check && <Verdict object={object} check={check} />}
      <Cards stage={stage} context={context} />
    </section>
  );
}

/** Why the gate would refuse, or what it would still ask for. */
function Verdict({ object, check }: { object: CatalogObject; check: MoveCheck }) {
  const t = useT();
  const label = useLabel();
  const format = useFormat();
  const fields = fieldsByKey(object);
  if (check.missing.length > 0) return <div className="m-verdict">{t('needs', { fields: format.list(check.missing.map((key) => label(fields[key]?.label) || key)) })}</div>;
  return check.allowed || !check.reason ? null : <div className="m-verdict m-danger">{t('cannotEnter', { reason: check.reason })}</div>;
}

function Cards({ stage, context }: { stage: StageDef; context: ColumnContext }) {
  const t = useT();
  const format = useFormat();
  const { object, view, q, stageKey, pipeline, fields, moving, onOpen } = context;
  const params = useMemo(() => {
    const here: Filter = { field: stageKey, op: 'is', value: stage.key };
    return {
      filter: view.filter ? { and: [view.filter, here] } : here, sort: sortText(view.sort) || '-updated_at', q: q || undefined, limit: 30,
      fields: fieldsFor(object, [...fields.map((one) => one.path), stageKey, ...(object.fields.some((field) => field.key === 'owner') ? ['owner'] : [])]),
    };
  }, [object, view.filter, view.sort, q, stageKey, stage.key, fields]);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useRecords(object.key, params);
  const list = useRef<HTMLUListElement>(null);
  const onScroll = (event: UIEvent<HTMLUListElement>) => {
    const { scrollTop, clientHeight, scrollHeight } = event.currentTarget;
    if (hasNextPage && !isFetchingNextPage && scrollTop + clientHeight > scrollHeight - 400) void fetchNextPage();
  };
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Bones lines={4} height={56} />;
  const refs = Object.assign({}, ...data.pages.map((page) => page.refs)) as Refs;
  const since = Object.assign({}, ...data.pages.map((page) => page.entered ?? {})) as NonNullable<RecordPage['entered']>;
  const arriving = [...moving.values()].filter((one) => one.stage === stage.key).map((one) => one.held);
  // A card that was just moved is known to have left before its columns are read again; it never stands in two.
  const staying = data.pages.flatMap((page) => page.records).filter((record) => record[stageKey] === stage.key && !moving.has(record.id));
  const cards = [...arriving.map((held) => held.record), ...staying];
  const allRefs = Object.assign({}, refs, ...arriving.map((held) => held.refs)) as Refs;
  return (
    <ul ref={list} className="m-col-cards" onScroll={onScroll} tabIndex={-1}>
      {cards.map((record) => (
        <Card key={record.id} object={object} record={record} refs={allRefs} fields={fields} stale={moving.has(record.id) ? undefined : staleText(since[record.id]?.[pipeline], stage, t, format)} onOpen={onOpen} />
      ))}
      {cards.length === 0 && <li className="m-col-empty m-faint">{t('emptyColumn')}</li>}
      {isFetchingNextPage && <li><Bones lines={2} height={48} /></li>}
    </ul>
  );
}
