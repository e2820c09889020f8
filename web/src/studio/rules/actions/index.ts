/** The one list of the kinds of steps: a new kind is one file and one line here. */
import { Bell, FilePlus2, PenLine, Puzzle, ScrollText, UserRoundCheck, type LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { ActionDef, RuleDef } from '@/api';
import { AssignForm } from './assign';
import { CreateForm } from './create';
import { NotifyForm } from './notify';
import { ScriptForm } from './script';
import { SetForm } from './set';
import type { ActionProps } from './types';

interface ActionKind {
  icon: LucideIcon;
  Form: ComponentType<ActionProps>;
  fresh: (rule: RuleDef) => Record<string, unknown>;
}

const kinds: Record<string, ActionKind> = {
  set: { icon: PenLine, Form: SetForm, fresh: () => ({ values: {} }) },
  create: { icon: FilePlus2, Form: CreateForm, fresh: (rule) => ({ object: rule.object, values: {} }) },
  assign: { icon: UserRoundCheck, Form: AssignForm, fresh: () => ({ to: { me: true } }) },
  notify: { icon: Bell, Form: NotifyForm, fresh: () => ({ to: ['owner'], text: { 'zh-CN': '', en: '' } }) },
  script: { icon: ScrollText, Form: ScriptForm, fresh: () => ({ function: '' }) },
};

export const actionKinds = Object.keys(kinds);
export const actionIcon = (kind: string): LucideIcon => kinds[kind]?.icon ?? Puzzle;
export const actionForm = (kind: string) => kinds[kind]?.Form;
export const freshAction = (kind: string, rule: RuleDef): ActionDef => ({ kind, ...kinds[kind]?.fresh(rule) });
