/** What was changed, part by part: the published files against the draft. Pure; the words are found elsewhere. */
import type { ApprovalDef, ApprovalStepDef, FieldDef, FormDef, Label, LayoutDef, ObjectDef, PipelineDef, PoolDef, RolesDef, RuleDef, Section, StageDef, TemplateDef, ViewDef, ViewsDef } from '@/api';
import { objectOf, paths, type Files } from './files';

export type Verb = 'added' | 'changed' | 'removed' | 'retired' | 'restored' | 'moved';
export type Noun = 'object' | 'field' | 'section' | 'place' | 'layout' | 'pipeline' | 'stage' | 'stages' | 'moves' | 'rule' | 'approval' | 'pool' | 'form' | 'step' | 'steps' | 'ruleOn' | 'ruleOff' | 'view' | 'views' | 'checks' | 'nav' | 'calendar' | 'role' | 'file';

export interface Item {
  noun: Noun;
  verb: Verb;
  label?: Label;
  /** Members that differ. */
  what: string[];
  at?: string;
}

export interface FileChange {
  path: string;
  kind: 'added' | 'changed' | 'removed';
  object?: string;
  label?: Label;
  items: Item[];
}

export function fileChanges(base: Files, files: Files): FileChange[] {
  const all = [...new Set([...Object.keys(base), ...Object.keys(files)])].sort();
  return all.filter((path) => base[path] !== files[path] && !equal(base[path], files[path])).map((path) => describe(base, files, path));
}

function describe(base: Files, files: Files, path: string): FileChange {
  const [before, now] = [base[path], files[path]];
  const kind = before === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
  const found = itemsOf(path, before, now);
  const object = ownerOf(path, now ?? before);
  const label = object ? (objectOf(files, object) ?? objectOf(base, object))?.label : undefined;
  const items = found.length > 0 ? found : [{ noun: 'file', verb: kind, what: [] } satisfies Item];
  return { path, kind, object, label, items };
}

function ownerOf(path: string, content: unknown): string | undefined {
  const folder = /^forms\/([^/]+)\/[^/]+\.json$/.exec(path)?.[1];
  if (folder && folder !== 'dashboards') return folder;
  return typeof content === 'object' && content !== null && 'object' in content ? String(content.object) : undefined;
}

function itemsOf(path: string, before: unknown, now: unknown): Item[] {
  if (path.endsWith('/object.json')) return objectItems(before as ObjectDef | undefined, now as ObjectDef | undefined);
  if (path.endsWith('/layout.json')) return layoutItems(before as LayoutDef | undefined, now as LayoutDef | undefined);
  if (path.endsWith('/views.json')) return listed<ViewDef>('view', (before as ViewsDef | undefined)?.views, (now as ViewsDef | undefined)?.views, 'views');
  if (path.endsWith('.pipeline.json')) return pipelineItems(before as PipelineDef | undefined, now as PipelineDef | undefined);
  if (path.endsWith('.rule.json')) return ruleItems(before as RuleDef | undefined, now as RuleDef | undefined);
  if (path.endsWith('.approval.json')) return approvalItems(before as ApprovalDef | undefined, now as ApprovalDef | undefined);
  if (path.endsWith('.form.json')) return listed<FormDef>('form', before ? [before as FormDef] : [], now ? [now as FormDef] : []);
  if (path.endsWith('.pool.json')) return listed<PoolDef>('pool', before ? [before as PoolDef] : [], now ? [now as PoolDef] : []);
  if (path === paths.calendar) return [{ noun: 'calendar', verb: before === undefined ? 'added' : now === undefined ? 'removed' : 'changed', what: before && now ? differing(before as object, now as object, []) : [] }];
  if (path === paths.roles) return listed('role', (before as RolesDef | undefined)?.roles, (now as RolesDef | undefined)?.roles);
  if (path === paths.template) return [{ noun: 'nav', verb: 'changed', what: differing(before as TemplateDef, now as TemplateDef, []) }];
  return [];
}

function objectItems(before: ObjectDef | undefined, now: ObjectDef | undefined): Item[] {
  if (!before || !now) return [{ noun: 'object', verb: now ? 'added' : 'removed', label: (now ?? before)?.label, what: [] }];
  const fields = listed<FieldDef>('field', before.fields, now.fields).map((item): Item => {
    const key = item.at?.split(':')[1];
    const [was, is] = [before.fields.find((one) => one.key === key), now.fields.find((one) => one.key === key)];
    if (item.verb !== 'changed' || Boolean(was?.retired) === Boolean(is?.retired)) return item;
    return { ...item, verb: is?.retired ? 'retired' : 'restored', what: [] };
  });
  const own = differing(before, now, ['fields', 'checks', 'duplicates']);
  const checks = differing(before, now, []).filter((key) => key === 'checks' || key === 'duplicates');
  return [
    ...fields,
    ...(own.length > 0 ? [{ noun: 'object', verb: 'changed', label: now.label, what: own } satisfies Item] : []),
    ...(checks.length > 0 ? [{ noun: 'checks', verb: 'changed', what: checks } satisfies Item] : []),
  ];
}

