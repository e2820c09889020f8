/** A record that stands on another's timeline: its title and what it says. */
import { Link } from 'react-router';
import type { CatalogObject, RecordData, Refs } from '@/api';
import { FieldDisplay, isEmpty, kindOf } from '@/fields';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { testids } from '@/testids';
import { NamedIcon } from '@/ui';
import { titleOf } from '../sections';

export function RelatedItem({ child, record, refs }: { child: CatalogObject; record: RecordData; refs: Refs }) {
  const label = useLabel();
  const format = useFormat();
  const at = String(record.created_at ?? '');
  const fields = child.fields.filter((field) => !field.system && field.key !== child.title && kindOf(field).family !== 'lookup' && !isEmpty(record[field.key])).slice(0, 6);
  return (
    <li className="m-event m-event-record" data-testid={testids.timelineItem} data-kind={child.key}>
      <span className="m-event-icon"><NamedIcon name={child.icon} size={14} /></span>
      <div className="m-grow">
        <div className="m-event-head">
          <span className="m-faint">{label(child.label)}</span> <Link to={`/o/${child.key}/${record.id}`}>{titleOf(child, record)}</Link>
          {at && <time className="m-faint" dateTime={at} title={format.dateTime(at)}>{format.when(at)}</time>}
        </div>
        <div className="m-event-facts">
          {fields.map((field) => (
            <div key={field.key} className={kindOf(field).wide ? 'm-wide' : undefined}>
              <span className="m-faint">{label(field.label)}</span> <FieldDisplay field={field} value={record[field.key]} refs={refs} tight={!kindOf(field).wide} />
            </div>
          ))}
        </div>
      </div>
    </li>
  );
}
