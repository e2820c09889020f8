/** One import on the page: its state, and the changes made to it one after the other. Draws nothing. */
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useCallback, useRef } from 'react';
import { keys, patchImport, type CatalogObject, type ImportPatch, type ImportState } from '@/api';
import { errorText } from '@/ui';
import { useT } from './locale';
import { applied } from './model';

export interface Wizard {
  object: CatalogObject;
  state: ImportState;
  change: (...patches: ImportPatch[]) => void;
}

/** Shows a change at once, sends it after those before it, and goes back to what the engine has when it is refused. */
export function useChange(id: string): (...patches: ImportPatch[]) => void {
  const t = useT();
  const client = useQueryClient();
  const { message } = App.useApp();
  const line = useRef(Promise.resolve());
  const waiting = useRef(0);
  return useCallback((...patches: ImportPatch[]) => {
    const queryKey = keys.imports(id);
    for (const patch of patches) {
      client.setQueryData<ImportState>(queryKey, (state) => state && applied(state, patch));
      waiting.current += 1;
      line.current = line.current.then(async () => {
        try {
          const state = await patchImport(id, patch);
          if (waiting.current === 1) client.setQueryData(queryKey, state);
        } catch (error) {
          void message.error(t('notSaved', { message: errorText(error) }));
          await client.invalidateQueries({ queryKey });
        } finally {
          waiting.current -= 1;
        }
      });
    }
  }, [client, id, message, t]);
}
