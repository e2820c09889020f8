/** Something shown once, to be copied now: a token, a link, codes. */
import { Alert, Button } from 'antd';
import { Copy } from 'lucide-react';
import { useCopy } from '@/ui';
import { useT } from './locale';
import './account.css';

export function Secret({ text, hint }: { text: string; hint: string }) {
  const t = useT();
  const copy = useCopy();
  return (
    <div className="m-account-part">
      <Alert type="warning" title={hint} />
      <div className="m-secret" data-testid="secret">{text}</div>
      <div><Button icon={<Copy size={14} aria-hidden />} onClick={() => void copy(text, t('copied'))}>{t('copy')}</Button></div>
    </div>
  );
}
