/** One record on the board. */
import { useDraggable } from '@dnd-kit/core';
import { Hourglass } from 'lucide-react';
import { Link } from 'react-router';
import type { CatalogObject, RecordData, Refs } from '@/api';
import { FieldDisplay, isEmpty, valueKindOf, type Family } from '@/fields';
import { useLabel } from '@/i18n';
import { testids } from '@/testids';
import { titleOf } from '../sections';
import { targetText, type Target } from '../paths';

/** What may be long has a line of its own; chips, amounts and days stand side by side. */
const WHOLE_LINE = new Set<Family>(['text', 'lookup', 'region']);

interface FaceProps {
  object: CatalogObject;
  record: RecordData;
  refs: Refs;
  fields: Target[];
  lifted?: boolean;
  /** Why it is marked as standing too long. */
  stale?: string;
  onOpen?: (id: string) => void;
}

export function CardFace({ object, record, refs, fields, lifted, stale, onOpen }: FaceProps) {
  const label = useLabel();
  return (
    <div className={['m-bcard', lifted && 'm-lifted', stale && 'm-stale'].filter(Boolean).join(' ')}>
      <div className="m-bcard-title">
        <Link to={`/o/${object.key}/${record.id}`} draggable={false} onClick={(event) => {
          if (!onOpen || event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onOpen(record.id);
        }}>{titleOf(object, record)}</Link>
        {stale && <span className="m-stale-mark" title={stale} role="img" aria-label={stale}><Hourglass size={13} /></span>}
      </div>
      <div className="m-bcard-facts">
        {fields.filter((one) => !isEmpty(record[one.path])).map((one) => (
          <div key={one.path} className={WHOLE_LINE.has(valueKindOf(one.field).family) ? 'm-bcard-fact m-whole' : 'm-bcard-fact'} title={targetText(one, label)}>
            <span className="m-hidden">{targetText(one, label)}</span>
            <span className="m-ellipsis"><FieldDisplay field={one.field} value={record[one.path]} refs={refs} tight /></span>
          </div>
        ))}
      </div>
    </div>
  );
}

export function Card(props: Omit<FaceProps, 'lifted'>) {
  const { object, record, refs } = props;
  const { setNodeRef, listeners, attributes, isDragging } = useDraggable({ id: record.id, data: { record, refs }, disabled: !object.can.update });
  return (
    <li ref={setNodeRef} className={isDragging ? 'm-bcard-place m-dragging' : 'm-bcard-place'} {...listeners} {...attributes} role="listitem"
      aria-label={titleOf(object, record)} data-testid={testids.card} data-record={record.id}>
      <CardFace {...props} />
    </li>
  );
}
