/** The kinds of steps as people know them: names, and a menu to choose one from. What the engine can do and has no form here is one too. */
import { Dropdown, type MenuProps } from 'antd';
import { useCallback, useMemo, type ReactNode } from 'react';
import { useFileSchema, type ActionDef, type Label } from '@/api';
import { useLabel } from '@/i18n';
import { freshSettings, membersOf, type Schema } from '../schema/shape';
import { actionIcon, actionKinds, groupOf, groups } from './actions';
import { useT, type RuleWord } from './locale';
import { stepWords, useStepT, type StepWord } from './words';

/** What the engine says of each kind of step: what it is called, and the JSON Schema of its settings. */
type Told = Record<string, { label: Label; settings: Schema }>;
const nothing: Told = {};
const useTold = (): Told => (useFileSchema('steps').data as Told | undefined) ?? nothing;

/** Every kind there is: those with a form, then those without. */
export function useKinds(): string[] {
  const told = useTold();
  return useMemo(() => [...actionKinds, ...Object.keys(told).filter((kind) => !actionKinds.includes(kind))], [told]);
}

/** What can be set of a kind, as the engine says it. */
export function useSettings(kind: string) {
  const schema = useTold()[kind]?.settings;
  return useMemo(() => (schema ? membersOf(schema) : []), [schema]);
}

/** What a new step of a kind without a form of its own begins with. */
export function useFreshSettings() {
  const told = useTold();
  return useCallback((kind: string) => freshSettings(told[kind]?.settings ?? {}), [told]);
}

/** What a kind is called; one that nobody knows by its key. */
export function useKindName() {
  const t = useT();
  const steps = useStepT();
  const label = useLabel();
  const told = useTold();
  return useCallback((kind: string) => {
    if (`kind.${kind}` in stepWords.zh) return steps(`kind.${kind}` as StepWord);
    return actionKinds.includes(kind) ? t(`action.${kind}` as RuleWord) : label(told[kind]?.label) || kind;
  }, [t, steps, label, told]);
}

/** What people call a step, else what it does. */
export function useStepName() {
  const kindName = useKindName();
  return useCallback((step: ActionDef) => step.name || kindName(step.kind), [kindName]);
}

export function useKindMenu(onChoose: (kind: string) => void): MenuProps {
  const steps = useStepT();
  const kindName = useKindName();
  const kinds = useKinds();
  const items = useMemo<MenuProps['items']>(() => groups.map((group) => ({
    type: 'group', key: group, label: steps(`group.${group}`),
    children: kinds.filter((kind) => groupOf(kind) === group).map((kind) => {
      const Icon = actionIcon(kind);
      return { key: kind, label: kindName(kind), icon: <Icon size={14} aria-hidden /> };
    }),
  })), [steps, kindName, kinds]);
  return { items, onClick: ({ key }) => onChoose(key), style: { maxHeight: 420, overflowY: 'auto' } };
}

export function KindMenu({ onChoose, children }: { onChoose: (kind: string) => void; children: ReactNode }) {
  const menu = useKindMenu(onChoose);
  return <Dropdown trigger={['click']} menu={menu}>{children}</Dropdown>;
}
