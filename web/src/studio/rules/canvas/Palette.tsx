/** The kinds of steps, grouped and searched; each is dragged onto the canvas, or put behind the chosen step by a click. */
import { useDraggable } from '@dnd-kit/core';
import { Input } from 'antd';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { matches } from '@/i18n/pinyin';
import { testids } from '../../testids';
import { actionIcon, groupOf, groups } from '../actions';
import { useKindName, useKinds } from '../Kinds';
import { useStepT } from '../words';

export const NEW = 'new:';

export function Palette({ onAdd }: { onAdd: (kind: string) => void }) {
  const t = useStepT();
  const kindName = useKindName();
  const [typed, setTyped] = useState('');
  const shown = useKinds().filter((kind) => typed === '' || matches(typed, kindName(kind), kind));
  return (
    <div className="s-palette">
      <Input size="small" allowClear prefix={<Search size={13} aria-hidden />} placeholder={t('findKind')} aria-label={t('findKind')} value={typed} onChange={({ target }) => setTyped(target.value)} />
      {groups.map((group) => {
        const kinds = shown.filter((kind) => groupOf(kind) === group);
        return kinds.length > 0 && (
          <section key={group}>
            <h3>{t(`group.${group}`)}</h3>
            {kinds.map((kind) => <Entry key={kind} kind={kind} onAdd={onAdd} />)}
          </section>
        );
      })}
      {shown.length === 0 && <div className="m-faint">{t('noKind')}</div>}
    </div>
  );
}

function Entry({ kind, onAdd }: { kind: string; onAdd: (kind: string) => void }) {
  const t = useStepT();
  const name = useKindName()(kind);
  const Icon = actionIcon(kind);
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: `${NEW}${kind}` });
  return (
    <button ref={setNodeRef} type="button" className={isDragging ? 's-type s-dragging' : 's-type'} data-testid={testids.paletteKind} data-kind={kind} aria-label={t('addKind', { name })} onClick={() => onAdd(kind)} {...listeners}>
      <Icon size={14} aria-hidden /><span className="m-ellipsis">{name}</span>
    </button>
  );
}
