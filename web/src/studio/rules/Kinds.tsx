/** The kinds of steps as people know them: names, and a menu to choose one from. */
import { Dropdown, type MenuProps } from 'antd';
import { useCallback, useMemo, type ReactNode } from 'react';
import type { ActionDef } from '@/api';
import { actionIcon, actionKinds, groupOf, groups } from './actions';
import { useT, type RuleWord } from './locale';
import { stepWords, useStepT, type StepWord } from './words';

/** What a kind is called; a kind that is not known here by its key. */
export function useKindName() {
  const t = useT();
  const steps = useStepT();
  return useCallback((kind: string) => {
    if (`kind.${kind}` in stepWords.zh) return steps(`kind.${kind}` as StepWord);
    return actionKinds.includes(kind) ? t(`action.${kind}` as RuleWord) : kind;
  }, [t, steps]);
}

/** What people call a step, else what it does. */
export function useStepName() {
  const kindName = useKindName();
  return useCallback((step: ActionDef) => step.name || kindName(step.kind), [kindName]);
}

export function useKindMenu(onChoose: (kind: string) => void): MenuProps {
  const steps = useStepT();
  const kindName = useKindName();
  const items = useMemo<MenuProps['items']>(() => groups.map((group) => ({
    type: 'group', key: group, label: steps(`group.${group}`),
    children: actionKinds.filter((kind) => groupOf(kind) === group).map((kind) => {
      const Icon = actionIcon(kind);
      return { key: kind, label: kindName(kind), icon: <Icon size={14} aria-hidden /> };
    }),
  })), [steps, kindName]);
  return { items, onClick: ({ key }) => onChoose(key), style: { maxHeight: 420, overflowY: 'auto' } };
}

export function KindMenu({ onChoose, children, onOpen }: { onChoose: (kind: string) => void; children: ReactNode; onOpen?: (open: boolean) => void }) {
  const menu = useKindMenu(onChoose);
  return <Dropdown trigger={['click']} menu={menu} onOpenChange={onOpen}>{children}</Dropdown>;
}
