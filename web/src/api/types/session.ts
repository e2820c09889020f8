/** Who is using the browser. */
import type { Lang } from './label';

export type ThemeChoice = 'light' | 'dark' | 'auto';

export interface SessionUser {
  id: string;
  name: string;
  email: string;
  role: string;
  lang?: Lang | null;
  theme?: ThemeChoice | null;
}

export type Session =
  | { state: 'setup' }
  | { state: 'signed_out'; demo?: { email: string; password: string } }
  | { state: 'signed_in'; user: SessionUser; workspace: { name: string } };
