/** Fields that a stranger can be asked and that the form does not ask yet: dragged onto it, or added by a click. */
import { useDraggable } from '@dnd-kit/core';
import { Input } from 'antd';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { useObject, type Field, type FormDef } from '@/api';
import { FieldIcon } from '@/fields';
import { useLabel } from '@/i18n';
import { matches } from '@/i18n/pinyin';
import { ask } from '../model/webform';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { testids } from '../testids';
import { ids, isAskable } from './askable';
import { useT } from './locale';
import '../form/form.css';

interface Props {
  path: string;
  def: FormDef;
}

export const useLeft = (def: FormDef): Field[] =>
  (useObject(def.object)?.fields ?? []).filter((field) => isAskable(field) && !def.fields.some((asked) => asked.field === field.key));

export function Palette({ path, def }: Props) {
  const t = useT();
  const label = useLabel();
  const [typed, setTyped] = useState('');
  const left = useLeft(def);
  const shown = left.filter((field) => typed === '' || matches(typed, label(field.label), field.key));
  return (
    <div className="s-palette">
      <Input size="small" allowClear prefix={<Search size={13} aria-hidden />} placeholder={t('find')} aria-label={t('find')} value={typed} onChange={({ target }) => setTyped(target.value)} />
      <section>
        <h3>{t('canAsk')}</h3>
        <div className="s-types">{shown.map((field) => <One key={field.key} path={path} field={field} />)}</div>
        {left.length === 0 && <div className="m-faint">{t('allAsked')}</div>}
      </section>
    </div>
  );
}

function One({ path, field }: { path: string; field: Field }) {
  const t = useT();
  const label = useLabel();
  const { edit } = useStudio();
  const [, select] = useSelection();
  const name = label(field.label);
  // Dragged by pointer only: by keyboard Enter adds it, and the form puts it in order.
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: ids.fresh(field.key) });
  const add = () => {
    edit((now) => ask(now, path, field.key));
    select(`ask:${field.key}`);
  };
  return (
    <button ref={setNodeRef} type="button" className={isDragging ? 's-type s-dragging' : 's-type'} data-testid={testids.askable} data-field={field.key} aria-label={t('ask_field', { name })}
      onPointerDown={listeners?.onPointerDown as ((event: React.PointerEvent) => void) | undefined} onClick={add}>
      <FieldIcon field={field} /><span className="m-ellipsis">{name}</span>
    </button>
  );
}
