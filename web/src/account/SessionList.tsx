/** A list of places where somebody is signed in; whoever shows it says how one is ended. */
import { Button } from 'antd';
import { Monitor, Smartphone } from 'lucide-react';
import type { OpenSession } from '@/api';
import { useFormat } from '@/i18n/format';
import { Chip } from '@/ui';
import { deviceOf } from './device';
import { useT } from './locale';
import './account.css';

const PHONES = ['iPhone', 'iPad', 'Android', 'HarmonyOS'];

export function SessionList({ sessions, onEnd }: { sessions: OpenSession[]; onEnd: (session: OpenSession) => void }) {
  const t = useT();
  const format = useFormat();
  return (
    <ul className="m-account-list" aria-label={t('sessions')}>
      {sessions.map((session) => {
        const { browser, system } = deviceOf(session.agent);
        const Icon = system && PHONES.includes(system) ? Smartphone : Monitor;
        return (
          <li key={session.id}>
            <Icon size={18} strokeWidth={1.75} aria-hidden className="m-soft" />
            <div className="m-grow">
              <div className="m-row">
                <span className="m-ellipsis" title={session.agent ?? undefined}>{[browser, system].filter(Boolean).join(' · ') || t('unknownDevice')}</span>
                {session.current && <Chip colour="green">{t('thisOne')}</Chip>}
              </div>
              <div className="m-faint m-account-small">
                <span>{session.address}</span>
                <span title={format.dateTime(session.last_seen_at)}>{t('seen', { when: format.when(session.last_seen_at) })}</span>
              </div>
            </div>
            {!session.current && <Button size="small" onClick={() => onEnd(session)}>{t('end')}</Button>}
          </li>
        );
      })}
    </ul>
  );
}
