/** A rule in one plain sentence of the user's language. */
import { useCallback } from 'react';
import { useCatalog, type ActionDef, type Field, type Label, type RuleDef } from '@/api';
import { fieldText, kindOf, useFieldContext, useFieldWords, type FieldWord } from '@/fields';
import { refOf } from '@/fields/known';
import { splitSpan } from '@/fields/values';
import { resolvePath, targetOf, useSayFilter } from '@/filter';
import type { Translate } from '@/i18n';
import { CRONS } from './cron';
import { useT, type RuleWord } from './locale';

const SHOWN = 3;

export interface Saying {
  sentence: (rule: RuleDef) => string;
  trigger: (rule: RuleDef) => string;
  condition: (rule: RuleDef) => string | undefined;
  action: (rule: RuleDef, action: ActionDef) => string;
}

export function useSaying(): Saying {
  const t = useT();
  const words = useFieldWords();
  const catalog = useCatalog();
  const context = useFieldContext();
  const sayFilter = useSayFilter();
  const { label } = context;

  const objectName = useCallback((key: string) => label(catalog.objects[key]?.label) || key, [catalog, label]);

  const pathName = useCallback((object: string, path: string, rule: RuleDef): string => {
    if (path === 'id') return t('say.itself');
    if (path.startsWith('$')) {
      const made = rule.actions.find((action) => action.kind === 'create' && action.as === path.slice(1));
      return t('say.new', { object: objectName(String(made?.object ?? path)) });
    }
    return resolvePath(catalog, object, path, label)?.trail.join(context.lang === 'en' ? ' › ' : '的') ?? path;
  }, [catalog, label, context.lang, t, objectName]);

  const template = useCallback((object: string, text: string, rule: RuleDef) =>
    text.replace(/\{\{\s*([\w.]+(?:\s+or\s+[\w.]+)*)\s*\}\}/g, (_, paths: string) =>
      `‹${paths.split(/\s+or\s+/).map((path) => pathName(object, path, rule)).join(t('say.or'))}›`), [pathName, t]);

  const value = useCallback((rule: RuleDef, field: Field | undefined, given: unknown): string => {
    if (given === null || given === undefined || given === '') return t('say.empty');
    if (typeof given === 'object' && !Array.isArray(given)) {
      const one = given as Record<string, unknown>;
      if ('ref' in one) return pathName(rule.object, String(one.ref), rule);
      if ('text' in one) return `“${template(rule.object, String(one.text), rule)}”`;
      if ('script' in one) return t('say.computed');
      if ('me' in one) return t('say.me');
      if ('now' in one) return t('say.now');
      if ('ahead' in one) return t('say.ahead', { span: spanText(String(one.ahead), words) });
    }
    if (!field) return String(given);
    if (targetOf(field)) return refOf(String(given), {})?.title ?? String(given);
    const said = fieldText(field, given, context) || String(given);
    return kindOf(field).family === 'text' ? `“${said}”` : said;
  }, [t, pathName, template, words, context]);

  const values = useCallback((rule: RuleDef, object: string, given: unknown, shown: number): string => {
    const entries = Object.entries((given ?? {}) as Record<string, unknown>);
    const said = entries.slice(0, shown).map(([key, one]) => {
      const field = catalog.objects[object]?.fields.find((each) => each.key === key);
      return t('say.one', { field: label(field?.label) || key, value: value(rule, field, one) });
    });
    return [...said, ...(entries.length > shown ? [t('say.more', { count: entries.length })] : [])].join(t('say.list'));
  }, [catalog, label, t, value]);

  const action = useCallback((rule: RuleDef, one: ActionDef, brief = false): string => {
    if (one.kind === 'set') {
      const path = (one.record as { ref?: string } | undefined)?.ref;
      const target = path && resolvePath(catalog, rule.object, path, label)?.field;
      const said = values(rule, (target && targetOf(target)) || rule.object, one.values, brief ? 1 : SHOWN);
      return path ? t('say.setOf', { record: pathName(rule.object, path, rule), values: said }) : t('say.set', { values: said });
    }
    if (one.kind === 'create') {
      const said = brief ? '' : values(rule, String(one.object), one.values, SHOWN);
      return t(said ? 'say.createWith' : 'say.create', { object: objectName(String(one.object)), values: said });
    }
    if (one.kind === 'assign') {
      if (one.among) return t('say.assignAmong');
      if (Array.isArray(one.round_robin)) return t('say.assignRound', { who: (one.round_robin as string[]).map((who) => refOf(who, {})?.title ?? who).join(t('say.list')) });
      const to = one.to;
      return t('say.assignTo', { who: typeof to === 'string' ? (refOf(to, {})?.title ?? to) : value(rule, undefined, to) });
    }
    if (one.kind === 'notify') {
      const who = ((one.to ?? []) as string[]).map((path) => (path === 'admins' ? t('admins') : path === 'owner' ? t('owner') : path === 'created_by' ? t('createdBy') : pathName(rule.object, path, rule)));
      return t('say.notify', { who: who.join(t('say.list')), text: template(rule.object, label(one.text as Label | undefined), rule) });
    }
    return one.kind === 'script' ? t('say.script', { name: String(one.function ?? '') }) : t('say.other', { kind: one.kind });
  }, [catalog, label, values, value, pathName, template, objectName, t]);

  const stageNames = useCallback((rule: RuleDef, pipeline: string | undefined, keys: string[] | undefined): string => {
    const stages = catalog.objects[rule.object]?.pipelines.filter((one) => !pipeline || one.key === pipeline).flatMap((one) => one.stages) ?? [];
    return (keys ?? []).map((key) => `“${label(stages.find((stage) => stage.key === key)?.label) || key}”`).join(t('say.or'));
  }, [catalog, label, t]);

  const trigger = useCallback((rule: RuleDef): string => {
    const object = objectName(rule.object);
    const given = rule.trigger;
    if (given.kind === 'updated') {
      if (!given.fields?.length) return t('say.updatedAny', { object });
      const fields = given.fields.map((key) => pathName(rule.object, key, rule)).join(t('say.or'));
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
      const field = pathName(rule.object, given.field, rule);
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
    return t(`say.${given.kind}` as RuleWord, { object, name: label(rule.label) });
  }, [catalog, label, objectName, pathName, stageNames, t, value, words]);

  const condition = useCallback((rule: RuleDef): string | undefined => {
    const filter = rule.where ? sayFilter(rule.object, rule.where) : undefined;
    const expression = rule.when ? expressionText(rule.when, t) : undefined;
    return filter && expression ? t('say.both', { a: filter, b: expression }) : (filter ?? expression);
  }, [sayFilter, t]);

  const sentence = useCallback((rule: RuleDef): string => {
    const actions = rule.actions.map((one) => action(rule, one, rule.actions.length > 2)).join(t('say.then')) || t('say.nothing');
    const said = condition(rule);
    return said ? t('say.wholeIf', { trigger: trigger(rule), condition: said, actions }) : t('say.whole', { trigger: trigger(rule), actions });
  }, [action, condition, trigger, t]);

  return { sentence, trigger, condition, action };
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
