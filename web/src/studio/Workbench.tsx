/** Two of the three panes: what is built in the middle, and the settings of its chosen part. On a narrow screen the settings rise from below. */
import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import { useNarrow } from '@/ui';
import { useT } from './locale';
import { useSelection } from './selection';
import { testids } from './testids';

interface Props {
  /** Beside the middle: a palette. */
  side?: ReactNode;
  settings: ReactNode;
  children: ReactNode;
}

export function Workbench({ side, settings, children }: Props) {
  const t = useT();
  const narrow = useNarrow(1023);
  const [at, select] = useSelection();
  return (
    <div className="s-bench">
      {side && !narrow && <aside className="s-side" aria-label={t('palette')}>{side}</aside>}
      <div className="s-middle">{children}</div>
      {narrow ? (
        <Drawer placement="bottom" open={at !== undefined} onClose={() => select(undefined)} size="70%" title={t('settings')} styles={{ body: { padding: 0 } }}>
          <div className="s-settings" data-testid={testids.settings}>{settings}</div>
        </Drawer>
      ) : <aside className="s-settings" aria-label={t('settings')} data-testid={testids.settings}>{settings}</aside>}
    </div>
  );
}
