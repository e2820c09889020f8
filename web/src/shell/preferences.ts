/** Switching language and theme: at once here, and kept with the user. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { keys, savePreferences, signOut, type Lang, type ThemeChoice } from '@/api';
import { switchLanguage } from '@/i18n';
import { useTheme } from '@/theme';

export function usePreferences() {
  const client = useQueryClient();
  const { setChoice } = useTheme();
  const setLanguage = useCallback(async (lang: Lang) => {
    await switchLanguage(lang);
    client.setQueryData(keys.session, await savePreferences({ lang }));
    // Answers carry texts in the language they were asked in.
    await client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] });
  }, [client]);
  const setTheme = useCallback(async (theme: ThemeChoice) => {
    setChoice(theme);
    client.setQueryData(keys.session, await savePreferences({ theme }));
  }, [client, setChoice]);
  const leave = useCallback(async () => {
    await signOut();
    await client.invalidateQueries({ queryKey: keys.session });
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] });
  }, [client]);
  return { setLanguage, setTheme, leave };
}
