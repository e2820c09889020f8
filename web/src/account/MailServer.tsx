/** By which mail server the workspace sends; for those who look after users. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, InputNumber, Segmented } from 'antd';
import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { forgetMailServer, keys, mailServer, saveMailServer, testMailServer, type MailServer as Server, type MailSettings } from '@/api';
import { useFormat } from '@/i18n/format';
import { Bones, errorText, Failure } from '@/ui';
import { LabelledInput } from '@/ui/LabelledInput';
import { useT as useCommon } from '@/ui/locale';
import { useT } from './mailLocale';
import { useSaving } from './useSaving';

type Security = NonNullable<MailSettings['security']>;
/** What each kind of encryption is spoken on, unless somebody says otherwise. */
const PORTS: Record<Security, number> = { tls: 465, starttls: 587, none: 25 };
const SECURITY = Object.keys(PORTS) as Security[];

export function MailServer() {
  const t = useT();
  const [open, setOpen] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: keys.mail, queryFn: mailServer });
  return (
    <section>
      <h2>{t('server')}</h2>
      <p className="m-soft">{t('serverHint')}</p>
      {error && !data ? <Failure error={error} retry={() => void refetch()} /> : !data ? <Bones lines={2} /> : data.settings || open
        ? <Settings server={data} onClose={() => setOpen(false)} />
        : <div><Button onClick={() => setOpen(true)}>{t('setUp')}</Button></div>}
    </section>
  );
}

function Settings({ server, onClose }: { server: Server; onClose: () => void }) {
  const t = useT();
  const common = useCommon();
  const client = useQueryClient();
  const { message, modal } = App.useApp();
  const kept = server.settings;
  const [values, setValues] = useState<Required<MailSettings>>({
    host: '', port: PORTS.tls, security: 'tls', user: '', from: '', from_name: '', address: location.origin, ...kept,
  });
  const [password, setPassword] = useState('');
  const { errors, busy, saving } = useSaving();
  const set = (change: Partial<MailSettings>) => setValues((old) => ({ ...old, ...change }));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    await saving(async () => {
      client.setQueryData(keys.mail, await saveMailServer({ settings: values, password: password || undefined }));
      await client.invalidateQueries({ queryKey: keys.noticeWishes });
      setPassword('');
    }, t('saved'));
  };
  const forget = () => void modal.confirm({
    title: t('offAsk'), content: t('offHint'), okText: t('off'), cancelText: common('cancel'), okButtonProps: { danger: true },
    onOk: async () => {
      try {
        await forgetMailServer();
        onClose();
      } catch (error) {
        void message.error(errorText(error));
      }
      for (const queryKey of [keys.mail, keys.noticeWishes]) await client.invalidateQueries({ queryKey });
    },
  });
  return (
    <>
      {server.trouble && <Trouble trouble={server.trouble} />}
      <form onSubmit={(event) => void save(event)} aria-label={t('server')} noValidate>
        <Way values={values} errors={errors} onChange={set} />
        <LabelledInput label={t('user')} value={values.user} onChange={(user) => set({ user })} error={errors.user} hint={t('userHint')} autoComplete="off" />
        {values.user && <LabelledInput label={t('password')} type="password" value={password} onChange={setPassword} error={errors.password}
          hint={server.password ? t('passwordKept') : undefined} autoComplete="new-password" />}
        <LabelledInput label={t('from')} type="email" value={values.from} onChange={(from) => set({ from })} error={errors.from} required />
        <LabelledInput label={t('fromName')} value={values.from_name} onChange={(from_name) => set({ from_name })} error={errors.from_name} />
        <LabelledInput label={t('address')} value={values.address} onChange={(address) => set({ address })} error={errors.address} hint={t('addressHint')} required />
        <div className="m-row">
          <Button type="primary" htmlType="submit" loading={busy}>{common('save')}</Button>
          {kept ? <Button danger onClick={forget}>{t('off')}</Button> : <Button onClick={onClose}>{common('cancel')}</Button>}
        </div>
      </form>
      {kept && <Test />}
    </>
  );
}

/** Where the server is, and how it is spoken to. */
function Way({ values, errors, onChange }: { values: Required<MailSettings>; errors: Record<string, string | undefined>; onChange: (change: Partial<MailSettings>) => void }) {
  const t = useT();
  const portId = useId();
  const choose = (security: Security) => onChange({ security, ...(values.port === PORTS[values.security] && { port: PORTS[security] }) });
  return (
    <>
      <LabelledInput label={t('host')} value={values.host} onChange={(host) => onChange({ host })} error={errors.host} hint={t('hostHint')} required />
      <div className="m-field">
        <span className="m-field-label">{t('security')}</span>
        <div><Segmented<Security> aria-label={t('security')} value={values.security} onChange={choose}
          options={SECURITY.map((value) => ({ value, label: t(`security.${value}`) }))} /></div>
        {values.security === 'none' && <div className="m-field-hint">{t('plainHint')}</div>}
      </div>
      <div className="m-field">
        <label className="m-field-label" htmlFor={portId}>{t('port')}</label>
        <div><InputNumber id={portId} min={1} max={65535} precision={0} value={values.port} onChange={(port) => port && onChange({ port })} /></div>
        {errors.port && <div className="m-field-error" role="alert">{errors.port}</div>}
      </div>
    </>
  );
}

function Trouble({ trouble }: { trouble: NonNullable<Server['trouble']> }) {
  const t = useT();
  const format = useFormat();
  return <Alert type="warning" showIcon title={t('trouble', { when: format.dateTime(trouble.at) })} description={trouble.message} />;
}

/** Says what the server says, whatever that is. */
function Test() {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<{ to: string } | { failed: string }>();
  const said = useRef<HTMLDivElement>(null);
  useEffect(() => { if (outcome) said.current?.scrollIntoView({ block: 'nearest' }); }, [outcome]);
  const send = async () => {
    setBusy(true);
    try {
      setOutcome(await testMailServer());
    } catch (error) {
      setOutcome({ failed: errorText(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="m-field">
      <div className="m-row"><Button onClick={() => void send()} loading={busy}>{t('test')}</Button><span className="m-field-hint">{t('testHint')}</span></div>
      <div role="status" ref={said}>
        {outcome && ('to' in outcome ? <Alert type="success" showIcon title={t('tested', { to: outcome.to })} />
          : <Alert type="error" showIcon title={t('testFailed')} description={outcome.failed} />)}
      </div>
    </div>
  );
}
