/** The audit log: who did what, when and from where; filtered, exported, and kept as long as is said. Knows no object by name but people. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, DatePicker, Dropdown, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { Download, ScrollText } from 'lucide-react';
import { useState } from 'react';
import { auditUrl, keys, setAuditRetention, useAudit, useAuditRetention, useCatalog, type AuditSought, type Refs } from '@/api';
import { RecordPicker } from '@/fields/base/RecordPicker';
import { useLabel } from '@/i18n';
import { Bones, Empty, errorText, Failure, PageHead, useSettled } from '@/ui';
import { Entry } from './Entry';
import { logKinds, recordKinds, type Kind } from './kinds';
import { useT } from './locale';
import './audit.css';

export default function AuditLog() {
  const t = useT();
  const [sought, setSought] = useState<AuditSought>({});
  const [q, setQ] = useState('');
  const settled = useSettled(q);
  const all = { ...sought, q: settled || undefined };
  return (
    <>
      <PageHead title={t('audit')} icon={<ScrollText size={18} aria-hidden />} extra={<><Retention /><Export sought={all} /></>} />
      <Filters sought={sought} q={q} onQ={setQ} onChange={setSought} />
      <Entries sought={all} />
    </>
  );
}

function Filters({ sought, q, onQ, onChange }: { sought: AuditSought; q: string; onQ: (q: string) => void; onChange: (next: AuditSought) => void }) {
  const t = useT();
  const label = useLabel();
  const { objects } = useCatalog();
  const set = (part: AuditSought) => onChange({ ...sought, ...part });
  const kinds = (group: 'log' | 'records', names: readonly Kind[]) => ({ label: t(`group.${group}`), options: names.map((name) => ({ value: name, label: t(`kind.${name}`) })) });
  const day = (value: string | undefined) => (value ? dayjs(value) : null);
  const some = q !== '' || Object.values(sought).some(Boolean);
  return (
    <div className="m-audit-filters" role="search">
      <div className="m-audit-person">
        <RecordPicker object="user" label={t('person')} hint={t('person')} refs={{}} value={sought.person ?? null} onChange={(next) => set({ person: typeof next === 'string' ? next : undefined })} />
      </div>
      <Select className="m-audit-kinds" mode="multiple" allowClear maxTagCount="responsive" aria-label={t('kind')} placeholder={t('kind')} optionFilterProp="label"
        value={sought.kind?.split(',') ?? []} options={[kinds('log', logKinds), kinds('records', recordKinds)]}
        onChange={(next: string[]) => set({ kind: next.join(',') || undefined })} />
      <Select className="m-audit-object" allowClear aria-label={t('object')} placeholder={t('object')} value={sought.object}
        options={Object.values(objects).map((one) => ({ value: one.key, label: label(one.plural ?? one.label) }))} onChange={(next?: string) => set({ object: next })} />
      <DatePicker aria-label={t('from')} placeholder={t('from')} value={day(sought.from)} onChange={(next) => set({ from: next?.startOf('day').toISOString() })} />
      <DatePicker aria-label={t('to')} placeholder={t('to')} value={sought.to ? dayjs(sought.to).subtract(1, 'day') : null}
        onChange={(next) => set({ to: next?.startOf('day').add(1, 'day').toISOString() })} />
      <Input className="m-audit-text" allowClear aria-label={t('search')} placeholder={t('search')} value={q} onChange={(event) => onQ(event.target.value)} />
      {some && <Button type="text" onClick={() => { onQ(''); onChange({}); }}>{t('clear')}</Button>}
    </div>
  );
}

function Entries({ sought }: { sought: AuditSought }) {
  const t = useT();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAudit(sought);
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Bones />;
  const entries = data.pages.flatMap((page) => page.entries);
  if (entries.length === 0) return <Empty icon={<ScrollText size={32} />} title={t('empty')} hint={t('emptyHint')} />;
  const refs = Object.assign({}, ...data.pages.map((page) => page.refs)) as Refs;
  return (
    <div className="m-audit">
      <ul>{entries.map((entry) => <Entry key={entry.id} entry={entry} refs={refs} />)}</ul>
      {hasNextPage && <Button type="text" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t('more')}</Button>}
    </div>
  );
}

function Export({ sought }: { sought: AuditSought }) {
  const t = useT();
  const save = (format: 'xlsx' | 'csv') => window.location.assign(auditUrl(format, sought));
  const items = [{ key: 'xlsx', label: t('xlsx'), onClick: () => save('xlsx') }, { key: 'csv', label: t('csv'), onClick: () => save('csv') }];
  return <Dropdown trigger={['click']} menu={{ items }}><Button icon={<Download size={14} aria-hidden />}>{t('export')}</Button></Dropdown>;
}

/** Days that are offered; 0 stands for ever. */
const OFFERED = [0, 90, 180, 365, 730, 1095];

function Retention() {
  const t = useT();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { data } = useAuditRetention();
  if (!data) return null;
  const days = data.days ?? 0;
  const offered = OFFERED.includes(days) ? OFFERED : [...OFFERED, days].sort((one, other) => one - other);
  const change = async (next: number) => {
    try {
      client.setQueryData(keys.auditRetention, await setAuditRetention(next === 0 ? null : next));
      await client.invalidateQueries({ queryKey: keys.audit });
      void message.success(t('saved'));
    } catch (error) {
      void message.error(errorText(error));
    }
  };
  return (
    <label className="m-audit-kept" title={t('retentionHint')}>
      <span className="m-soft">{t('retention')}</span>
      <Select aria-label={t('retention')} value={days} options={offered.map((count) => ({ value: count, label: count === 0 ? t('forever') : t('days', { count }) }))}
        onChange={(next: number) => void change(next)} />
    </label>
  );
}
