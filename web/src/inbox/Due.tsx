/** What is due today or overdue, by object, and the approvals that wait. */
import { CalendarCheck, Stamp } from 'lucide-react';
import { Link } from 'react-router';
import { dueOf, useCatalog, useToday, type Today } from '@/api';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { Bones, Empty, Failure, NamedIcon } from '@/ui';
import { useT } from './locale';

type Group = Today['groups'][number];

export function Due() {
  const t = useT();
  const { data, error, refetch } = useToday();
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Bones lines={6} />;
  if (dueOf(data) === 0) return <Empty icon={<CalendarCheck size={28} />} title={t('nothing')} hint={t('nothingHint')} />;
  return (
    <>
      {data.approvals > 0 && (
        <section className="m-due-group">
          <Link to="/approvals" className="m-due"><Stamp size={16} aria-hidden /><span className="m-grow">{t('approvals', { count: data.approvals })}</span><span className="m-due-go">{t('open')}</span></Link>
        </section>
      )}
      {data.groups.map((group) => <Records key={group.object} group={group} />)}
    </>
  );
}

function Records({ group }: { group: Group }) {
  const t = useT();
  const label = useLabel();
  const object = useCatalog().objects[group.object];
  const rest = group.count.value - group.records.length;
  return (
    <section className="m-due-group" aria-label={label(object?.plural)}>
      <h2><NamedIcon name={object?.icon} size={15} /> {label(object?.plural)} <span className="m-faint">{t('count', { count: group.count.exact ? group.count.value : `${group.count.value}+` })}</span></h2>
      <ul>{group.records.map((record) => <li key={record.id}><One object={group.object} record={record} /></li>)}</ul>
      {rest > 0 && <Link className="m-due-more" to={`/o/${group.object}`}>{t('more', { count: rest })}</Link>}
    </section>
  );
}

function One({ object, record }: { object: string; record: Group['records'][number] }) {
  const t = useT();
  const format = useFormat();
  const due = String(record.due);
  const moment = due.includes('T');
  return (
    <Link to={`/o/${object}/${record.id}`} className="m-due">
      <span className="m-grow">
        <span className="m-due-title">{record.title}</span>
        {record.subtitle && <span className="m-faint">{record.subtitle}</span>}
      </span>
      <span className={record.overdue ? 'm-due-when m-overdue' : 'm-due-when'} title={moment ? format.dateTime(due) : due}>
        {record.overdue && <span className="m-due-late">{t('overdue')}</span>} {moment ? format.when(due) : format.day(due)}
      </span>
    </Link>
  );
}
