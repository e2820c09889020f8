/** What was published, when and by whom; any of it can be live again. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { keys, rollBack, useVersions, type CatalogVersion, type Chore } from '@/api';
import { useFormat } from '@/i18n/format';
import { Bones, Chip, Empty, errorText, Failure } from '@/ui';
import { Progressing } from '../parts/Progressing';
import { useStudio } from '../state/context';
import { useT } from './locale';

export function Versions() {
  const t = useT();
  const { data, error, refetch } = useVersions();
  const { published } = useStudio();
  return (
    <div className="s-middle">
      <div className="s-head"><h1>{t('title')}</h1></div>
      <div className="s-scroll">
        <p className="m-soft s-intro">{t('hint')}</p>
        {error && !data ? <Failure error={error} retry={() => void refetch()} /> : !data ? <Bones /> : data.length === 0 ? <Empty title={t('none')} /> : (
          <ol className="s-rules s-plain-list">{data.map((one) => <One key={one.version} one={one} current={one.version === published.version} />)}</ol>
        )}
      </div>
    </div>
  );
}

function One({ one, current }: { one: CatalogVersion; current: boolean }) {
  const t = useT();
  const format = useFormat();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [chore, setChore] = useState<Chore>();
  const author = typeof one.author === 'string' ? one.author : (one.author?.name ?? t('system'));
  const go = async () => {
    setBusy(true);
    try {
      const version = await rollBack(one.version, setChore);
      await Promise.all([keys.catalog, keys.versions].map((queryKey) => client.invalidateQueries({ queryKey })));
      void message.success(t('rolledBack', { from: one.version, to: version }));
    } catch (error) {
      void message.error(errorText(error));
    } finally {
      setBusy(false);
      setChore(undefined);
    }
  };
  return (
    <li className="s-rule">
      <span className="m-grow">
        <strong>{t('version', { n: one.version })}</strong> {current && <Chip colour="green">{t('current')}</Chip>}
        <span className="s-block">{one.message || <span className="m-faint">{t('noMessage')}</span>}</span>
        <span className="m-faint s-block" title={format.dateTime(one.at)}>{author} · {format.when(one.at)}</span>
        {chore && <Progressing chore={chore} />}
      </span>
      {!current && <Button size="small" loading={busy} icon={<RotateCcw size={13} aria-hidden />} onClick={() => void go()}>{t('rollBack')}</Button>}
    </li>
  );
}
