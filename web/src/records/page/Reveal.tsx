/** Asks for the whole of a value of which only part is shown. Each asking is written down by the server. */
import { App } from 'antd';
import { Eye } from 'lucide-react';
import { useState } from 'react';
import { revealValue } from '@/api';
import { useShell } from '@/shell/context';
import { errorText } from '@/ui';
import { useT } from '../locale';

interface Props {
  object: string;
  id: string;
  field: string;
  label: string;
  onShown: (value: string) => void;
}

export function Reveal({ object, id, field, label, onShown }: Props) {
  const t = useT();
  const { message } = App.useApp();
  const { looking } = useShell();
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    setBusy(true);
    try {
      onShown((await revealValue(object, id, field)).value ?? '');
    } catch (error) {
      message.error(errorText(error));
    }
    setBusy(false);
  };
  if (looking) return null;
  return (
    <button type="button" className="m-icon-button" disabled={busy} title={t('revealHint')} aria-label={t('reveal', { label })} onClick={(event) => { event.stopPropagation(); void ask(); }}>
      <Eye size={13} aria-hidden />
    </button>
  );
}
