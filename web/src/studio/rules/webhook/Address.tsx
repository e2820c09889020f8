/** Where things are pushed to: the rule's address, once it is published, to copy and to change, and how one sends there. */
import { addressOfRule, type RuleDef } from '@/api';
import { rules } from '../../model/files';
import { Setting } from '../../parts';
import { AddressPart, CopyButton } from '../../parts/AddressPart';
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
  return (
    <AddressPart of={addressOfRule(rule)} name={t('address')}>
      {(url) => {
        const sample = curl(url, trigger);
        return (
          <Setting label={t('sample')}>
            {() => <div className="s-sample"><pre tabIndex={0} aria-label={t('sample')}>{sample}</pre><CopyButton text={sample} /></div>}
          </Setting>
        );
      }}
    </AddressPart>
  );
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
