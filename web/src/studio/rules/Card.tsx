/** What a rule is made of as cards, the same on the canvas and in the list: an icon, a name, the rest in words, what is wrong. */
import { Filter, Play, TriangleAlert, type LucideIcon } from 'lucide-react';
import { useCallback } from 'react';
import { useCatalog, type RuleDef } from '@/api';
import { stepAt } from '../model/steps';
import { useProblems } from '../problems';
import { actionIcon } from './actions';
import { useStepName } from './Kinds';
import { useT, type RuleWord } from './locale';
import { useSaying } from './say';
import { standingAt } from './standing';
import { pathOf } from './useSteps';

export interface CardText {
  icon: LucideIcon;
  title: string;
  text: string | undefined;
}

/** What the card at a place of the rule says. */
export function useCardText(rule: RuleDef): (at: string) => CardText {
  const t = useT();
  const catalog = useCatalog();
  const stepName = useStepName();
  const { trigger, condition, step: say } = useSaying();
  return useCallback((at: string) => {
    if (at === 'trigger') return { icon: Play, title: t(`trigger.${rule.trigger.kind}` as RuleWord), text: trigger(rule) };
    if (at === 'where') {
      const said = condition(rule);
      return { icon: Filter, title: t(said ? 'where' : 'always'), text: said };
    }
    const path = pathOf(at) ?? '';
    const step = stepAt(rule, path);
    if (!step) return { icon: Play, title: '', text: undefined };
    const [title, text] = [stepName(step), say(standingAt(catalog, rule, path), step)];
    return { icon: actionIcon(step.kind), title, text: text.toLowerCase() === title.toLowerCase() ? undefined : text };
  }, [rule, t, catalog, stepName, trigger, condition, say]);
}

export function CardFace({ at, card: { icon: Icon, title, text } }: { at: string; card: CardText }) {
  const problems = useProblems(at);
  return (
    <>
      <span className="s-step-icon"><Icon size={15} aria-hidden /></span>
      <span className="m-grow s-card-text">
        <strong className="m-ellipsis s-block">{title}</strong>
        {text && <span className="m-soft s-card-say" title={text}>{text}</span>}
        {problems.length > 0 && <span className="m-danger s-card-wrong" title={problems.map(({ message }) => message).join('\n')}><TriangleAlert size={13} aria-hidden /> <span className="m-ellipsis">{problems[0]?.message}</span></span>}
      </span>
    </>
  );
}
