/** Where a link of an administrator, or one that was asked for, leads: somebody chooses their password, once, and is in. The code stands behind `#`. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useRef, useState, type FormEvent } from 'react';
import { isApiError, keys, linkOwner, redeemLink, signIn } from '@/api';
import { askedWorkspace, rememberWorkspace } from '@/api/workspace';
import { Bones, errorText } from '@/ui';
import { LabelledInput } from '@/ui/LabelledInput';
import { Frame } from './Frame';
import { useT } from './locale';

export default function LinkPage({ onLeave }: { onLeave: () => void }) {
  const t = useT();
  const code = useRef(location.hash.slice(1)).current;
  const workspace = useRef(new URLSearchParams(location.search).has('workspace') ? askedWorkspace() : undefined).current;
  const { data: owner, error } = useQuery({ queryKey: [...keys.session, 'link', code], queryFn: () => linkOwner(code, workspace), retry: false });
  return (
    <Frame>
      {owner ? <Choose owner={owner} code={code} workspace={workspace} onLeave={onLeave} /> : (
        <div className="m-entrance-form">
          {error ? <Alert type="error" title={errorText(error)} role="alert" /> : <Bones lines={3} />}
          <Button onClick={onLeave}>{t('toSignIn')}</Button>
        </div>
      )}
    </Frame>
  );
}

interface Choosing {
  owner: { kind: 'invite' | 'reset'; name: string; email: string };
  code: string;
  workspace?: string;
  onLeave: () => void;
}

function Choose({ owner, code, workspace, onLeave }: Choosing) {
  const t = useT();
  const client = useQueryClient();
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await redeemLink(code, password, workspace);
      client.setQueryData(keys.session, await signIn(owner.email, password, workspace));
      rememberWorkspace(workspace);
      onLeave();
    } catch (error) {
      setWrong(error);
      setBusy(false);
    }
  };
  return (
    <form className="m-entrance-form" onSubmit={(event) => void submit(event)} aria-label={t('choosePassword')} noValidate>
      <h1>{t(owner.kind === 'invite' ? 'welcomeName' : 'resetName', { name: owner.name })}</h1>
      <p className="m-soft">{t('chooseHint', { email: owner.email })}</p>
      {/* For what keeps passwords: whose this is. */}
      <input className="m-hidden" type="email" autoComplete="username" value={owner.email} readOnly tabIndex={-1} aria-hidden />
      <LabelledInput label={t('next')} type="password" value={password} onChange={setPassword} error={wrong === undefined ? undefined : fieldText(wrong)}
        hint={t('goodPassword')} autoComplete="new-password" autoFocus />
      <Button type="primary" htmlType="submit" size="large" block loading={busy} disabled={!password}>{t('choosePassword')}</Button>
    </form>
  );
}

/** What is wrong with the one field, else with the whole. */
export const fieldText = (error: unknown): string => (isApiError(error) && error.errors[0]?.message) || errorText(error);
