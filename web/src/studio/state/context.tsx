/** What every part of the studio may ask for: the draft's files, editing them, what the check says. */
import { createContext, useContext } from 'react';
import type { Catalog, Chore, Problem } from '@/api';
import type { Edit, Files } from '../model/files';

export type Saving = 'saved' | 'saving' | 'failed';

/** Where records of removed stages go: pipeline → removed stage → the stage that takes them. */
export type Remap = Record<string, Record<string, string>>;

export interface Studio {
  files: Files;
  /** The files as published, as far as they are known here. */
  base: Files;
  published: Catalog;
  problems: Problem[];
  saving: Saving;
  failure: string | undefined;
  /** Changes the files. Edits with the same tag that follow each other closely are undone together. */
  edit: (change: Edit, tag?: string) => void;
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
  /** Waits until everything is with the engine, which has then checked it. */
  flush: () => Promise<{ revision: number; problems: Problem[] }>;
  discard: () => Promise<void>;
  publish: (message: string, told: (chore: Chore) => void) => Promise<number>;
  remap: Remap;
  setRemap: (pipeline: string, from: string, to: string) => void;
}

export const StudioContext = createContext<Studio | undefined>(undefined);

export function useStudio(): Studio {
  const studio = useContext(StudioContext);
  if (!studio) throw new Error('used inside the studio only');
  return studio;
}
