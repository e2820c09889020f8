/** A small "why?" beside a value that nobody typed; the answer is fetched and drawn when it is asked for. */
import { Popover } from 'antd';
import { CircleQuestionMark } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { isEmpty } from '@/fields';
import { useLabel } from '@/i18n';
import { Bones } from '@/ui';
import { useT } from './locale';
import type { WhyProps } from './Answer';
import './why.css';

const Answer = lazy(() => import('./Answer'));

export { useOrigins } from './origins';

/** Computed values have a reason, and so have those that a rule wrote. */
export const hasReason = ({ field, detail, origin }: WhyProps): boolean =>
  field.type === 'formula' || field.type === 'rollup' || (origin?.cause.rule !== undefined && !isEmpty(detail.record[field.key]));

export function Why(props: WhyProps) {
  const t = useT();
  const label = useLabel();
  const [open, setOpen] = useState(false);
  if (!hasReason(props)) return null;
  const name = t('whyOf', { label: label(props.field.label) });
  const content = <div className="m-why" role="dialog" aria-label={name}><Suspense fallback={<Bones lines={3} />}><Answer {...props} /></Suspense></div>;
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomLeft" arrow={false} destroyOnHidden content={content}>
      <button type="button" className={open ? 'm-fact-why m-on' : 'm-fact-why'} aria-label={name} title={t('why')} aria-expanded={open} onClick={(event) => event.stopPropagation()}>
        <CircleQuestionMark size={13} aria-hidden />
      </button>
    </Popover>
  );
}
