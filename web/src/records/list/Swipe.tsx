/** A card that answers to a swipe: to the right it calls, to the left it starts the record that follows one up. Knows no object by name. */
import { MessageSquarePlus, Phone } from 'lucide-react';
import { useRef, useState, type PointerEvent, type ReactNode } from 'react';
import type { Catalog, CatalogObject, RecordData } from '@/api';
import { linkedObject, remember } from '@/fields';
import { useLabel } from '@/i18n';
import { useShell } from '@/shell/context';
import { useT } from '../locale';
import { timelineRelations, type TimelineRelation } from '../relations';
import { titleOf } from '../sections';

/** So far a card must be drawn for its action; less, and it goes back. */
const FAR = 88;
/** Less than this is a finger that trembles or scrolls. */
const SLOP = 12;

export interface Swipes {
  /** The path of a number to call: the record's own, else that of a record it links to. */
  phone?: string;
  follow?: TimelineRelation;
}

export function swipesOf(catalog: Catalog, object: CatalogObject): Swipes {
  const number = (fields: CatalogObject['fields']) => fields.find((field) => field.type === 'phone' && !field.masked);
  const linked = object.fields.map((field) => ({ field, there: number(catalog.objects[linkedObject(field) ?? '']?.fields ?? []) }))
    .find(({ field, there }) => there && !field.system && linkedObject(field) !== 'user');
  return {
    phone: number(object.fields)?.key ?? (linked?.there && `${linked.field.key}.${linked.there.key}`),
    follow: timelineRelations(catalog, object).find(({ child }) => child.can.create),
  };
}

export function Swipe({ object, record, swipes, children }: { object: CatalogObject; record: RecordData; swipes: Swipes; children: ReactNode }) {
  const t = useT();
  const label = useLabel();
  const follow = useFollow(object);
  const call = useRef<HTMLAnchorElement>(null);
  const number = swipes.phone ? String(record[swipes.phone] ?? '') : '';
  const { shift, handlers } = useSwipe(number ? () => call.current?.click() : undefined, swipes.follow && (() => swipes.follow && follow(record, swipes.follow)));
  const ready = Math.abs(shift) >= FAR ? ' m-ready' : '';
  return (
    <div className="m-swipe" {...handlers}>
      {shift > 0 && <span className={`m-swipe-act m-swipe-call${ready}`} aria-hidden><Phone size={18} />{t('call')}</span>}
      {shift < 0 && <span className={`m-swipe-act m-swipe-follow${ready}`} aria-hidden>{label(swipes.follow?.child.label)}<MessageSquarePlus size={18} /></span>}
      {number && <a ref={call} href={`tel:${number}`} hidden tabIndex={-1}>{number}</a>}
      <div className={shift === 0 ? 'm-swipe-face' : 'm-swipe-face m-drawn'} style={shift === 0 ? undefined : { transform: `translateX(${shift}px)` }}>{children}</div>
    </div>
  );
}

function useFollow(object: CatalogObject) {
  const shell = useShell();
  return (record: RecordData, { relation, child }: TimelineRelation) => {
    remember(object.key, [{ id: record.id, title: titleOf(object, record) }]);
    // It stays in the list that is being worked through.
    shell.create({ object: child.key, values: { [relation.via]: record.id }, onCreated: () => undefined });
  };
}

/** How far a finger has drawn the card aside, and what letting go does. A direction without an action gives no way. */
function useSwipe(onRight: (() => void) | undefined, onLeft: (() => void) | undefined) {
  const [shift, setShift] = useState(0);
  const from = useRef<{ id: number; x: number; y: number }>(undefined);
  const drawn = (event: PointerEvent) => {
    const begun = from.current;
    if (begun?.id !== event.pointerId) return 0;
    const [dx, dy] = [event.clientX - begun.x, event.clientY - begun.y];
    if (shift === 0 && (Math.abs(dx) < SLOP || Math.abs(dx) < Math.abs(dy) * 1.5)) return 0;
    return (dx > 0 ? onRight : onLeft) ? Math.max(-FAR * 1.6, Math.min(FAR * 1.6, dx)) : 0;
  };
  const end = () => {
    from.current = undefined;
    setShift(0);
  };
  const handlers = {
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType !== 'mouse' && event.isPrimary) from.current = { id: event.pointerId, x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: PointerEvent) => {
      const next = drawn(event);
      if (next !== 0 && shift === 0) event.currentTarget.setPointerCapture(event.pointerId);
      if (next !== shift) setShift(next);
    },
    onPointerUp: (event: PointerEvent) => {
      const far = drawn(event);
      end();
      if (far >= FAR) onRight?.();
      else if (far <= -FAR) onLeft?.();
    },
    onPointerCancel: end,
  };
  return { shift, handlers };
}
