/** The one list of the kinds of steps: a new kind is one file and one line here. */
import { Bell, Bot, CircleStop, FilePlus2, FileText, GitBranch, Globe, Hourglass, Mail, PenLine, Puzzle, Repeat, ScrollText, Send, Share2, Stamp, UserRoundCheck, Waves, Workflow, type LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { ActionDef, RuleDef } from '@/api';
import { ApprovalForm } from './approval';
import { AssignForm } from './assign';
import { BranchForm } from './branch';
import { CallForm } from './call';
import { CreateForm } from './create';
import { DocumentForm } from './document';
import { EachForm } from './each';
import { NotifyForm } from './notify';
import { ReleaseForm } from './release';
import { ScriptForm } from './script';
import { SetForm } from './set';
import { ShareForm } from './share';
import type { ActionProps } from './types';
import { WaitForm } from './wait';

export const groups = ['control', 'records', 'people', 'messages', 'outside'] as const;
export type Group = (typeof groups)[number];

interface ActionKind {
  group: Group;
  icon: LucideIcon;
  /** Nothing to set when there is none. */
  Form?: ComponentType<ActionProps>;
  /** The settings that the form, and the canvas, take care of. */
  settings: readonly string[];
  fresh: (rule: RuleDef) => Record<string, unknown>;
}

const kinds: Record<string, ActionKind> = {
  branch: { group: 'control', icon: GitBranch, Form: BranchForm, settings: ['if', 'when', 'then', 'else'], fresh: () => ({ then: [] }) },
  each: { group: 'control', icon: Repeat, Form: EachForm, settings: ['of', 'where', 'limit', 'do'], fresh: () => ({ of: '', do: [] }) },
  wait: { group: 'control', icon: Hourglass, Form: WaitForm, settings: ['for', 'working_days', 'until', 'before', 'after', 'for_condition', 'timeout', 'else'], fresh: () => ({ for: '1d' }) },
  call: { group: 'control', icon: Workflow, Form: CallForm, settings: ['rule', 'record'], fresh: () => ({ rule: '' }) },
  stop: { group: 'control', icon: CircleStop, settings: [], fresh: () => ({}) },
  set: { group: 'records', icon: PenLine, Form: SetForm, settings: ['values', 'record'], fresh: () => ({ values: {} }) },
  create: { group: 'records', icon: FilePlus2, Form: CreateForm, settings: ['object', 'values', 'as'], fresh: (rule) => ({ object: rule.object, values: {} }) },
  assign: { group: 'people', icon: UserRoundCheck, Form: AssignForm, settings: ['to', 'round_robin', 'among', 'least_loaded', 'weighted', 'table', 'present', 'otherwise'], fresh: () => ({ to: { me: true } }) },
  document: { group: 'records', icon: FileText, Form: DocumentForm, settings: ['template', 'title', 'field', 'lang'], fresh: () => ({ template: '', title: '', field: '' }) },
  share: { group: 'people', icon: Share2, Form: ShareForm, settings: ['with', 'access'], fresh: () => ({ with: ['owner'], access: 'read' }) },
  release: { group: 'people', icon: Waves, Form: ReleaseForm, settings: ['pool'], fresh: () => ({ pool: '' }) },
  approval: { group: 'people', icon: Stamp, Form: ApprovalForm, settings: ['approval'], fresh: () => ({ approval: '' }) },
  notify: { group: 'messages', icon: Bell, Form: NotifyForm, settings: ['to', 'text'], fresh: () => ({ to: ['owner'], text: { 'zh-CN': '', en: '' } }) },
  script: { group: 'outside', icon: ScrollText, Form: ScriptForm, settings: ['function'], fresh: () => ({ function: '' }) },
};

/** Kinds whose settings are drawn from their schema: where they stand in the palette, and their picture. */
const drawn: Record<string, Pick<ActionKind, 'group' | 'icon'>> = {
  email: { group: 'messages', icon: Mail }, dingtalk: { group: 'messages', icon: Bot }, wecom: { group: 'messages', icon: Bot }, feishu: { group: 'messages', icon: Bot },
  http: { group: 'outside', icon: Globe }, webhook: { group: 'outside', icon: Send },
};

export const actionKinds = Object.keys(kinds);
export const actionIcon = (kind: string): LucideIcon => (kinds[kind] ?? drawn[kind])?.icon ?? Puzzle;
export const actionForm = (kind: string) => kinds[kind]?.Form;
export const groupOf = (kind: string): Group => (kinds[kind] ?? drawn[kind])?.group ?? 'outside';
/** A new step; of a kind without a form it begins with what `settings` says. */
export const freshAction = (kind: string, rule: RuleDef, settings: Record<string, unknown> = {}): ActionDef => ({ kind, ...(kinds[kind]?.fresh(rule) ?? settings) });

/** Whether a setting has its place in the form of its kind, or on the canvas. */
export const isCovered = (kind: string, setting: string) => kinds[kind]?.settings.includes(setting) ?? false;

/** What of a step has no form: nothing of a kind known here, unless its file says more. */
export function restOf(step: ActionDef): Record<string, unknown> {
  const known = new Set(['kind', 'name', ...(kinds[step.kind]?.settings ?? [])]);
  return Object.fromEntries(Object.entries(step).filter(([key]) => !known.has(key)));
}
