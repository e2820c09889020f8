/** Steps that steer a rule in words, and steps with all that stand in them. Pure: what it needs to know it is given. */
import type { ActionDef, Catalog, Filter, Label } from '@/api';
import type { Translate } from '@/i18n';
import { listsOf, stepsIn } from '../model/steps';
import { behind, eachObject, inside, type Standing } from './standing';
import type { StepWord } from './words';

export interface Telling {
  catalog: Catalog;
  t: Translate<StepWord>;
  list: string;
  then: string;
  label: (label: Label | undefined) => string;
  ruleName: (key: string) => string;
  poolName: (key: string) => string;
  pathName: (standing: Standing, ref: string) => string;
  filter: (object: string, filter: Filter) => string;
  span: (text: string) => string;
  expression: (text: string) => string;
  both: (a: string, b: string) => string;
}

type Say = (standing: Standing, step: ActionDef) => string;

/** A step that steers, shares or releases, without the steps in it; nothing for any other kind. */
export function saySteering(telling: Telling, standing: Standing, step: ActionDef): string | undefined {
  const { t, pathName } = telling;
  if (step.kind === 'branch') return condition(telling, standing, step) ?? t('say.anyCondition');
  if (step.kind === 'each') return sayEach(telling, standing, step);
  if (step.kind === 'wait') return sayWait(telling, standing, step);
  if (step.kind === 'stop') return t('say.stop');
  if (step.kind === 'call') {
    const ref = refOf(step.record);
    const rule = telling.ruleName(String(step.rule ?? ''));
    return ref ? t('say.callFor', { record: pathName(standing, ref), rule }) : t('say.call', { rule });
  }
  if (step.kind === 'share') {
    const who = (Array.isArray(step.with) ? step.with : []).map((path) => pathName(standing, String(path))).join(telling.list);
    return t('say.share', { who: who || t('say.nobody'), access: t(step.access === 'write' ? 'access.write' : 'access.read') });
  }
  if (step.kind === 'release') return t('say.release', { pool: telling.poolName(String(step.pool ?? '')) || t('say.somePool') });
  return undefined;
}

/** Steps one after the other, each with those that stand in it. */
export function sayNested(telling: Telling, standing: Standing, steps: ActionDef[], say: Say): string {
  let here = standing;
  return steps.map((step, index) => {
    const said = sayWhole(telling, here, step, say);
    here = behind(here, step);
    if (index === steps.length - 1) return said;
    // Behind steps within a step it must be heard that they are over.
    const nests = listsOf(step.kind).some((setting) => stepsIn(step, setting).length > 0);
    return said + (nests ? telling.t('say.after') : telling.then);
  }).join('');
}

function sayWhole(telling: Telling, standing: Standing, step: ActionDef, say: Say): string {
  const { t } = telling;
  const nested = (setting: string) => {
    const steps = stepsIn(step, setting);
    const said = sayNested(telling, inside(telling.catalog, standing, step), steps, say);
    return steps.length > 1 ? t('say.group', { steps: said }) : said;
  };
  const head = say(standing, step);
  if (step.kind === 'branch') {
    const [then, other] = [nested('then'), nested('else')];
    if (!then && other) return t('say.unless', { condition: head, steps: other });
    return other ? t('say.ifElse', { condition: head, steps: then, other }) : t('say.if', { condition: head, steps: then || t('say.nothing') });
  }
  if (step.kind === 'each') return t('say.eachDo', { each: head, steps: nested('do') || t('say.nothing') });
  const out = step.kind === 'wait' ? nested('else') : '';
  return out ? t('say.timedOut', { wait: head, steps: out }) : head;
}

function condition({ filter, expression, both }: Telling, standing: Standing, step: ActionDef): string | undefined {
  const said = step.if ? filter(standing.object, step.if as Filter) || undefined : undefined;
  const when = typeof step.when === 'string' && step.when !== '' ? expression(step.when) : undefined;
  return said && when ? both(said, when) : (said ?? when);
}

function sayEach({ catalog, t, label, filter }: Telling, standing: Standing, step: ActionDef): string {
  const relation = catalog.objects[standing.object]?.relations.find((one) => one.key === step.of);
  const of = label(relation?.label) || String(step.of ?? '') || t('say.unknownOf');
  const object = eachObject(catalog, standing.object, step);
  const each = step.where && object ? t('say.eachWhere', { of, condition: filter(object, step.where as Filter) }) : t('say.each', { of });
  return typeof step.limit === 'number' ? t('say.limit', { each, count: step.limit }) : each;
}

function sayWait({ t, pathName, filter, span }: Telling, standing: Standing, step: ActionDef): string {
  const field = typeof step.until === 'string' ? pathName(standing, step.until) : '';
  const wait = step.for_condition ? t('say.waitCondition', { condition: filter(standing.object, step.for_condition as Filter) || t('say.anyCondition') })
    : typeof step.before === 'string' ? t('say.waitBefore', { field, span: span(step.before) })
      : typeof step.after === 'string' ? t('say.waitAfter', { field, span: span(step.after) })
        : step.until !== undefined ? t('say.waitUntil', { field }) : t(step.working_days === true ? 'say.waitWorking' : 'say.waitFor', { span: typeof step.for === 'string' ? span(step.for) : '' });
  return typeof step.timeout === 'string' ? t('say.atMost', { wait, span: span(step.timeout) }) : wait;
}

const refOf = (record: unknown) => (record as { ref?: string } | undefined)?.ref;
