/** The bar above every screen while somebody looks through another's eyes: whose they are, and the way back. */
import { App, Button } from 'antd';
import { Eye } from 'lucide-react';
import { useState } from 'react';
import { lookNoMore, type Session } from '@/api';
import { testids } from '@/testids';
import { errorText, useNarrow } from '@/ui';
import { useT } from './locale';

export default function Eyes({ session }: { session: Extract<Session, { state: 'signed_in' }> }) {
  const t = useT();
  const narrow = useNarrow();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const end = async () => {
    setBusy(true);
    try {
      await lookNoMore();
      // Nothing that was seen meanwhile stays.
      window.location.reload();
    } catch (error) {
      setBusy(false);
      void message.error(errorText(error));
    }
  };
  return (
    <div className="m-eyes" role="status" data-testid={testids.eyes}>
      <Eye size={16} aria-hidden />
      <span className="m-grow">{t('eyesOf', { name: session.user.name })}{!narrow && <span className="m-eyes-hint">{t('eyesHint')}</span>}</span>
      <Button size="small" loading={busy} onClick={() => void end()}>{t('eyesEnd')}</Button>
    </div>
  );
}
