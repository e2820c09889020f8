/** A rule in one plain sentence of the user's language. */
import { useCallback, useMemo } from 'react';
import { useCatalog, type ActionDef, type Field, type Label, type RuleDef } from '@/api';
import { fieldText, kindOf, useFieldContext, useFieldWords, type FieldWord } from '@/fields';
import { refOf } from '@/fields/known';
import { splitSpan } from '@/fields/values';
import { resolvePath, targetOf, useSayFilter } from '@/filter';
import type { Translate } from '@/i18n';
import { pools, rules, webforms } from '../model/files';
import { allSteps } from '../model/steps';
import { useStudio } from '../state/context';
import { CRONS } from './cron';
import { useAssignT } from './actions/assign/locale';
import { useKindName } from './Kinds';
import { useT, type RuleWord } from './locale';
import { saySteering, sayNested, type Telling } from './saySteps';
import { begin, BODY, objectAt, PARENT, refFrom, type Standing } from './standing';
import { useStepT } from './words';

const SHOWN = 3;

export interface Saying {
  sentence: (rule: RuleDef) => string;
  trigger: (rule: RuleDef) => string;
  condition: (rule: RuleDef) => string | undefined;
  /** One step, without those that stand in it. */
  step: (standing: Standing, step: ActionDef) => string;
  pathName: (standing: Standing, path: string) => string;
  /** Fields with what they are set to, as many as are asked for. */
  values: (standing: Standing, object: string, values: unknown, shown: number) => string;
  span: (text: string) => string;
}

