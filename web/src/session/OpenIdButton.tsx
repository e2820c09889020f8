/** The way in by the workspace's OpenID provider, and what it said when somebody came back without getting in. */
import { Alert, App, Button } from 'antd';
import { useRef, useState } from 'react';
import { startOpenId } from '@/api';
import { rememberWorkspace } from '@/api/workspace';
import { useLabel } from '@/i18n';
import { errorText } from '@/ui';
import { useT } from './locale';

const REASONS = ['state', 'declined', 'unreachable', 'code', 'token', 'email', 'domain', 'unknown', 'inactive'] as const;
const NAMED = 'openid';

export function OpenIdButton({ label, workspace }: { label: { 'zh-CN': string; en: string }; workspace: string }) {
  const t = useT();
  const say = useLabel();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    try {
      const { url } = await startOpenId(workspace);
      rememberWorkspace(workspace);
      location.assign(url);
    } catch (error) {
      void message.error(errorText(error));
      setBusy(false);
    }
  };
  return <Button size="large" block loading={busy} onClick={() => void go()}>{t('enterBy', { name: say(label) })}</Button>;
}

/** Why the provider's answer let nobody in; said once, and gone from the address. */
export function OpenIdRefusal() {
  const t = useT();
  const why = useRef(refusal()).current;
  if (!why) return null;
  const reason = REASONS.find((one) => one === why) ?? 'state';
  return <Alert type="error" title={t(`openid.${reason}`)} role="alert" />;
}

function refusal() {
  const address = new URL(location.href);
  const why = address.searchParams.get(NAMED);
  if (why === null) return undefined;
  address.searchParams.delete(NAMED);
  history.replaceState(history.state, '', address);
  return why;
}
