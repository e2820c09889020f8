/** Who forgot their password asks for a link by e-mail. What is said then is the same whether anybody has the address. */
import { Alert, Button } from 'antd';
import { useState, type FormEvent } from 'react';
import { askForLink } from '@/api';
import { errorText } from '@/ui';
import { LabelledInput } from '@/ui/LabelledInput';
import { useT } from './locale';

interface Props {
  /** As far as it was typed before. */
  email: string;
  workspace: string;
  onLeave: () => void;
}

export function Forgotten({ email: typed, workspace, onLeave }: Props) {
  const t = useT();
  const [email, setEmail] = useState(typed);
  const [state, setState] = useState<'asks' | 'busy' | 'asked'>('asks');
  const [failure, setFailure] = useState<unknown>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setState('busy');
    setFailure(undefined);
    try {
      await askForLink(email.trim(), workspace);
      setState('asked');
    } catch (error) {
      setFailure(error);
      setState('asks');
    }
  };
  return (
    <form className="m-entrance-form" onSubmit={(event) => void submit(event)} aria-label={t('forgotten')} noValidate>
      <h1>{t('forgotten')}</h1>
      {state === 'asked' ? <Alert type="success" title={t('forgottenSent')} description={t('forgottenWait')} role="status" showIcon /> : (
        <>
          <p className="m-soft">{t('forgottenHint')}</p>
          {failure !== undefined && <Alert type="error" title={errorText(failure)} role="alert" />}
          <LabelledInput label={t('email')} type="email" value={email} onChange={setEmail} autoComplete="username" autoFocus />
          <Button type="primary" htmlType="submit" size="large" block loading={state === 'busy'} disabled={!email.trim()}>{t('sendLink')}</Button>
        </>
      )}
      <Button type="text" block onClick={onLeave}>{t('backToSignIn')}</Button>
    </form>
  );
}
