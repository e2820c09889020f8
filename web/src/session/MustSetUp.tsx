/** The workspace asks for a second factor: whoever has none sets it up before anything else. */
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { SetUpSecondFactor } from '@/account/SetUpSecondFactor';
import { keys } from '@/api';
import { usePreferences } from '@/shell/preferences';
import { Frame } from './Frame';
import { useT } from './locale';

export default function MustSetUp() {
  const t = useT();
  const client = useQueryClient();
  const { leave } = usePreferences();
  return (
    <Frame>
      <div className="m-entrance-form">
        <h1>{t('mustSetUp')}</h1>
        <p className="m-soft">{t('mustSetUpHint')}</p>
        <SetUpSecondFactor onDone={() => void client.invalidateQueries({ queryKey: keys.session })} />
        <Button type="text" block onClick={() => void leave()}>{t('signOut')}</Button>
      </div>
    </Frame>
  );
}
