/** Switching language and theme: at once here, and kept with the user. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { keys, savePreferences, signOut, type Lang, type Session, type ThemeChoice } from '@/api';
import { switchLanguage } from '@/i18n';
import { useTheme } from '@/theme';

export function usePreferences() {
  const client = useQueryClient();
  const { setChoice } = useTheme();
  const keep = useCallback(async (wish: Parameters<typeof savePreferences>[0]) => {
    // Through another's eyes nothing is kept.
    const session = client.getQueryData<Session>(keys.session);
    if (session?.state === 'signed_in' && session.looker) return;
    client.setQueryData(keys.session, await savePreferences(wish));
  }, [client]);
  const setLanguage = useCallback(async (lang: Lang) => {
    await switchLanguage(lang);
    await keep({ lang });
    // Answers carry texts in the language they were asked in.
    await client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] });
  }, [client, keep]);
  const setTheme = useCallback(async (theme: ThemeChoice) => {
    setChoice(theme);
    await keep({ theme });
  }, [keep, setChoice]);
  const leave = useCallback(async () => {
    await signOut();
    await client.invalidateQueries({ queryKey: keys.session });
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] });
  }, [client]);
  return { setLanguage, setTheme, leave };
}
