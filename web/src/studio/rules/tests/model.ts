/** The tests of a rule as forms see them, and edits of them; what they do not know they keep. Pure. */
import type { CatalogObject, RuleDef, RuleTest } from '@/api';
import { amend, freeKey } from '../../model/files';

export type Values = Record<string, unknown>;
export type Given = NonNullable<NonNullable<RuleTest['given']>['records']>[number];
type When = RuleTest['when'];

/** What can happen to a record in a test. */
export const HAPPENINGS = ['create', 'form', 'update', 'move', 'date', 'delete', 'restore', 'press'] as const;
export type Happening = (typeof HAPPENINGS)[number];

/** Of a kind that no form knows, its name. */
export const happeningOf = (when: When): string => (typeof when === 'string' ? when : (Object.keys(when)[0] ?? ''));

/** The record comes to be by it: there is none before. */
export const makes = (happening: string) => happening === 'create' || happening === 'form';

/** What goes with it: values, a stage, a moment. */
export const detailOf = (when: When): unknown => (typeof when === 'string' ? undefined : Object.values(when)[0]);

/** The clock of a test that does not say what it shows. */
export const MORNING = '2026-01-05T01:00:00Z';

export function freshHappening(kind: Happening, object: CatalogObject | undefined): When {
  if (kind === 'create') return { create: needed(object) };
  if (kind === 'form') return { form: {} };
  if (kind === 'update') return { update: {} };
  if (kind === 'move') return { move: object?.pipelines[0]?.stages[0]?.key ?? '' };
  return kind === 'date' ? { date: '2026-02-05T01:00:00Z' } : kind;
}

/** What has to be said of a record, for somebody to fill in. */
export const needed = (object: CatalogObject | undefined): Values =>
  Object.fromEntries((object?.fields ?? []).filter((field) => field.required && !field.system && !field.computed && field.default === undefined && field.pipeline === undefined).map((field) => [field.key, null]));

/** What sets the rule off is what most tests of it let happen. */
export function freshTest(rule: RuleDef, object: CatalogObject | undefined, name: string): RuleTest {
  const { kind } = rule.trigger;
  const happens: Happening = kind === 'created' ? 'create' : kind === 'form' ? 'form' : kind === 'stage' ? 'move' : kind === 'deleted' ? 'delete' : kind === 'restored' ? 'restore' : kind === 'button' ? 'press' : ['date', 'schedule', 'stale'].includes(kind) ? 'date' : 'update';
  const given = makes(happens) ? {} : { given: { record: needed(object) } };
  return { name, ...given, when: freshHappening(happens, object), then: { fires: true } };
}

export const amendTest = (rule: RuleDef, at: number, changes: Partial<RuleTest>): RuleDef =>
  ({ ...rule, tests: (rule.tests ?? []).map((test, index) => (index === at ? amend(test, changes) : test)) });

export const addTest = (rule: RuleDef, test: RuleTest): RuleDef => ({ ...rule, tests: [...(rule.tests ?? []), test] });

export function removeTest(rule: RuleDef, at: number): RuleDef {
  const tests = (rule.tests ?? []).filter((_, index) => index !== at);
  return amend(rule, { tests: tests.length > 0 ? tests : undefined });
}

/** A record to begin with, under a name by which others can be led to it. */
export function addGiven(test: RuleTest, object: CatalogObject): Partial<RuleTest> {
  const records = test.given?.records ?? [];
  const name = freeKey(object.key, records.flatMap((one) => one.as ?? []));
  return amendGiven(test, { records: [...records, { object: object.key, as: name, values: needed(object) }] });
}

/** Nothing of what is given stays in the file where nothing is. */
export function amendGiven(test: RuleTest, changes: NonNullable<RuleTest['given']>): Partial<RuleTest> {
  const given = amend<object>(test.given ?? {}, Object.fromEntries(Object.entries(changes).map(([key, value]) => [key, Object.keys(value ?? {}).length > 0 ? value : undefined])));
  return { given: Object.keys(given).length > 0 ? given : undefined };
}

/** The records of an object that a value can lead to. */
export const namedOf = (test: RuleTest, object: string): string[] => (test.given?.records ?? []).flatMap((one) => (one.object === object && one.as ? [one.as] : []));
