/** An approval in plain words of the user's language: as a whole, and each of its parts. */
import { useCallback } from 'react';
import { useCatalog, type ApprovalDef, type Approver, type ApprovalStepDef } from '@/api';
import { useSayFilter } from '@/filter';
import { useLabel } from '@/i18n';
import { OUTCOMES, type Outcome } from '../model/approval';
import { roleIn } from '../model/roles';
import { useSaying } from '../rules/say';
import { useStudio } from '../state/context';
import { useT } from './locale';

export interface ApprovalSaying {
  sentence: (def: ApprovalDef) => string;
  submit: (def: ApprovalDef) => string;
  who: (def: ApprovalDef, who: Approver) => string;
  step: (def: ApprovalDef, step: ApprovalStepDef) => string;
  /** What is written with an outcome; nothing when nothing is. */
  outcome: (def: ApprovalDef, outcome: Outcome) => string;
}

export function useApprovalSaying(): ApprovalSaying {
  const t = useT();
  const label = useLabel();
  const { objects } = useCatalog();
  const { files } = useStudio();
  const sayFilter = useSayFilter();
  const { pathName, values, span } = useSaying();

  const who = useCallback((def: ApprovalDef, one: Approver): string => {
    if (typeof one === 'string') return pathName(def, one);
    return 'role' in one ? t('say.role', { name: label(roleIn(files, one.role)?.label) || one.role }) : one.user;
  }, [pathName, t, label, files]);

  const step = useCallback((def: ApprovalDef, one: ApprovalStepDef): string => {
    const people = one.who.map((each) => who(def, each)).join(t('say.list')) || t('say.nobody');
    const several = one.who.length > 1 || one.who.some((each) => typeof each === 'object' && 'role' in each);
    const said = t(several ? `say.mode.${one.mode ?? 'any'}` : 'say.one', { who: people });
    const condition = one.where && sayFilter(def.object, one.where);
    const more = [
      ...(condition ? [t('say.only', { condition })] : []),
      ...(one.timeout ? [t(`say.timeout.${one.on_timeout ?? 'remind'}`, { span: span(one.timeout) })] : []),
    ];
    return more.length > 0 ? t('say.aside', { step: said, more: more.join(t('say.and')) }) : said;
  }, [who, sayFilter, span, t]);

  const submit = useCallback((def: ApprovalDef): string => {
    const object = label(objects[def.object]?.label) || def.object;
    const condition = def.where && sayFilter(def.object, def.where);
    if (def.by_rules) return t(condition ? 'say.byRulesWhere' : 'say.byRules', { object, condition: condition ?? '' });
    return t(condition ? 'say.submitWhere' : 'say.submit', { object, condition: condition ?? '' });
  }, [label, objects, sayFilter, t]);

  const outcome = useCallback((def: ApprovalDef, one: Outcome): string => values(def, def.object, def.set?.[one], Infinity), [values]);

  const sentence = useCallback((def: ApprovalDef): string => {
    const steps = def.steps.map((one, at) => {
      const said = step(def, one);
      return at > 0 ? t('say.then', { step: said }) : def.steps.length > 1 ? t('say.firstOf', { step: said }) : said;
    }).join('');
    const outcomes = OUTCOMES.map((one) => ({ one, said: outcome(def, one) })).filter(({ said }) => said !== '')
      .map(({ one, said }) => t('say.outcome', { outcome: t(`outcome.${one}`), values: said })).join('');
    return t('say.whole', { submit: submit(def), steps: steps || t('say.noSteps'), outcomes }).trim();
  }, [step, submit, outcome, t]);

  return { sentence, submit, who, step, outcome };
}
