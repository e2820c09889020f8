/** What the settings form of a step is given. */
import type { ActionDef, RuleDef } from '@/api';
import type { Standing } from '../standing';

export interface ActionProps {
  rule: RuleDef;
  /** The record at hand and what earlier steps made: what can be named here. */
  standing: Standing;
  /** Of the step, in the file of the rule. */
  pointer: string;
  action: ActionDef;
  change: (changes: Record<string, unknown>, tag?: string) => void;
}
