/** By which OpenID provider people may sign in; for those who look after users. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import { forgetOpenId, keys, openIdSettings, saveOpenId, useCatalog, type OpenIdSettings } from '@/api';
import { useLabel } from '@/i18n';
import { Bones, errorText, Failure } from '@/ui';
import { LabelledInput } from '@/ui/LabelledInput';
import { useT as useCommon } from '@/ui/locale';
import { useT } from './locale';
import { useSaving } from './useSaving';

export function SingleSignOn() {
  const t = useT();
  const [open, setOpen] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: keys.openId, queryFn: openIdSettings });
  return (
    <section>
      <h2>{t('sso')}</h2>
      <p className="m-soft">{t('ssoHint')}</p>
      {error && !data ? <Failure error={error} retry={() => void refetch()} /> : !data ? <Bones lines={2} /> : data.provider || open
        ? <Provider key={data.provider?.issuer} settings={data} onClose={() => setOpen(false)} />
        : <div><Button onClick={() => setOpen(true)}>{t('ssoSetUp')}</Button></div>}
    </section>
  );
}


function Provider({ settings, onClose }: { settings: OpenIdSettings; onClose: () => void }) {
  const t = useT();
  const common = useCommon();
  const client = useQueryClient();
  const { message, modal } = App.useApp();
  const { provider } = settings;
  const [values, setValues] = useState({
    issuer: provider?.issuer ?? '', client_id: provider?.client_id ?? '', secret: '', zh: provider?.label['zh-CN'] ?? '', en: provider?.label.en ?? '',
    domains: provider?.domains ?? [], role: provider?.role ?? '',
  });
  const { errors, busy, saving } = useSaving();
  const set = (change: Partial<typeof values>) => setValues((old) => ({ ...old, ...change }));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const { issuer, client_id, secret, zh, en, domains, role } = values;
    await saving(async () => {
      const wish = { issuer, client_id, label: { 'zh-CN': zh || en, en: en || zh }, domains, role: role || undefined };
      client.setQueryData(keys.openId, await saveOpenId({ provider: wish, secret: secret || undefined }));
      set({ secret: '' });
    }, t('ssoSaved'));
  };
  const forget = () => void modal.confirm({
    title: t('ssoOffAsk'), content: t('ssoOffHint'), okText: t('ssoOff'), cancelText: common('cancel'), okButtonProps: { danger: true },
    onOk: async () => {
      try {
        await forgetOpenId();
        onClose();
      } catch (error) {
        void message.error(errorText(error));
      }
      await client.invalidateQueries({ queryKey: keys.openId });
    },
  });
  return (
    <form onSubmit={(event) => void save(event)} aria-label={t('sso')} noValidate>
      <div className="m-field">
        <span className="m-field-label">{t('ssoRedirect')}</span>
        <div className="m-secret" data-testid="sso-redirect">{settings.redirect}</div>
        <div className="m-field-hint">{t('ssoRedirectHint')}</div>
      </div>
      <LabelledInput label={t('ssoIssuer')} value={values.issuer} onChange={(issuer) => set({ issuer })} error={errors.issuer} hint={t('ssoIssuerHint')} required autoFocus />
      <LabelledInput label={t('ssoClient')} value={values.client_id} onChange={(client_id) => set({ client_id })} error={errors.client_id} required />
      <LabelledInput label={t('ssoSecret')} type="password" value={values.secret} onChange={(secret) => set({ secret })} error={errors.secret}
        hint={settings.secret ? t('ssoSecretKept') : undefined} autoComplete="off" />
      <LabelledInput label={t('ssoLabelZh')} value={values.zh} onChange={(zh) => set({ zh })} error={errors.label} hint={t('ssoLabelHint')} required />
      <LabelledInput label={t('ssoLabelEn')} value={values.en} onChange={(en) => set({ en })} />
      <Whom domains={values.domains} role={values.role} error={errors.domains ?? errors.role} onChange={set} />
      <div className="m-row">
        <Button type="primary" htmlType="submit" loading={busy}>{common('save')}</Button>
        {provider ? <Button danger onClick={forget}>{t('ssoOff')}</Button> : <Button onClick={onClose}>{common('cancel')}</Button>}
      </div>
    </form>
  );
}

/** Whom the provider may send. */
function Whom({ domains, role, error, onChange }: {
  domains: string[]; role: string; error?: string; onChange: (change: { domains?: string[]; role?: string }) => void;
}) {
  const t = useT();
  const label = useLabel();
  const [domainsId, roleId] = [useId(), useId()];
  const roles = useCatalog().objects.user?.fields.find((field) => field.key === 'role')?.options ?? [];
  return (
    <>
      <div className="m-field">
        <label className="m-field-label" htmlFor={domainsId}>{t('ssoDomains')}</label>
        <Select id={domainsId} mode="tags" open={false} suffixIcon={null} value={domains} placeholder={t('ssoAnyDomain')} tokenSeparators={[',', ' ', '，', ';']}
          onChange={(chosen: string[]) => onChange({ domains: chosen })} status={error ? 'error' : undefined} />
        {error && <div className="m-field-error" role="alert">{error}</div>}
      </div>
      <div className="m-field">
        <label className="m-field-label" htmlFor={roleId}>{t('ssoUnknown')}</label>
        <Select id={roleId} value={role} onChange={(chosen: string) => onChange({ role: chosen })}
          options={[{ value: '', label: t('ssoRefuse') }, ...roles.map((one) => ({ value: one.key, label: t('ssoCreate', { role: label(one.label) }) }))]} />
      </div>
    </>
  );
}
