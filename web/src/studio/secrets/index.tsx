/** The secrets of the workspace: their names, which rules use them, and new values for them. A value is never shown. */
import { App, Button, Popconfirm } from 'antd';
import { KeyRound, Plus, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useForgetSecret, useSecrets } from '@/api';
import { useLabel } from '@/i18n';
import { Bones, Empty, errorText, Failure } from '@/ui';
import { useStudio } from '../state/context';
import { testids } from '../testids';
import { Keep } from './Keep';
import { useT } from './locale';
import { usesOf, type Use } from './uses';
import './secrets.css';

export function Secrets() {
  const t = useT();
  const { files } = useStudio();
  const { data: names, error, refetch } = useSecrets();
  const [making, setMaking] = useState(false);
  const uses = usesOf(files);
  if (error && !names) return <div className="s-middle"><Failure error={error} retry={() => void refetch()} /></div>;
  const all = [...new Set([...(names ?? []), ...(names ? uses.keys() : [])])].sort((a, b) => a.localeCompare(b));
  const button = <Button type={all.length === 0 ? 'primary' : 'default'} icon={<Plus size={14} aria-hidden />} onClick={() => setMaking(true)}>{t('add')}</Button>;
  return (
    <div className="s-middle">
      <div className="s-head"><h1>{t('secrets')}</h1><span className="m-grow" />{all.length > 0 && !making && button}</div>
      <div className="s-scroll">
        <p className="m-soft s-intro">{t('hint')}</p>
        {!names && <Bones lines={4} />}
        {making && <div className="s-secret-new"><Keep onDone={() => setMaking(false)} onCancel={() => setMaking(false)} /></div>}
        {names && all.length === 0 && !making && <Empty icon={<KeyRound size={28} />} title={t('none')}>{button}</Empty>}
        <ul className="s-secrets">{all.map((name) => <Line key={name} name={name} kept={names?.includes(name) ?? false} uses={uses.get(name) ?? []} />)}</ul>
      </div>
    </div>
  );
}

function Line({ name, kept, uses }: { name: string; kept: boolean; uses: Use[] }) {
  const t = useT();
  const label = useLabel();
  const { message } = App.useApp();
  const forget = useForgetSecret();
  const [replacing, setReplacing] = useState(false);
  const drop = () => forget(name).then(() => void message.success(t('forgotten')), (error: unknown) => void message.error(errorText(error)));
  const count = uses.reduce((sum, use) => sum + use.times, 0);
  return (
    <li data-testid={testids.secret} data-secret={name}>
      <div className="s-secret-line">
        {kept ? <KeyRound size={16} aria-hidden /> : <TriangleAlert size={16} className="m-danger" aria-hidden />}
        <div className="m-grow">
          <code>{name}</code>
          <div className="m-soft">
            {!kept && <span className="m-danger s-block">{t('missingHint')}</span>}
            {uses.length === 0 ? t('unused') : <>{t('usedIn')} {uses.map(({ rule: { def } }) => <Link key={def.key} to={`/studio/${def.object}/rules/${def.key}`}>{label(def.label)}</Link>)}</>}
          </div>
        </div>
        {!replacing && <Button size="small" type={kept ? 'default' : 'primary'} aria-label={t('replaceOf', { name })} onClick={() => setReplacing(true)}>{t(kept ? 'replace' : 'enter')}</Button>}
        {kept && (
          <Popconfirm title={t('forgetSure', { name })} description={count > 0 ? t('forgetUsed', { count }) : t('forgetUnused')} okText={t('forget')} okButtonProps={{ danger: true }} onConfirm={drop}>
            <Button size="small" type="text" danger aria-label={t('forgetOf', { name })}>{t('forget')}</Button>
          </Popconfirm>
        )}
      </div>
      {replacing && <Keep name={name} onDone={() => setReplacing(false)} onCancel={() => setReplacing(false)} />}
    </li>
  );
}
