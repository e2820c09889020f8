/** What an object refuses, and what it takes for the same record twice. Pure. */
import type { CheckDef, DuplicateDef, ObjectDef } from '@/api';
import { amend, change, paths, type Files } from './files';

const alter = (files: Files, object: string, next: (def: ObjectDef) => Partial<ObjectDef>) =>
  change<ObjectDef>(files, paths.object(object), (def) => amend(def, next(def)));

const kept = <T>(list: T[]) => (list.length > 0 ? list : undefined);

export const addCheck = (files: Files, object: string, check: CheckDef) =>
  alter(files, object, ({ checks = [] }) => ({ checks: [...checks, check] }));

export const amendCheck = (files: Files, object: string, at: number, changes: Partial<CheckDef>) =>
  alter(files, object, ({ checks = [] }) => ({ checks: checks.map((one, index) => (index === at ? amend(one, changes) : one)) }));

export const removeCheck = (files: Files, object: string, at: number) =>
  alter(files, object, ({ checks = [] }) => ({ checks: kept(checks.filter((_, index) => index !== at)) }));

export const addDuplicate = (files: Files, object: string, rule: DuplicateDef) =>
  alter(files, object, ({ duplicates = [] }) => ({ duplicates: [...duplicates, rule] }));

export const amendDuplicate = (files: Files, object: string, at: number, changes: Partial<DuplicateDef>) =>
  alter(files, object, ({ duplicates = [] }) => ({ duplicates: duplicates.map((one, index) => (index === at ? amend(one, changes) : one)) }));

export const removeDuplicate = (files: Files, object: string, at: number) =>
  alter(files, object, ({ duplicates = [] }) => ({ duplicates: kept(duplicates.filter((_, index) => index !== at)) }));
