/** What the settings form of a step is given. */
import type { ActionDef, RuleDef } from '@/api';

export interface ActionProps {
  rule: RuleDef;
  /** The number of the step: records created before it can be named. */
  at: number;
  action: ActionDef;
  change: (changes: Record<string, unknown>, tag?: string) => void;
}
