/** The row of filters in words, with search, columns and what saves a changed view. */
import { Button, Input, Popover, type TooltipRef } from 'antd';
import { Filter as FilterIcon, Plus, Search, X } from 'lucide-react';
import { lazy, Suspense, useRef, useState, type KeyboardEvent } from 'react';
import { isAnd, type CatalogObject, type Filter } from '@/api';
import { useNamedRecords } from '@/filter/named';
import { useSayFilter } from '@/filter/said';
import { testids } from '@/testids';
import { Bones, useNarrow } from '@/ui';
import { useT } from '../locale';
import { ColumnChooser } from './ColumnChooser';
import { SaveView } from './SaveView';
import type { ViewState } from './views';

const FilterPane = lazy(() => import('./FilterPane'));

interface Props {
  object: CatalogObject;
  state: ViewState;
  q: string;
  onSearch: (q: string) => void;
}

export function Chips({ object, state, q, onSearch }: Props) {
  const t = useT();
  const narrow = useNarrow();
  const parts = topParts(state.now.filter);
  const say = useSayFilter();
  useNamedRecords(object.key, state.now.filter);
  const set = (filter: Filter | null) => state.change({ filter: filter ?? undefined });
  const remove = (at: number) => set(joined(parts.filter((_, index) => index !== at)));
  return (
    <div className="m-chips-row">
      <div className="m-chips" role="list" aria-label={t('filters')}>
        {parts.map((part, at) => {
          const text = say(object.key, part);
          return (
            <span key={at} role="listitem" className="m-filter-chip" data-testid={testids.filterChip}>
              <Editor object={object} filter={state.now.filter} onChange={set}>
                <button type="button" className="m-plain m-ellipsis" aria-label={t('editFilter', { text })} title={text}>{text}</button>
              </Editor>
              <button type="button" className="m-chip-x" aria-label={t('removeFilter', { text })} onClick={() => remove(at)}><X size={12} /></button>
            </span>
          );
        })}
      </div>
      <Editor object={object} filter={state.now.filter} onChange={set}>
        <Button size="small" type="text" icon={parts.length ? <Plus size={14} aria-hidden /> : <FilterIcon size={14} aria-hidden />}>{t('filter')}</Button>
      </Editor>
      <SaveView object={object} state={state} />
      <div className="m-grow" />
      <Input className="m-quick" size="small" allowClear value={q} onChange={(event) => onSearch(event.target.value)} prefix={<Search size={13} aria-hidden />}
        placeholder={t('quickSearch')} aria-label={t('quickSearch')} />
      {state.now.kind === 'table' && !narrow && <ColumnChooser object={object} state={state} />}
    </div>
  );
}

interface EditorProps {
  object: CatalogObject;
  filter: Filter | undefined;
  onChange: (filter: Filter | null) => void;
  children: React.ReactElement;
}

/** Esc closes an open list of choices first, then the builder, and leads back to what opened it. */
function Editor({ object, filter, onChange, children }: EditorProps) {
  const [open, setOpen] = useState(false);
  const opener = useRef<TooltipRef>(null);
  const turn = (next: boolean) => {
    setOpen(next);
    if (!next && (document.activeElement === document.body || document.activeElement?.closest('.m-filter-pop'))) opener.current?.nativeElement.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const inside = event.target as Element;
    const choosing = inside.getAttribute('aria-expanded') === 'true' || (inside.closest('.ant-picker') && document.querySelector('.ant-picker-dropdown:not(.ant-picker-dropdown-hidden)'));
    if (event.key !== 'Escape' || event.nativeEvent.isComposing || choosing) return;
    event.stopPropagation();
    turn(false);
  };
  return (
    <Popover ref={opener} open={open} onOpenChange={turn} trigger="click" placement="bottomLeft" arrow={false} destroyOnHidden
      content={<div className="m-filter-pop" onKeyDownCapture={onKeyDown}><Suspense fallback={<Bones lines={2} />}><FilterPane object={object} filter={filter} onChange={onChange} /></Suspense></div>}>
      {children}
    </Popover>
  );
}

const topParts = (filter: Filter | undefined): Filter[] => (!filter ? [] : isAnd(filter) ? filter.and : [filter]);

function joined(parts: Filter[]): Filter | null {
  if (parts.length === 0) return null;
  return parts.length === 1 && parts[0] ? parts[0] : { and: parts };
}
