/** A new key for what is encrypted, for those who look after the data: everything is sealed anew in the background. */
import { App, Button } from 'antd';
import { RefreshCw } from 'lucide-react';
import { rotateKey, useCatalog } from '@/api';
import { useFormat } from '@/i18n/format';
import { useT as useCommon } from '@/ui/locale';
import { useT } from '../locale';
import { Progressing } from '../parts/Progressing';
import { testids } from '../testids';
import { useChore } from './Reshape';

export function Rotation() {
  const t = useT();
  const common = useCommon();
  const format = useFormat();
  const { modal } = App.useApp();
  const { can } = useCatalog();
  const { run, chore, failure } = useChore(rotateKey, t('rotated'), () => undefined);
  if (!can.data) return null;
  const ask = () => void modal.confirm({ title: t('rotateAsk'), content: t('rotateHint'), okText: t('rotate'), cancelText: common('cancel'), onOk: () => void run() });
  return (
    <div className="s-part" data-testid={testids.rotation}>
      {chore ? (
        <>
          <b>{chore.label}</b>
          <Progressing chore={chore} />
          {chore.total > 0 && <div className="m-faint">{t('rotating', { done: format.number(chore.done), total: format.number(chore.total) })}</div>}
        </>
      ) : <Button block icon={<RefreshCw size={14} aria-hidden />} onClick={ask}>{t('rotate')}</Button>}
      {failure && <div className="m-danger" role="alert">{failure}</div>}
    </div>
  );
}
