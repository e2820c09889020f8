/** Somebody else chose the password of whoever signs in: they choose their own before anything else. */
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import { changePassword, isApiError, keys } from '@/api';
import { usePreferences } from '@/shell/preferences';
import { LabelledInput } from '@/ui/LabelledInput';
import { Frame } from './Frame';
import { fieldText } from './LinkPage';
import { useT } from './locale';

export default function MustChange() {
  const t = useT();
  const client = useQueryClient();
  const { leave } = usePreferences();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [wrong, setWrong] = useState<{ current?: string; next?: string }>({});
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await changePassword(current, next);
      await client.invalidateQueries({ queryKey: keys.session });
    } catch (error) {
      const field = isApiError(error) ? error.errors[0]?.field : undefined;
      setWrong(field?.includes('new') ? { next: fieldText(error) } : { current: fieldText(error) });
      setBusy(false);
    }
  };
  return (
    <Frame>
      <form className="m-entrance-form" onSubmit={(event) => void submit(event)} aria-label={t('mustChange')} noValidate>
        <h1>{t('mustChange')}</h1>
        <p className="m-soft">{t('mustChangeHint')}</p>
        <LabelledInput label={t('current')} type="password" value={current} onChange={setCurrent} error={wrong.current} autoComplete="current-password" autoFocus />
        <LabelledInput label={t('next')} type="password" value={next} onChange={setNext} error={wrong.next} hint={t('goodPassword')} autoComplete="new-password" />
        <Button type="primary" htmlType="submit" size="large" block loading={busy} disabled={!current || !next}>{t('changePassword')}</Button>
        <Button type="text" block onClick={() => void leave()}>{t('signOut')}</Button>
      </form>
    </Frame>
  );
}
