/** What somebody has, by object and field: each may be left out, or narrowed by a filter. */
import { Button, Checkbox, Popover } from 'antd';
import { ListFilter } from 'lucide-react';
import { useState } from 'react';
import { useCatalog, type Filter, type HandoverCount } from '@/api';
import { completePart, FilterBuilder } from '@/filter';
import { useLabel } from '@/i18n';
import { NamedIcon } from '@/ui';
import { useT } from './locale';

interface Props {
  parts: HandoverCount[];
  /** Keys of those left out. */
  left: string[];
  filters: Record<string, Filter | undefined>;
  onTurn: (key: string) => void;
  onFilter: (key: string, filter: Filter | undefined) => void;
}

export const keyOf = (part: { object: string; field: string }) => `${part.object}.${part.field}`;

export function Parts({ parts, left, filters, onTurn, onFilter }: Props) {
  const t = useT();
  const label = useLabel();
  const { objects } = useCatalog();
  return (
    <ul className="m-handover-parts">
      {parts.map((part) => {
        const key = keyOf(part);
        const object = objects[part.object];
        const chosen = !left.includes(key);
        return (
          <li key={key}>
            <Checkbox checked={chosen} onChange={() => onTurn(key)}>
              <span className="m-row m-handover-part"><NamedIcon name={object?.icon} size={15} />{label(object?.plural ?? object?.label) || part.object}<span className="m-faint">{part.label}</span></span>
            </Checkbox>
            <span className="m-grow" />
            <span className="m-soft m-handover-count">{t('records', { count: part.records })}</span>
            {object && chosen && <Narrow object={part.object} value={filters[key]} onChange={(filter) => onFilter(key, filter)} />}
          </li>
        );
      })}
    </ul>
  );
}

function Narrow({ object, value, onChange }: { object: string; value: Filter | undefined; onChange: (filter: Filter | undefined) => void }) {
  const t = useT();
  const [built, setBuilt] = useState<Filter | undefined>(value);
  const change = (next: Filter | undefined) => {
    setBuilt(next);
    onChange(completePart(next));
  };
  return (
    <Popover trigger="click" placement="bottomRight" arrow={false} content={<FilterBuilder object={object} value={built} onChange={change} />}>
      <Button size="small" type="text" icon={<ListFilter size={14} aria-hidden />}>{t(value ? 'filtered' : 'filter')}</Button>
    </Popover>
  );
}
