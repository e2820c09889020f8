/** The draft of the catalog and its published versions. */

export interface Problem {
  file: string;
  pointer: string;
  code: string;
  message: string;
  expected?: string;
}

export interface DraftChange {
  path: string;
  kind: 'added' | 'changed' | 'removed';
}

export interface DraftState {
  base: number;
  revision: number;
  changes: DraftChange[];
  problems: Problem[];
}

export type DraftFiles = Record<string, unknown>;

export interface Draft extends DraftState {
  files: DraftFiles;
  /** The changed and removed files as they are published. */
  before?: DraftFiles;
}

export interface CatalogVersion {
  version: number;
  at: string;
  author: string | { id: string; name: string } | null;
  message: string;
}

/** Where records of removed stages go: pipeline → old stage → new stage. */
export type StageRemap = Record<string, Record<string, string>>;
