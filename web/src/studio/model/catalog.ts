/** The draft as a catalog, so that previews and pickers draw what is being built. Pure; the engine's check has the last word. */
import type { Catalog, CatalogObject, Field, FieldDef, Op, Relation } from '@/api';
import { kindOf, valueKindOf, type Family } from '@/fields';
import { layoutOf, objectKeys, objectOf, pipelinesOf, poolsOf, rulesOf, templateOf, viewsOf, type Files } from './files';

const PRESENCE: Op[] = ['empty', 'not_empty'];
const CHOICE: Op[] = ['is', 'is_not', 'in', 'not_in', ...PRESENCE];

/** What each family of types can be asked; the engine says the same of published fields. */
const OPERATORS: Record<Family, Op[]> = {
  text: ['is', 'is_not', 'contains', 'not_contains', 'starts_with', 'ends_with', 'in', 'not_in', ...PRESENCE],
  number: ['is', 'is_not', '>', '>=', '<', '<=', 'between', 'in', 'not_in', ...PRESENCE],
  date: ['is', 'before', 'after', 'on_or_before', 'on_or_after', 'between', 'during', ...PRESENCE],
  datetime: ['is', 'before', 'after', 'on_or_before', 'on_or_after', 'between', 'during', ...PRESENCE],
  boolean: ['is', 'is_not', ...PRESENCE],
  option: CHOICE,
  list: ['has', 'has_any', 'has_all', 'has_none', ...PRESENCE],
  lookup: CHOICE,
  region: ['is', 'under', 'in', ...PRESENCE],
  file: PRESENCE,
};

export function draftCatalog(files: Files, published: Catalog): Catalog {
  const template = templateOf(files);
  const keys = objectKeys(files);
  const system = Object.values(published.objects)[0]?.fields.filter((field) => field.system) ?? [];
  const objects = Object.fromEntries(keys.flatMap((key) => {
    const made = draftObject(files, published, keys, key, system);
    return made ? [[key, made]] : [];
  }));
  return { ...published, nav: template?.nav ?? published.nav, objects };
}

function draftObject(files: Files, published: Catalog, keys: string[], key: string, system: Field[]): CatalogObject | undefined {
  const def = objectOf(files, key);
  if (!def) return undefined;
  const known = published.objects[key];
  const own = def.fields.filter((field) => !field.retired).map((field) => draftField(field, known?.fields.find((one) => one.key === field.key)));
  const pools = poolsOf(files, key).map((one) => one.def);
  for (const field of own) if (field === own.find((one) => one.type === 'pool')) field.options = pools.map((pool) => ({ key: pool.key, label: pool.label }));
  const common = known?.fields.filter((field) => field.system) ?? system;
  return {
    key, label: def.label, plural: def.plural ?? def.label, icon: def.icon ?? null, colour: def.colour ?? null, title: def.title, subtitle: def.subtitle ?? null,
    fields: [...own, ...common.filter((field) => !own.some((one) => one.key === field.key))],
    relations: relationsOf(files, keys, key),
    layout: layoutOf(files, key),
    views: viewsOf(files, key).views,
    pipelines: pipelinesOf(files, key).map((one) => one.def),
    pools: pools.map((pool) => ({ key: pool.key, label: pool.label, member: true })),
    buttons: rulesOf(files, key).filter(({ def: rule }) => rule.trigger.kind === 'button').map(({ def: rule }) => ({ rule: rule.key, label: rule.label, where: rule.where ?? null })),
    can: known?.can ?? { create: true, update: true, transfer: true, merge: true, bulk: true, delete: true, purge: true, import: true, export: true },
  };
}

/** A published field of the same type knows its operators best, and what a rollup that does not say so yields. */
export function draftField(def: FieldDef, known?: Field): Field {
  const alike = known && known.type === def.type && known.measure === def.measure && known.of === def.of && known.relation === def.relation && known.encrypted === def.encrypted;
  if (alike && (known.as === def.as || (known.measure && !def.as))) return { ...known, ...def };
  const bare = { ...def, operators: [], sortable: true, groupable: true, computed: kindOf(def).Editor === undefined } satisfies Field;
  if (def.encrypted) return { ...bare, sortable: false, groupable: false, operators: def.encrypted === 'equality' ? CHOICE : PRESENCE };
  const operators = OPERATORS[valueKindOf(bare).family];
  return { ...bare, operators: def.pipeline ? [...operators, 'status'] : operators };
}

/** Lookups of other objects that point at this one and say how they look from here. */
export function relationsOf(files: Files, keys: string[], target: string): Relation[] {
  return keys.flatMap((key) => (objectOf(files, key)?.fields ?? [])
    .filter((field) => field.inverse && !field.retired && kindOf(field).family === 'lookup' && (field.to ?? 'user') === target)
    .map((field) => ({ key: field.inverse?.key ?? '', label: field.inverse?.label ?? field.label, object: key, via: field.key })));
}
