/** What waits for the user's approval, what they decided, and how far what they submitted has come. Knows no object. */
import { Stamp } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { useApprovals, useCatalog, type Approval, type ApprovalPart, type Refs } from '@/api';
import { useLabel } from '@/i18n';
import { Bones, Empty, Failure, NamedIcon, PageHead, Tabs } from '@/ui';
import { Actions } from './Actions';
import { useT } from './locale';
import { Whole } from './Panel';
import { StateChip } from './Steps';
import './approvals.css';

const parts: ApprovalPart[] = ['asked', 'submitted', 'decided'];

export default function Approvals() {
  const t = useT();
  const [params, setParams] = useSearchParams();
  const part = parts.find((one) => one === params.get('part')) ?? 'asked';
  const waiting = useApprovals('asked').data?.waiting ?? 0;
  return (
    <>
      <PageHead title={t('title')} icon={<Stamp size={18} aria-hidden />} />
      <Tabs name={t('title')} open={part} onOpen={(one) => setParams(one === 'asked' ? {} : { part: one }, { replace: true })}
        tabs={parts.map((one) => ({ key: one, label: t(one), count: one === 'asked' && waiting > 0 ? waiting : undefined }))} />
      <div className="m-approvals" role="tabpanel" aria-label={t(part)}><List key={part} part={part} /></div>
    </>
  );
}

function List({ part }: { part: ApprovalPart }) {
  const t = useT();
  const { data, error, refetch } = useApprovals(part);
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Bones lines={6} />;
  if (data.approvals.length === 0) {
    if (part === 'decided') return <Empty icon={<Stamp size={28} />} title={t('noneDecided')} />;
    return <Empty icon={<Stamp size={28} />} title={t(part === 'asked' ? 'noneAsked' : 'noneSubmitted')} hint={t(part === 'asked' ? 'noneAskedHint' : 'noneSubmittedHint')} />;
  }
  return <ul className="m-approval-list">{data.approvals.map((one) => <Item key={one.id} approval={one} refs={data.refs} />)}</ul>;
}

function Item({ approval, refs }: { approval: Approval; refs: Refs }) {
  const t = useT();
  const label = useLabel();
  const object = useCatalog().objects[approval.object];
  const title = refs[approval.record]?.title;
  return (
    <li className="m-approval-item">
      <div className="m-approval-head">
        <NamedIcon name={object?.icon} size={16} />
        <div className="m-grow">
          <div className="m-approval-title">
            {title ? <Link to={`/o/${approval.object}/${approval.record}`}><b>{title}</b></Link> : <span className="m-faint">{t('hidden')}</span>}
            <StateChip state={approval.state} />
          </div>
          <div className="m-soft">{[approval.label, label(object?.label)].filter(Boolean).join(' · ')}</div>
        </div>
        <Actions approval={approval} />
      </div>
      <Whole approval={approval} refs={refs} />
    </li>
  );
}
