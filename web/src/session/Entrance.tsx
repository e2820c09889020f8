/** The way in: sign in, or create the first administrator of a new workspace. */
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useRef, useState, type FormEvent } from 'react';
import { enterCode, isApiError, keys, setUp, signIn, type Session } from '@/api';
import { askedWorkspace, rememberWorkspace } from '@/api/workspace';
import { errorText } from '@/ui';
import { LabelledInput } from '@/ui/LabelledInput';
import { Forgotten } from './Forgotten';
import { Frame } from './Frame';
import { useT } from './locale';
import { OpenIdButton, OpenIdRefusal } from './OpenIdButton';

type Outside = Exclude<Session, { state: 'signed_in' }>;

export default function Entrance({ session }: { session: Outside }) {
  return <Frame>{inside(session)}</Frame>;
}

function inside(session: Outside) {
  switch (session.state) {
    case 'setup': return <SetUp invited={session.invited ?? false} />;
    case 'code_needed': return <Code challenge={session.challenge} />;
    case 'signed_out': return <SignIn demo={session.demo} openid={session.openid} forgotten={session.forgotten} />;
  }
}

/** The second step: a code of the app, or a recovery code. */
function Code({ challenge }: { challenge: string }) {
  const t = useT();
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const workspace = askedWorkspace() || undefined;
  const form = useEntry(workspace, () => enterCode(challenge, code, workspace));
  return (
    <form className="m-entrance-form" onSubmit={form.submit} aria-label={t('enterCode')} noValidate>
      <h1>{t('enterCode')}</h1>
      <p className="m-soft">{t('enterCodeHint')}</p>
      {form.error && !form.errors.code && <Alert type="error" title={form.error} role="alert" />}
      <LabelledInput label={t('theCode')} value={code} onChange={setCode} error={form.errors.code} autoComplete="one-time-code" autoFocus />
      <Button type="primary" htmlType="submit" size="large" block loading={form.busy} disabled={!code.trim()}>{t('signIn')}</Button>
      <Button type="text" block onClick={() => void client.invalidateQueries({ queryKey: keys.session })}>{t('startOver')}</Button>
    </form>
  );
}

function SignIn({ demo, openid, forgotten }: Pick<Extract<Outside, { state: 'signed_out' }>, 'demo' | 'openid' | 'forgotten'>) {
  const t = useT();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const asked = useRef(askedWorkspace()).current;
  const [workspace, setWorkspace] = useState(asked ?? '');
  const form = useEntry(workspace.trim(), () => signIn(email.trim(), password, workspace.trim()));
  const [asking, setAsking] = useState(false);
  // What the server said is of the workspace that was asked about, not of one typed since.
  const here = workspace.trim() === (asked ?? '');
  const fill = () => {
    setEmail(demo?.email ?? '');
    setPassword(demo?.password ?? '');
  };
  if (asking) return <Forgotten email={email.trim()} workspace={workspace.trim()} onLeave={() => setAsking(false)} />;
  return (
    <form className="m-entrance-form" onSubmit={form.submit} aria-label={t('signIn')} noValidate>
      <h1>{t('welcome')}</h1>
      {form.error ? <Alert type="error" title={form.error} role="alert" /> : <OpenIdRefusal />}
      {asked !== undefined && (
        <LabelledInput label={t('workspaceKey')} value={workspace} onChange={setWorkspace} hint={t('workspaceKeyHint')}
          autoComplete="organization" autoFocus={!asked} />
      )}
      <LabelledInput label={t('email')} type="email" value={email} onChange={setEmail} autoComplete="username" autoFocus={asked !== ''} />
      <LabelledInput label={t('password')} type="password" value={password} onChange={setPassword} autoComplete="current-password" />
      <Button type="primary" htmlType="submit" size="large" block loading={form.busy} disabled={!email || !password}>{t('signIn')}</Button>
      {forgotten && here && <Button type="link" className="m-forgotten" onClick={() => setAsking(true)}>{t('forgotten')}</Button>}
      {openid && here && <OpenIdButton label={openid} workspace={workspace.trim()} />}
      {demo && here && (
        <div className="m-demo">
          <div className="m-grow">
            <div className="m-faint">{t('demo')}</div>
            <div className="m-ellipsis">{demo.email}</div>
            <div className="m-ellipsis">{demo.password}</div>
          </div>
          <Button onClick={fill}>{t('useDemo')}</Button>
        </div>
      )}
    </form>
  );
}

function SetUp({ invited }: { invited: boolean }) {
  const t = useT();
  const workspace = askedWorkspace() || undefined;
  const [values, setValues] = useState({ name: '', email: '', password: '', workspace_name: '', code: '' });
  const [checked, setChecked] = useState(false);
  const set = (key: keyof typeof values) => (value: string) => setValues((old) => ({ ...old, [key]: value }));
  const wrong = {
    name: values.name.trim() ? '' : t('required'),
    email: /^\S+@\S+\.\S+$/.test(values.email.trim()) ? '' : t('badEmail'),
    password: values.password.length >= 8 ? '' : t('shortPassword'),
    code: !invited || values.code.trim() ? '' : t('required'),
  };
  const shown = (key: keyof typeof wrong) => form.errors[key] ?? (checked ? wrong[key] || undefined : undefined);
  const form = useEntry(workspace, () => setUp({
    ...values, workspace, email: values.email.trim(), workspace_name: values.workspace_name.trim() || undefined,
    code: invited ? values.code.trim() : undefined,
  }));
  const submit = (event: FormEvent) => {
    setChecked(true);
    if (Object.values(wrong).some(Boolean)) event.preventDefault();
    else form.submit(event);
  };
  return (
    <form className="m-entrance-form" onSubmit={submit} aria-label={t('setUp')} noValidate>
      <h1>{t('setUp')}</h1>
      <p className="m-soft">{t(invited ? 'invitedHint' : 'setUpHint')}</p>
      {form.error && <Alert type="error" title={form.error} role="alert" />}
      <LabelledInput label={t('name')} value={values.name} onChange={set('name')} error={shown('name')} autoComplete="name" autoFocus required />
      <LabelledInput label={t('email')} type="email" value={values.email} onChange={set('email')} error={shown('email')} autoComplete="username" required />
      <LabelledInput label={t('password')} type="password" value={values.password} onChange={set('password')} error={shown('password')} autoComplete="new-password" required />
      {invited && <LabelledInput label={t('code')} value={values.code} onChange={set('code')} error={shown('code')} hint={t('codeHint')} autoComplete="one-time-code" required />}
      <LabelledInput label={t('workspace')} value={values.workspace_name} onChange={set('workspace_name')} autoComplete="organization" />
      <Button type="primary" htmlType="submit" size="large" block loading={form.busy}>{t('start')}</Button>
    </form>
  );
}

/** Sends, keeps what went wrong, and lets the user in when it went right. */
function useEntry(workspace: string | undefined, send: () => Promise<Session>) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const session = await send();
      rememberWorkspace(workspace);
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] });
      client.setQueryData(keys.session, session);
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  const errors = isApiError(failure) ? Object.fromEntries(failure.errors.map((one) => [one.field.replace(/^\//, ''), one.message])) : {};
  return { busy, submit, errors: errors as Record<string, string | undefined>, error: failure ? errorText(failure) : undefined };
}
