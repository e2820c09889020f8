/** Something shown once, to be copied now: a token, a link, codes. */
import { Alert, App, Button } from 'antd';
import { Copy } from 'lucide-react';
import { errorText } from '@/ui';
import { useT } from './locale';
import './account.css';

export function Secret({ text, hint }: { text: string; hint: string }) {
  const t = useT();
  const { message } = App.useApp();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      void message.success(t('copied'));
    } catch (error) {
      void message.error(errorText(error));
    }
  };
  return (
    <div className="m-account-part">
      <Alert type="warning" title={hint} />
      <div className="m-secret" data-testid="secret">{text}</div>
      <div><Button icon={<Copy size={14} aria-hidden />} onClick={() => void copy()}>{t('copy')}</Button></div>
    </div>
  );
}
