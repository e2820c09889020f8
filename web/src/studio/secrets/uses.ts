/** Where the draft names secrets: the rules, and how often. Pure. */
import type { RuleDef } from '@/api';
import { rules, type Files, type Placed } from '../model/files';

export interface Use {
  rule: Placed<RuleDef>;
  times: number;
}

/** By name, those that no secret is kept for too. */
export function usesOf(files: Files): Map<string, Use[]> {
  const uses = new Map<string, Use[]>();
  for (const rule of rules(files)) {
    const named = [...namesIn(rule.def.trigger), ...namesIn(rule.def.actions)];
    for (const name of new Set(named)) uses.set(name, [...(uses.get(name) ?? []), { rule, times: named.filter((one) => one === name).length }]);
  }
  return uses;
}

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  const members = Object.entries(value);
  const [only] = members;
  if (members.length === 1 && only?.[0] === 'secret' && typeof only[1] === 'string') return only[1] === '' ? [] : [only[1]];
  return members.flatMap(([, member]) => namesIn(member));
}
