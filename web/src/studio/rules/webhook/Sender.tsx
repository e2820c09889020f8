/** How senders are known: by the address alone, by a token, or by a signature; and the secret for that. */
import { Select } from 'antd';
import { useSecrets } from '@/api';
import { Setting } from '../../parts';
import { SecretSelect } from '../../secrets/SecretSelect';
import { useT } from './locale';
import type { Pushed } from './index';

interface Props {
  trigger: Pushed;
  change: (changes: Partial<Pushed>, tag?: string) => void;
}

const WAYS = ['none', 'token', 'signature'] as const;
type Way = (typeof WAYS)[number];

export function Sender({ trigger, change }: Props) {
  const t = useT();
  const { data: names } = useSecrets();
  const way: Way = trigger.signature ? 'signature' : trigger.token ? 'token' : 'none';
  const name = (trigger.signature ?? trigger.token)?.secret ?? '';
  const set = (next: Way, secret: string) =>
    change({ token: next === 'token' ? { secret } : undefined, signature: next === 'signature' ? { secret } : undefined });
  return (
    <>
      <Setting label={t('verify')} hint={way === 'none' ? undefined : t(`${way}Hint`)}>
        {(id) => <Select id={id} value={way} options={WAYS.map((value) => ({ value, label: t(`verify.${value}`) }))} onChange={(next: Way) => set(next, name || (names?.[0] ?? 'WEBHOOK'))} />}
      </Setting>
      {way !== 'none' && (
        <Setting label={t('secret')} hint={t('secretHint')}>
          {(id) => <SecretSelect id={id} label={t('secret')} value={name} onChange={(next) => set(way, next ?? '')} />}
        </Setting>
      )}
    </>
  );
}
