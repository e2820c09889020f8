/** What a card asks the engine for, and its answer as named, coloured points. Draws nothing. */
import { useAggregate, useCatalog, type Aggregate, type AggregateQuery, type Card, type Catalog, type CatalogObject, type Field, type Filter, type PipelineDef } from '@/api';
import { fieldText, isEmpty, useFieldContext, type FieldContext } from '@/fields';
import { useFormat, type Format } from '@/i18n/format';
import { resolve } from '@/records/paths';
import { colourFor, colourOf, type Colour } from '@/theme';
import { useT } from './locale';

/** One group of a card. */
export interface Point {
  key: string;
  name: string;
  value: number;
  colour: Colour;
  /** The list of the records behind it. */
  filter?: Filter;
}

export interface CardData {
  points: Point[];
  /** The object's field that is measured; none for a count. */
  measured?: Field;
  field?: Field;
}

/** Charts over time are in order of time; all others show the largest first. */
export function queryOf(card: Card): AggregateQuery {
  const timed = Boolean(card.group?.by);
  return {
    group: card.group ? [card.group] : [], measures: [card.measure], filter: card.filter,
    sort: card.group && !timed && card.kind !== 'funnel' ? '-m0' : undefined, limit: timed ? 400 : (card.limit ?? 20),
  };
}

export function usePoints(card: Card) {
  const catalog = useCatalog();
  const object = catalog.objects[card.object];
  const answer = useAggregate(card.object, queryOf(card), object !== undefined);
  const context = useFieldContext(answer.data?.refs ?? {});
  const t = useT();
  const format = useFormat();
  const data = answer.data && object ? pointsOf(card, object, catalog, answer.data, context, format, t('blank')) : undefined;
  return { ...answer, data };
}

export function pointsOf(card: Card, object: CatalogObject, catalog: Catalog, answer: Aggregate, context: FieldContext, format: Format, blank: string): CardData {
  const field = card.group && resolve(catalog, object, card.group.field)?.field;
  const measured = card.measure.field ? resolve(catalog, object, card.measure.field)?.field : undefined;
  const stages = field && pipelineOf(object, field.key)?.stages;
  const points = answer.rows.map((row): Point => {
    const raw = row.group[0];
    const stage = stages?.find((one) => one.key === raw);
    const option = field?.options?.find((one) => one.key === raw);
    const name = nameOf(raw, card, field, context, format, blank);
    return {
      key: String(raw ?? ''), name, value: Number(row.values[0] ?? 0),
      colour: stage || option ? colourOf(stage?.colour ?? option?.colour) : card.group?.by ? 'blue' : colourFor(name),
      filter: narrow(card, raw, format),
    };
  });
  if (!stages) return { points, measured, field };
  const order = new Map(stages.map((stage, at) => [stage.key, at]));
  return { points: points.toSorted((a, b) => (order.get(a.key) ?? 99) - (order.get(b.key) ?? 99)), measured, field };
}

export function pipelineOf(object: CatalogObject, field: string): PipelineDef | undefined {
  const found = object.fields.find((one) => one.key === field);
  return object.pipelines.find((pipeline) => pipeline.key === found?.pipeline);
}

function nameOf(raw: unknown, card: Card, field: Field | undefined, context: FieldContext, format: Format, blank: string): string {
  if (isEmpty(raw)) return blank;
  const by = card.group?.by;
  if (by) {
    const text = String(raw);
    if (by === 'year') return text.slice(0, 4);
    if (by === 'quarter') return `${text.slice(0, 4)} Q${Math.ceil(Number(text.slice(5, 7)) / 3)}`;
    return by === 'month' ? text.slice(0, 7) : format.date(text);
  }
  return field ? fieldText(field, raw, context) : String(raw);
}

/** The card's filter together with the one group. */
function narrow(card: Card, raw: unknown, format: Format): Filter | undefined {
  if (!card.group) return card.filter;
  const { field, by } = card.group;
  let own: Filter;
  if (isEmpty(raw)) own = { field, op: 'empty' };
  else if (by) {
    const from = format.at(`${String(raw)}T12:00:00Z`);
    const unit = by === 'quarter' ? 'month' : by;
    const last = from.add(by === 'quarter' ? 3 : 1, unit).subtract(1, 'day');
    own = { field, op: 'between', value: [from.format('YYYY-MM-DD'), last.format('YYYY-MM-DD')] };
  } else own = { field, op: 'is', value: raw };
  return card.filter ? { and: [card.filter, own] } : own;
}

/** A measured value as people write it: exact, or short where room is scarce. */
export function valueText(format: Format, measured: Field | undefined, value: number, short = false): string {
  if (!measured) return format.number(value);
  if ((measured.as ?? measured.type) === 'money') return short ? format.shortMoney(value) : format.money(value);
  return short ? format.short(value) : format.number(value, 2);
}

/** The list of a card's object with a filter, all of it and not only what a view shows. */
export function listLink(object: CatalogObject, filter: Filter | undefined): string {
  const wide = object.views.find((view) => view.kind === 'table' && !view.filter) ?? object.views.find((view) => view.kind === 'table');
  const params = new URLSearchParams();
  if (wide) params.set('view', wide.key);
  if (filter) params.set('filter', JSON.stringify(filter));
  return `/o/${object.key}?${params}`;
}
