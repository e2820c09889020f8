/** Which notices are sent to the user by e-mail, and when. Each change is kept at once. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Segmented, Select, Switch } from 'antd';
import { useId } from 'react';
import { isApiError, keys, noticeWishes, saveNoticeWishes, type NoticeWhen, type NoticeWishes } from '@/api';
import { Bones, errorText, Failure } from '@/ui';
import { useT } from './mailLocale';

const KINDS = ['approval', 'rule', 'other'] as const;
const WHEN: NoticeWhen[] = ['now', 'daily', 'never'];
const NIGHT = { from: '22:00', to: '08:00' };
const HOURS = Array.from({ length: 24 }, (_, hour) => ({ value: hour, label: clock(hour) }));
const TIMES = HOURS.map(({ label }) => ({ value: label, label }));

function clock(hour: number) {
  return `${String(hour).padStart(2, '0')}:00`;
}

export function NoticesByMail() {
  const t = useT();
  const client = useQueryClient();
  const { message } = App.useApp();
  const { data, error, refetch } = useQuery({ queryKey: keys.noticeWishes, queryFn: noticeWishes });
  const save = async (change: Partial<NoticeWishes>) => {
    if (!data) return;
    try {
      client.setQueryData(keys.noticeWishes, { ...data, wishes: { ...data.wishes, ...change } });
      client.setQueryData(keys.noticeWishes, await saveNoticeWishes({ ...data.wishes, ...change }));
      void message.success(t('wishesSaved'));
    } catch (failure) {
      void message.error((isApiError(failure) && failure.errors[0]?.message) || errorText(failure));
      await refetch();
    }
  };
  return (
    <section aria-label={t('wishes')}>
      <h2>{t('wishes')}</h2>
      <p className="m-soft">{t('wishesHint')}</p>
      {error && !data ? <Failure error={error} retry={() => void refetch()} /> : !data ? <Bones lines={3} /> : (
        <>
          {!data.mail && <p className="m-faint" role="note">{t('noServer')}</p>}
          <Choices wishes={data.wishes} onChange={(change) => void save(change)} />
        </>
      )}
    </section>
  );
}

function Choices({ wishes, onChange }: { wishes: NoticeWishes; onChange: (change: Partial<NoticeWishes>) => void }) {
  const t = useT();
  const id = useId();
  const { quiet } = wishes;
  const daily = KINDS.some((kind) => wishes[kind] === 'daily');
  return (
    <>
      {KINDS.map((kind) => (
        <div key={kind} className="m-field">
          <span className="m-field-label">{t(`kind.${kind}`)}</span>
          <div><Segmented<NoticeWhen> aria-label={t(`kind.${kind}`)} value={wishes[kind]} onChange={(when) => onChange({ [kind]: when })}
            options={WHEN.map((value) => ({ value, label: t(`when.${value}`) }))} /></div>
        </div>
      ))}
      {daily && (
        <div className="m-field">
          <label className="m-field-label" htmlFor={id}>{t('digest')}</label>
          <div><Select id={id} value={wishes.digest_hour} onChange={(digest_hour: number) => onChange({ digest_hour })} options={HOURS} /></div>
        </div>
      )}
      <div className="m-field">
        <span className="m-field-label">{t('quiet')}</span>
        <label className="m-row">
          <Switch checked={Boolean(quiet)} onChange={(on) => onChange({ quiet: on ? NIGHT : undefined })} aria-label={t('quiet')} />
          <span>{t('quietOn')}</span>
        </label>
        {quiet && (
          <div className="m-row">
            <Select aria-label={t('from_')} value={quiet.from} onChange={(from: string) => onChange({ quiet: { ...quiet, from } })} options={TIMES.filter((one) => one.value !== quiet.to)} />
            <span aria-hidden>–</span>
            <Select aria-label={t('to_')} value={quiet.to} onChange={(to: string) => onChange({ quiet: { ...quiet, to } })} options={TIMES.filter((one) => one.value !== quiet.from)} />
          </div>
        )}
      </div>
    </>
  );
}
