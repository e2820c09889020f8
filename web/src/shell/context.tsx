/** What screens may ask of the shell: the search, the notices, creating a record from anywhere. */
import { createContext, useContext } from 'react';
import type { RecordData } from '@/api';

export interface CreateRequest {
  object: string;
  values?: Record<string, unknown>;
  /** Called with the new record instead of opening it. */
  onCreated?: (record: RecordData) => void;
  onClosed?: () => void;
}

export interface ShellActions {
  search: () => void;
  notices: () => void;
  create: (request: CreateRequest) => void;
  me: { id: string; name: string };
  /** Somebody else looks through the eyes of `me`: nothing can be changed. */
  looking?: boolean;
}

export const ShellContext = createContext<ShellActions>({
  search: () => undefined,
  notices: () => undefined,
  create: () => undefined,
  me: { id: '', name: '' },
});

export const useShell = () => useContext(ShellContext);
