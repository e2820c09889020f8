/** Edits of automation rules. Pure. */
import type { Label, RuleDef, Trigger } from '@/api';
import { amend, change, freeKey, paths, remove, rules, write, type Files } from './files';

const alter = (files: Files, path: string, how: (def: RuleDef) => RuleDef) => change<RuleDef>(files, path, how);

/** Rules are on unless they say otherwise. */
export const isOn = (rule: RuleDef) => rule.enabled !== false;

export const amendRule = (files: Files, path: string, changes: Partial<RuleDef>) => alter(files, path, (rule) => amend(rule, changes));

export const switchRule = (files: Files, path: string, on: boolean) => amendRule(files, path, { enabled: on ? undefined : false });

/** In shadow a rule only says what it would do. */
export const shadowRule = (files: Files, path: string, shadow: boolean) => amendRule(files, path, { mode: shadow ? 'shadow' : undefined });

/** What a person, another rule or somebody outside sets off neither runs in shadow nor has a past. */
export const isSetOff = (rule: RuleDef) => ['button', 'called', 'webhook'].includes(rule.trigger.kind);

/** A trigger of another kind begins without settings; conditions and actions stay. */
export function setTrigger(files: Files, path: string, trigger: Trigger): Files {
  return alter(files, path, (rule) => amend({ ...rule, trigger: amend(trigger, {}) }, isSetOff({ ...rule, trigger }) ? { mode: undefined } : {}));
}

/** A new rule is off until somebody switches it on. */
export function createRule(files: Files, object: string, wished: string, label: Label): { files: Files; path: string; key: string } {
  const key = freeKey(wished, rules(files).map(({ def }) => def.key));
  const path = paths.rule(key);
  const rule: RuleDef = { key, label, object, enabled: false, trigger: { kind: 'created' }, actions: [] };
  return { key, path, files: write(files, path, rule) };
}

/** The rule's file, and its button on the form. */
export function deleteRule(files: Files, path: string): Files {
  const rule = files[path] as RuleDef | undefined;
  const without = remove(files, path);
  if (!rule) return without;
  return change<{ buttons?: { rule: string }[] }>(without, paths.layout(rule.object), (layout) =>
    (layout.buttons?.some((button) => button.rule === rule.key) ? amend(layout, { buttons: layout.buttons.filter((button) => button.rule !== rule.key) }) : layout));
}

/** What a rule is called until somebody names it. */
export const freshName = (object: Label | undefined): Label => ({ 'zh-CN': `${object?.['zh-CN'] ?? ''}新规则`, en: `New ${object?.en ?? ''} rule` });