export function useSaying(): Saying {
  const t = useT();
  const steps = useStepT();
  const assigning = useAssignT();
  const words = useFieldWords();
  const catalog = useCatalog();
  const context = useFieldContext();
  const sayFilter = useSayFilter();
  const kindName = useKindName();
  const { files } = useStudio();
  const { label } = context;

  const objectName = useCallback((key: string) => label(catalog.objects[key]?.label) || key, [catalog, label]);

  const pathName = useCallback((standing: Standing, ref: string): string => {
    const { object, path, name } = refFrom(standing, ref);
    if (name === undefined && path === 'id') return t('say.itself');
    const said = object && path ? (resolvePath(catalog, object, path, label)?.trail.join(context.lang === 'en' ? ' › ' : '的') ?? path) : path;
    if (name === undefined) return said ?? ref;
    if (name === BODY) return t('say.body', { path: path ?? '' });
    const whose = name === PARENT && object ? steps('parentOf', { object: objectName(object) }) : object ? t('say.new', { object: objectName(object) }) : steps('say.named', { name });
    return said ? (context.lang === 'en' ? `${whose} › ${said}` : `${whose}的${said}`) : whose;
  }, [catalog, label, context.lang, t, steps, objectName]);

  const template = useCallback((standing: Standing, text: string) =>
    text.replace(/\{\{\s*([\w.]+(?:\s+or\s+[\w.]+)*)\s*\}\}/g, (_, paths: string) =>
      `‹${paths.split(/\s+or\s+/).map((path) => pathName(standing, path)).join(t('say.or'))}›`), [pathName, t]);

  const value = useCallback((standing: Standing, field: Field | undefined, given: unknown): string => {
    if (given === null || given === undefined || given === '') return t('say.empty');
    if (typeof given === 'object' && !Array.isArray(given)) {
      const one = given as Record<string, unknown>;
      if ('ref' in one) return pathName(standing, String(one.ref));
      if ('text' in one) return `“${template(standing, String(one.text))}”`;
      if ('script' in one) return t('say.computed');
      if ('me' in one) return t('say.me');
      if ('now' in one) return t('say.now');
      if ('today' in one) return t('say.today');
      if ('ahead' in one) return t('say.ahead', { span: spanText(String(one.ahead), words) });
    }
    if (!field) return String(given);
    if (targetOf(field)) return refOf(String(given), {})?.title ?? String(given);
    const said = fieldText(field, given, context) || String(given);
    return kindOf(field).family === 'text' ? `“${said}”` : said;
  }, [t, pathName, template, words, context]);

  const values = useCallback((standing: Standing, object: string, given: unknown, shown: number): string => {
    const entries = Object.entries((given ?? {}) as Record<string, unknown>);
    const said = entries.slice(0, shown).map(([key, one]) => {
      const field = catalog.objects[object]?.fields.find((each) => each.key === key);
      return t('say.one', { field: label(field?.label) || key, value: value(standing, field, one) });
    });
    return [...said, ...(entries.length > shown ? [t('say.more', { count: entries.length })] : [])].join(t('say.list'));
  }, [catalog, label, t, value]);

  const telling = useMemo<Telling>(() => ({
    catalog, t: steps, list: t('say.list'), then: t('say.then'), pathName, label, filter: sayFilter,
    poolName: (key) => label(pools(files).find(({ def }) => def.key === key)?.def.label) || key,
    ruleName: (key) => label(rules(files).find(({ def }) => def.key === key)?.def.label) || key, span: (text) => spanText(text, words), expression: (text) => expressionText(text, t), both: (a, b) => t('say.both', { a, b }),
  }), [catalog, files, steps, t, pathName, label, sayFilter, words]);

  const step = useCallback((standing: Standing, one: ActionDef, brief = false): string => {
    const steered = saySteering(telling, standing, one);
    if (steered !== undefined) return steered;
    if (one.kind === 'set') {
      const path = (one.record as { ref?: string } | undefined)?.ref;
      const object = path ? objectAt(catalog, standing, path) : standing.object;
      const said = values(standing, object ?? standing.object, one.values, brief ? 1 : SHOWN);
      return path ? t('say.setOf', { record: pathName(standing, path), values: said }) : t('say.set', { values: said });
    }
    if (one.kind === 'create') {
      const said = brief ? '' : values(standing, String(one.object ?? ''), one.values, SHOWN);
      return t(said ? 'say.createWith' : 'say.create', { object: objectName(String(one.object ?? '')), values: said });
    }
    if (one.kind === 'assign' && one.present === true) return assigning('say.present', { said: step(standing, { ...one, present: undefined }, brief) });
    if (one.kind === 'assign') {
      if (one.least_loaded) return assigning('say.load');
      if (one.table) return assigning('say.table');
      if (Array.isArray(one.weighted)) return assigning('say.weight', { who: (one.weighted as { who: string }[]).map(({ who }) => refOf(who, {})?.title ?? who).join(t('say.list')) });
      if (one.among) return t('say.assignAmong');
      if (Array.isArray(one.round_robin)) return t('say.assignRound', { who: (one.round_robin as string[]).map((who) => refOf(who, {})?.title ?? who).join(t('say.list')) });
      const to = one.to;
      return t('say.assignTo', { who: typeof to === 'string' ? (refOf(to, {})?.title ?? to) : value(standing, undefined, to) });
    }
    if (one.kind === 'notify') {
      const who = (Array.isArray(one.to) ? one.to : []).map(String).map((path) => (path === 'admins' ? t('admins') : path === 'owner' ? t('owner') : path === 'created_by' ? t('createdBy') : pathName(standing, path)));
      return t('say.notify', { who: who.join(t('say.list')) || steps('say.nobody'), text: template(standing, label(one.text as Label | undefined)) });
    }
    if (one.kind === 'approval') return t('say.submit');
    if (one.kind === 'script') return t('say.script', { name: String(one.function ?? '') });
    // Of what goes outside: what it says, else where it goes.
    const what = [one.subject, one.text, one.url].find((text): text is string => typeof text === 'string' && text !== '');
    const kind = one.name || kindName(one.kind);
    return what === undefined || brief ? t('say.other', { kind }) : t('say.otherWith', { kind, what: template(standing, what) });
  }, [catalog, label, values, value, pathName, template, objectName, t, steps, assigning, telling, kindName]);

  const stageNames = useCallback((rule: RuleDef, pipeline: string | undefined, keys: string[] | undefined): string => {
    const stages = catalog.objects[rule.object]?.pipelines.filter((one) => !pipeline || one.key === pipeline).flatMap((one) => one.stages) ?? [];
    return (keys ?? []).map((key) => `“${label(stages.find((stage) => stage.key === key)?.label) || key}”`).join(t('say.or'));
  }, [catalog, label, t]);

  const trigger = useCallback((rule: RuleDef): string => {
    const object = objectName(rule.object);
    const given = rule.trigger;
    if (given.kind === 'updated') {
      if (!given.fields?.length) return t('say.updatedAny', { object });
      const fields = given.fields.map((key) => pathName(rule, key)).join(t('say.or'));
      const field = catalog.objects[rule.object]?.fields.find((one) => one.key === given.fields?.[0]);
      const [from, to] = [given.from, given.to].map((values) => values?.map((one) => value(rule, field, one)).join(t('say.or')) ?? '') as [string, string];
      return t(from && to ? 'say.change' : to ? 'say.changeTo' : from ? 'say.changeFrom' : 'say.updated', { object, fields, from, to });
    }
    if (given.kind === 'stage') {
      const [stages, from] = [stageNames(rule, given.pipeline, given.entered), stageNames(rule, given.pipeline, given.left)];
      if (from) return stages ? t('say.leftFor', { object, from, stages }) : t('say.left', { object, stages: from });
      return stages ? t('say.stage', { object, stages }) : t('say.stageAny', { object });
    }
    if (given.kind === 'stale') {
      const stages = stageNames(rule, given.pipeline, given.stages);
      if (given.after) return t('say.staleFor', { object, stages: stages || t('say.openStages'), span: spanText(given.after, words) });
      return stages ? t('say.stale', { object, stages }) : t('say.staleAny', { object });
    }
    if (given.kind === 'date') {
      const field = pathName(rule, given.field);
      const span = given.before ?? given.after;
      const said = span ? spanText(span, words) : '';
      if (given.lunar || given.yearly) {
        const when = t(given.lunar ? 'say.dateLunar' : 'say.dateYearly', { object, field });
        return said ? t(given.before ? 'say.yearBefore' : 'say.yearAfter', { when, span: said }) : when;
      }
      return t(given.before ? 'say.dateBefore' : given.after ? 'say.dateAfter' : 'say.date', { object, field, span: said });
    }
    if (given.kind === 'schedule') {
      const known = Object.entries(CRONS).find(([, cron]) => cron === given.cron)?.[0];
      const when = known ? t(`cron.${known}` as RuleWord) : t('say.cron', { cron: given.cron });
      return t(given.working_days ? 'say.scheduleWork' : 'say.schedule', { when, object });
    }
    if (given.kind === 'form') return t('say.form', { object, form: label(webforms(files).find(({ def }) => def.key === given.form)?.def.label) || given.form });
    return t(`say.${given.kind}` as RuleWord, { object, name: label(rule.label) });
  }, [catalog, files, label, objectName, pathName, stageNames, t, value, words]);

  const condition = useCallback((rule: RuleDef): string | undefined => {
    const filter = rule.where ? sayFilter(rule.object, rule.where) : undefined;
    const expression = rule.when ? expressionText(rule.when, t) : undefined;
    return filter && expression ? t('say.both', { a: filter, b: expression }) : (filter ?? expression);
  }, [sayFilter, t]);

  const sentence = useCallback((rule: RuleDef): string => {
    const brief = allSteps(rule).length > 2;
    const actions = sayNested(telling, begin(rule), rule.actions, (standing, one) => step(standing, one, brief)) || t('say.nothing');
    const said = condition(rule);
    return said ? t('say.wholeIf', { trigger: trigger(rule), condition: said, actions }) : t('say.whole', { trigger: trigger(rule), actions });
  }, [step, telling, condition, trigger, t]);

  const span = useCallback((text: string) => spanText(text, words), [words]);
  return { sentence, trigger, condition, step, pathName, values, span };
}

/** Parts joined by && that everybody writes are said in words, the rest as it stands. */
function expressionText(when: string, t: Translate<RuleWord>): string {
  return when.split('&&').map((part) => part.trim()).map((part) => {
    if (/^before(\.\w+)?\s*!=\s*\(\)$/.test(part)) return t('say.notNew');
    return t('say.expr', { text: part });
  }).reduce((a, b) => t('say.both', { a, b }));
}

function spanText(span: string, words: (key: FieldWord) => string): string {
  const { number, unit } = splitSpan(span);
  return `${number} ${words(`unit.${unit}` as FieldWord)}`;
}
