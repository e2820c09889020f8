/** Writes a secret: its name, unless that is settled, and its value, which nobody sees afterwards. */
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useKeepSecret, useSecrets } from '@/api';
import { errorText } from '@/ui';
import { Setting } from '../parts';
import { useT } from './locale';

const NAME = /^[A-Za-z0-9_-]{1,60}$/;
const LONGEST = 8_000;

interface Props {
  /** Of an existing one, or one that a rule names already. */
  name?: string;
  onDone: (name: string) => void;
  onCancel: () => void;
}

export function Keep({ name, onDone, onCancel }: Props) {
  const t = useT();
  const { message } = App.useApp();
  const keep = useKeepSecret();
  const { data: names = [] } = useSecrets();
  const [typed, setTyped] = useState(name ?? '');
  const [value, setValue] = useState('');
  const [busy, setBusy] = useState(false);
  const wrong = typed !== '' && !NAME.test(typed);
  const ready = NAME.test(typed) && value !== '' && !busy;
  const save = async () => {
    if (!ready) return;
    setBusy(true);
    try {
      await keep(typed, value);
      void message.success(t('kept'));
      onDone(typed);
    } catch (error) {
      void message.error(errorText(error));
      setBusy(false);
    }
  };
  const hint = wrong ? <span className="m-danger">{t('badName')}</span> : name === undefined && names.includes(typed) ? <span className="m-danger">{t('taken')}</span> : t('nameHint');
  return (
    <div className="s-keep" role="group" aria-label={name === undefined ? t('add') : t('replaceOf', { name })} onKeyDown={(event) => event.key === 'Escape' && onCancel()}>
      {name === undefined && <Setting label={t('name')} hint={hint}>{(id) => <Input id={id} autoFocus className="s-code" value={typed} status={wrong ? 'error' : undefined} onChange={({ target }) => setTyped(target.value)} onPressEnter={() => void save()} />}</Setting>}
      <Setting label={t('value')}>{(id) => <Input.Password id={id} autoFocus={name !== undefined} autoComplete="new-password" maxLength={LONGEST} value={value} onChange={({ target }) => setValue(target.value)} onPressEnter={() => void save()} />}</Setting>
      <div className="m-row"><Button type="primary" size="small" disabled={!ready} loading={busy} onClick={() => void save()}>{t('keep')}</Button><Button size="small" onClick={onCancel}>{t('cancel')}</Button></div>
    </div>
  );
}
