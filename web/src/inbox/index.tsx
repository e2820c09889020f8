/** What is the user's business today, and what they were told. Knows no object. */
import { CalendarCheck } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { dueOf, useNotices, useToday } from '@/api';
import { PageHead, Tabs } from '@/ui';
import { Due } from './Due';
import { useT } from './locale';
import { Told } from './Told';
import './inbox.css';

const parts = ['today', 'notices'] as const;

export default function Inbox() {
  const t = useT();
  const [params, setParams] = useSearchParams();
  const part = parts.find((one) => one === params.get('part')) ?? 'today';
  const counts = { today: dueOf(useToday().data), notices: useNotices().data?.unread ?? 0 };
  return (
    <>
      <PageHead title={t('title')} icon={<CalendarCheck size={18} aria-hidden />} />
      <Tabs name={t('parts')} open={part} onOpen={(one) => setParams(one === 'today' ? {} : { part: one }, { replace: true })}
        tabs={parts.map((one) => ({ key: one, label: t(one), count: counts[one] || undefined }))} />
      <div className="m-inbox" role="tabpanel" aria-label={t(part)}>{part === 'today' ? <Due /> : <Told />}</div>
    </>
  );
}
