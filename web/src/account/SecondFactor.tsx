/** One's own second factor: turned on with an app, off with password and code, new recovery codes. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useState, type FormEvent } from 'react';
import { isApiError, keys, ownSecondFactor, renewRecoveryCodes, turnOffSecondFactor, type SecondFactorState } from '@/api';
import { useFormat } from '@/i18n/format';
import { Bones, Chip, errorText, Failure } from '@/ui';
import { LabelledInput } from '@/ui/LabelledInput';
import { useT as useCommon } from '@/ui/locale';
import { useT } from './locale';
import { Secret } from './Secret';
import { SetUpSecondFactor } from './SetUpSecondFactor';

type Doing = 'on' | 'off' | 'codes';

export function SecondFactor() {
  const t = useT();
  const format = useFormat();
  const client = useQueryClient();
  const [doing, setDoing] = useState<Doing>();
  const { data, error, refetch } = useQuery({ queryKey: keys.secondFactor, queryFn: ownSecondFactor });
  const renew = () => void client.invalidateQueries({ queryKey: keys.secondFactor });
  return (
    <section>
      <div className="m-account-head">
        <h2>{t('secondFactor')}</h2>
        {data?.on_since && <Chip colour="green">{t('on')}</Chip>}
      </div>
      {error && !data ? <Failure error={error} retry={() => void refetch()} /> : !data ? <Bones lines={2} /> : data.on_since ? (
        <>
          <p className="m-soft">{t('secondFactorOn', { since: format.dateTime(data.on_since) })} {t('codesLeft', { count: data.recovery_codes_left })}</p>
          <div className="m-row">
            <Button onClick={() => setDoing('codes')}>{t('newCodes')}</Button>
            <Button onClick={() => setDoing('off')}>{t('turnOff')}</Button>
          </div>
        </>
      ) : (
        <>
          <p className="m-soft">{t('secondFactorHint')}</p>
          <div><Button onClick={() => setDoing('on')}>{t('turnOn')}</Button></div>
        </>
      )}
      {doing === 'on' && <TurnOn onDone={renew} onClose={() => setDoing(undefined)} />}
      {data && doing === 'off' && <TurnOff state={data} onDone={renew} onClose={() => setDoing(undefined)} />}
      {doing === 'codes' && <NewCodes onDone={renew} onClose={() => setDoing(undefined)} />}
    </section>
  );
}

interface Dialog {
  onDone: () => void;
  onClose: () => void;
}

function TurnOn({ onDone, onClose }: Dialog) {
  const t = useT();
  return (
    <Modal open title={t('turnOn')} onCancel={() => { onDone(); onClose(); }} footer={null} width={440} maskClosable={false}>
      <SetUpSecondFactor onDone={() => { onDone(); onClose(); }} />
    </Modal>
  );
}

function TurnOff({ state, onDone, onClose }: Dialog & { state: SecondFactorState }) {
  const t = useT();
  const common = useCommon();
  const { message } = App.useApp();
  const [password, setPassword] = useState('');
  const form = useCode(async (code) => {
    await turnOffSecondFactor({ code, password: state.password ? password : undefined });
    void message.success(t('turnedOff'));
    onDone();
    onClose();
  });
  return (
    <Modal open title={t('turnOff')} onCancel={onClose} onOk={() => void form.send()} okText={t('turnOff')} cancelText={common('cancel')} width={420}
      okButtonProps={{ danger: true, loading: form.busy, disabled: !form.code || (state.password && !password) }}>
      <form className="m-account-part" onSubmit={form.submit}>
        {state.required && <p className="m-soft">{t('turnOffRequired')}</p>}
        {state.password && (
          <LabelledInput label={t('password')} type="password" value={password} onChange={setPassword} error={form.errors.password} autoComplete="current-password" autoFocus />
        )}
        <LabelledInput label={t('anyCode')} value={form.code} onChange={form.setCode} error={form.errors.code} autoComplete="one-time-code" />
        <button type="submit" hidden />
      </form>
    </Modal>
  );
}

function NewCodes({ onDone, onClose }: Dialog) {
  const t = useT();
  const common = useCommon();
  const [codes, setCodes] = useState<string[]>();
  const form = useCode(async (code) => {
    setCodes((await renewRecoveryCodes(code)).codes);
    onDone();
  });
  return (
    <Modal open title={t('newCodes')} onCancel={onClose} onOk={() => (codes ? onClose() : void form.send())} okText={codes ? common('done') : t('newCodes')}
      cancelText={common('cancel')} cancelButtonProps={{ style: codes ? { display: 'none' } : undefined }} maskClosable={!codes} width={420}
      okButtonProps={{ loading: form.busy, disabled: !codes && !form.code }}>
      {codes ? <Secret text={codes.join('\n')} hint={t('codesHint')} /> : (
        <form className="m-account-part" onSubmit={form.submit}>
          <p className="m-soft">{t('newCodesHint')}</p>
          <LabelledInput label={t('anyCode')} value={form.code} onChange={form.setCode} error={form.errors.code} autoComplete="one-time-code" autoFocus />
          <button type="submit" hidden />
        </form>
      )}
    </Modal>
  );
}

/** A code on its way, and what is wrong with it. */
function useCode(send: (code: string) => Promise<void>) {
  const [code, setCode] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      await send(code);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const named = isApiError(failure) ? Object.fromEntries(failure.errors.map((one) => [one.field, one.message])) : {};
  const errors: Record<string, string | undefined> = failure !== undefined && Object.keys(named).length === 0 ? { code: errorText(failure) } : named;
  return { code, setCode, busy, errors, send: run, submit: (event: FormEvent) => { event.preventDefault(); void run(); } };
}
