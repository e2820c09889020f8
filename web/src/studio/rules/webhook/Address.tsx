/** Where things are pushed to: the rule's address, once it is published, to copy and to change, and how one sends there. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Popconfirm } from 'antd';
import { Copy } from 'lucide-react';
import { keys, renewAddress, useAddress, type RuleDef } from '@/api';
import { errorText, useCopy } from '@/ui';
import { rules } from '../../model/files';
import { Setting } from '../../parts';
import { useStudio } from '../../state/context';
import { exampleOf } from './body';
import { useT } from './locale';
import type { Pushed } from './index';

export function Address({ rule, trigger }: { rule: RuleDef; trigger: Pushed }) {
  const t = useT();
  const { base } = useStudio();
  const published = rules(base).some(({ def }) => def.key === rule.key && def.trigger.kind === 'webhook');
  if (!published) return <Setting label={t('address')}>{() => <p className="m-soft">{t('publishFirst')}</p>}</Setting>;
  return <Known rule={rule.key} trigger={trigger} />;
}

function Known({ rule, trigger }: { rule: string; trigger: Pushed }) {
  const t = useT();
  const { message } = App.useApp();
  const client = useQueryClient();
  const { data, error } = useAddress(rule);
  const { mutate, isPending } = useMutation({
    mutationFn: () => renewAddress(rule),
    onSuccess: (address) => client.setQueryData(keys.ruleAddress(rule), address),
    onError: (failed) => void message.error(errorText(failed)),
  });
  if (error) return <Setting label={t('address')}>{() => <p className="m-danger" role="alert">{errorText(error)}</p>}</Setting>;
  if (!data) return null;
  if (!data.path) return <Setting label={t('address')}>{(id) => <Button id={id} block loading={isPending} onClick={() => mutate()}>{t('make')}</Button>}</Setting>;
  const url = `${window.location.origin}${data.path}`;
  const sample = curl(url, trigger);
  return (
    <>
      <Setting label={t('address')}>
        {(id) => <div className="s-row"><Input id={id} readOnly value={url} onFocus={({ target }) => target.select()} /><CopyButton text={url} /></div>}
      </Setting>
      <Setting label={t('sample')}>
        {() => <div className="s-sample"><pre tabIndex={0} aria-label={t('sample')}>{sample}</pre><CopyButton text={sample} /></div>}
      </Setting>
      <Popconfirm title={t('renew')} description={t('renewSure')} onConfirm={() => mutate()}>
        <Button size="small" loading={isPending}>{t('renew')}</Button>
      </Popconfirm>
    </>
  );
}

function CopyButton({ text }: { text: string }) {
  const t = useT();
  const copy = useCopy();
  return <button type="button" className="m-icon-button" aria-label={t('copy')} title={t('copy')} onClick={() => void copy(text, t('copied'))}><Copy size={14} /></button>;
}

/** One request as a shell sends it. */
function curl(url: string, trigger: Pushed): string {
  const body = JSON.stringify(exampleOf(trigger.schema));
  const quoted = body.replaceAll("'", "'\\''");
  const begin = trigger.signature ? [`body='${quoted}'`, 'at=$(date +%s)', `sign=$(printf '%s.%s' "$at" "$body" | openssl dgst -sha256 -hmac "$${trigger.signature.secret}" | sed 's/.* //')`] : [];
  const headers = [
    'Content-Type: application/json',
    'Idempotency-Key: 1',
    ...(trigger.token ? [`X-Mortise-Token: $${trigger.token.secret}`] : []),
    ...(trigger.signature ? ['X-Mortise-Timestamp: $at', 'X-Mortise-Signature: sha256=$sign'] : []),
  ];
  const data = trigger.signature ? '"$body"' : `'${quoted}'`;
  return [...begin, [`curl ${url}`, ...headers.map((header) => `  -H "${header}"`), `  -d ${data}`].join(' \\\n')].join('\n');
}
