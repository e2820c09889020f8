/** Saves a form of settings: what is wrong with a field stands at it, anything else is said. */
import { App } from 'antd';
import { useState } from 'react';
import { isApiError } from '@/api';
import { errorText } from '@/ui';

export function useSaving() {
  const { message } = App.useApp();
  const [errors, setErrors] = useState<Record<string, string | undefined>>({});
  const [busy, setBusy] = useState(false);
  const saving = async (save: () => Promise<void>, said: string) => {
    setBusy(true);
    try {
      await save();
      setErrors({});
      void message.success(said);
    } catch (error) {
      const named = isApiError(error) ? error.errors.map((one) => [one.field, one.message] as const) : [];
      setErrors(Object.fromEntries(named));
      if (named.length === 0) void message.error(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return { errors, busy, saving };
}
