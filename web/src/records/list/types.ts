/** What table, board and cards are given alike. */
import type { CatalogObject, ViewDef } from '@/api';

export interface ListBody {
  object: CatalogObject;
  view: ViewDef;
  q: string;
  onOpen: (id: string) => void;
  /** Says how many there are, in words. */
  onCount: (text: string) => void;
  /** Takes filter and search away. */
  clear: () => void;
}
