/** How far long work on the data is. Nobody has to wait for it here. */
import { Progress } from 'antd';
import type { Chore } from '@/api';
import { useT } from '../locale';

export function Progressing({ chore }: { chore: Chore }) {
  const t = useT();
  const percent = chore.total > 0 ? Math.min(99, Math.floor((chore.done / chore.total) * 100)) : 0;
  return (
    <div className="s-chore" aria-live="polite">
      <Progress percent={percent} status="active" aria-label={t('preparing')} />
      <div className="m-soft">{t('preparing')}</div>
    </div>
  );
}