function layoutItems(before: LayoutDef | undefined, now: LayoutDef | undefined): Item[] {
  if (!before || !now) return [];
  const bare = (layout: LayoutDef) => layout.sections.map(({ fields: _fields, ...section }) => section as Section);
  const sections = listed<Section>('section', bare(before), bare(now));
  const places = (layout: LayoutDef) => layout.sections.map((section) => [section.key, section.fields]);
  const kept = new Set(now.sections.map((section) => section.key));
  const moved = !equal(places(before).filter(([key]) => kept.has(key as string)), places(now).filter(([key]) => before.sections.some((one) => one.key === key)));
  const own = differing(before, now, ['sections']);
  return [
    ...sections,
    ...(moved ? [{ noun: 'place', verb: 'moved', what: [] } satisfies Item] : []),
    ...(own.length > 0 ? [{ noun: 'layout', verb: 'changed', what: own } satisfies Item] : []),
  ];
}

function pipelineItems(before: PipelineDef | undefined, now: PipelineDef | undefined): Item[] {
  if (!before || !now) return [{ noun: 'pipeline', verb: now ? 'added' : 'removed', label: (now ?? before)?.label, what: [] }];
  const own = differing(before, now, ['stages', 'moves']);
  return [
    ...listed<StageDef>('stage', before.stages, now.stages, 'stages'),
    ...(equal(before.moves, now.moves) ? [] : [{ noun: 'moves', verb: 'changed', what: [] } satisfies Item]),
    ...(own.length > 0 ? [{ noun: 'pipeline', verb: 'changed', label: now.label, what: own } satisfies Item] : []),
  ];
}

function ruleItems(before: RuleDef | undefined, now: RuleDef | undefined): Item[] {
  if (!before || !now) return [{ noun: 'rule', verb: now ? 'added' : 'removed', label: (now ?? before)?.label, what: [] }];
  const switched = (before.enabled !== false) !== (now.enabled !== false);
  const what = differing(before, now, ['enabled']);
  return [
    ...(switched ? [{ noun: now.enabled === false ? 'ruleOff' : 'ruleOn', verb: 'changed', label: now.label, what: [] } satisfies Item] : []),
    ...(what.length > 0 ? [{ noun: 'rule', verb: 'changed', label: now.label, what } satisfies Item] : []),
  ];
}

function approvalItems(before: ApprovalDef | undefined, now: ApprovalDef | undefined): Item[] {
  if (!before || !now) return [{ noun: 'approval', verb: now ? 'added' : 'removed', label: (now ?? before)?.label, what: [] }];
  const own = differing(before, now, ['steps']);
  return [
    ...listed<ApprovalStepDef>('step', before.steps, now.steps, 'steps'),
    ...(own.length > 0 ? [{ noun: 'approval', verb: 'changed', label: now.label, what: own } satisfies Item] : []),
  ];
}

/** Parts of a list by key: added, removed, changed, and whether the order of those that stayed is another. */
function listed<T extends { key: string; label: Label }>(noun: Noun, before: T[] = [], now: T[] = [], order?: Noun): Item[] {
  const at = (key: string) => `${noun}:${key}`;
  const added = now.filter((one) => !before.some((old) => old.key === one.key));
  const removed = before.filter((one) => !now.some((next) => next.key === one.key));
  const stayed = now.flatMap((one) => {
    const old = before.find((other) => other.key === one.key);
    return old && !equal(old, one) ? [{ noun, verb: 'changed', label: one.label, what: differing(old, one, []), at: at(one.key) } satisfies Item] : [];
  });
  const keys = (list: T[], other: T[]) => list.filter((one) => other.some((two) => two.key === one.key)).map((one) => one.key);
  const moved = !equal(keys(before, now), keys(now, before));
  return [
    ...added.map((one): Item => ({ noun, verb: 'added', label: one.label, what: [], at: at(one.key) })),
    ...stayed,
    ...removed.map((one): Item => ({ noun, verb: 'removed', label: one.label, what: [] })),
    ...(moved ? [{ noun: order ?? noun, verb: 'moved', what: [] } satisfies Item] : []),
  ];
}

function differing(before: object, now: object, except: string[]): string[] {
  const [a, b] = [before as Record<string, unknown>, now as Record<string, unknown>];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => !except.includes(key) && !equal(a[key], b[key]));
}

/** Equal as JSON; the order of members does not matter, that of lists does. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => equal((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]));
}
