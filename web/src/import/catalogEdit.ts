/**
 * Changes of the catalog that an import makes on its way: a field for a column, a field no longer required, an option more.
 * They are live at once. While others have changes in the draft nothing is done, since a publish would take those along.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { discardDraft, isApiError, keys, makeKey, patchDraft, publishDraft, readDraft, type FieldDef } from '@/api';
import { colourNames } from '@/theme';
import { relationsOf } from '@/studio/model/catalog';
import { difference, fieldIn, layoutOf, objectKeys, objectOf, same, type Edit, type Files } from '@/studio/model/files';
import { addField, amendField } from '@/studio/model/form';
import { spoken } from './model';

/** Someone is at work in the studio. */
export class UnpublishedChanges extends Error {}

async function enact(edit: (files: Files) => Promise<Files>, note: string) {
  const draft = await readDraft();
  if (draft.changes.length > 0) throw new UnpublishedChanges();
  const changed = await patchDraft(draft.revision, difference(draft.files, await edit(draft.files)));
  try {
    const problem = changed.problems[0];
    if (problem) throw new Error(problem.message);
    await publishDraft({ message: note, revision: changed.revision });
  } catch (error) {
    // What someone else put into the draft meanwhile is theirs.
    if (!isApiError(error, 'stale')) await discardDraft();
    throw error;
  }
}

/** Enacts one change at a time and says why it could not. */
export function useCatalogEdit() {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const run = async (edit: (files: Files) => Promise<Files>, note: string): Promise<boolean> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await enact(edit, note);
      await Promise.all([keys.catalog, keys.draft, keys.versions].map((queryKey) => client.invalidateQueries({ queryKey })));
      return true;
    } catch (error) {
      setFailure(error);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, failure, forget: () => setFailure(undefined) };
}

export interface NewField {
  index: number;
  /** As the column is called in the file. */
  header: string;
  name: string;
  /** A type, or `lookup:<object>`. */
  type: string;
  samples: string[];
}

/** Adds the fields, on the form too; `made` hears which column got which. */
export async function withFields(files: Files, object: string, fields: NewField[], made: (index: number, key: string) => void): Promise<Files> {
  const system = ['id', 'version', 'owner', 'created_at', 'created_by', 'updated_at', 'updated_by', 'deleted_at'];
  const relations = relationsOf(files, objectKeys(files), object).map(({ key }) => key);
  const taken = [...(objectOf(files, object)?.fields ?? []).map(({ key }) => key), ...system, ...relations];
  let next = files;
  for (const field of fields) {
    const { key } = await makeKey(field.name, taken);
    taken.push(key);
    made(field.index, key);
    const section = layoutOf(next, object).sections.findLast((one) => one.visible_when === undefined);
    next = addField(next, object, await definition(field, key), section && { section: section.key });
  }
  return next;
}

async function definition({ name, type, header, samples }: NewField, key: string): Promise<FieldDef> {
  const [kind = type, to] = type.split(':');
  const aliases = header !== '' && spoken(header) !== name ? [header] : undefined;
  const bare: FieldDef = { key, label: same(name), type: kind, ...(to && { to }), ...(aliases && { aliases }) };
  return kind === 'select' ? { ...bare, options: await options([], samples) } : bare;
}

/** One option more for each text. */
async function options(before: NonNullable<FieldDef['options']>, texts: string[]): Promise<NonNullable<FieldDef['options']>> {
  const all = [...before];
  for (const text of texts) {
    const { key } = await makeKey(text, all.map((option) => option.key));
    all.push({ key, label: same(text), colour: colourNames[all.length % colourNames.length] });
  }
  return all;
}

export async function withOptions(files: Files, object: string, field: string, texts: string[]): Promise<Files> {
  return amendField(files, object, field, { options: await options(fieldIn(files, object, field)?.options ?? [], texts) });
}

export const optional = (object: string, field: string): Edit => (files) => amendField(files, object, field, { required: undefined });
