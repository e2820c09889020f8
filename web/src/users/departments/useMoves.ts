/** Moving departments and people, dragged or chosen: the same checks and words for both. */
import { App } from 'antd';
import { useChange } from './data';
import { BELONGS, DEPARTMENT, PARENT, USER, within, type Department } from './model';
import { useT } from './locale';

/** What is being moved. */
export interface Moved {
  kind: 'department' | 'person';
  id: string;
  name: string;
  /** Where it is now. */
  from: string | null;
}

export function useMoves(all: Department[]) {
  const t = useT();
  const change = useChange();
  const { message } = App.useApp();
  return async ({ kind, id, name, from }: Moved, to: string | null) => {
    if (from === to || (kind === 'department' && id === to)) return false;
    if (kind === 'department' && to && within(all, id).has(to)) {
      void message.warning(t('cycle'));
      return false;
    }
    const target = all.find((one) => one.id === to)?.name ?? '';
    const said = to ? t('moved', { name, to: target }) : t(kind === 'department' ? 'movedTop' : 'movedNone', { name });
    const [object, field] = kind === 'department' ? [DEPARTMENT, PARENT] : [USER, BELONGS];
    return change(object, id, { [field]: to }, { [field]: from }, said);
  };
}
