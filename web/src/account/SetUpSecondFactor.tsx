/** Setting up codes of an app: the picture to scan, a first code, then recovery codes, this once. */
import { useQuery } from '@tanstack/react-query';
import { Button, QRCode } from 'antd';
import { useState, type FormEvent } from 'react';
import { beginSecondFactor, confirmSecondFactor, isApiError } from '@/api';
import { Bones, errorText, Failure } from '@/ui';
import { LabelledInput } from '@/ui/LabelledInput';
import { useT } from './locale';
import { Secret } from './Secret';
import './account.css';

export function SetUpSecondFactor({ onDone }: { onDone: () => void }) {
  const t = useT();
  const [codes, setCodes] = useState<string[]>();
  if (codes) {
    return (
      <div className="m-account-part">
        <Secret text={codes.join('\n')} hint={t('codesHint')} />
        <Button type="primary" block size="large" onClick={onDone}>{t('codesKept')}</Button>
      </div>
    );
  }
  return <Scan onCodes={setCodes} />;
}

function Scan({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const t = useT();
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  // Each asks for a secret of its own, and none is kept here.
  const { data, error, refetch } = useQuery({ queryKey: ['second-factor', 'begun'], queryFn: beginSecondFactor, staleTime: Infinity, gcTime: 0, retry: false });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      onCodes((await confirmSecondFactor(code)).codes);
    } catch (failure) {
      setWrong((isApiError(failure) && failure.errors[0]?.message) || errorText(failure));
      setBusy(false);
    }
  };
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Bones lines={6} />;
  return (
    <form className="m-account-part" onSubmit={(event) => void submit(event)} aria-label={t('turnOn')}>
      <p className="m-soft">{t('scanHint')}</p>
      <div className="m-qr" role="img" aria-label={t('qr')}><QRCode value={data.url} type="svg" size={176} color="#000" bgColor="#fff" /></div>
      <div>
        <p className="m-faint m-account-small">{t('typeHint')}</p>
        <div className="m-secret" data-testid="totp-secret">{data.secret.replace(/(.{4})/g, '$1 ').trim()}</div>
      </div>
      <LabelledInput label={t('appCode')} value={code} onChange={setCode} error={wrong} autoComplete="one-time-code" autoFocus />
      <Button type="primary" htmlType="submit" size="large" block loading={busy} disabled={!code.trim()}>{t('turnOn')}</Button>
    </form>
  );
}
