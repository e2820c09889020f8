/** What fields need from around them: how to write values, how to create a record without leaving. */
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useMemo } from 'react';
import { catalogQuery, type Catalog, type RecordData, type Refs } from '@/api';
import { useLabel, useLanguage } from '@/i18n';
import { useFormat } from '@/i18n/format';
import type { FieldContext } from './types';

const none: Refs = {};

export function useFieldContext(refs: Refs = none): FieldContext {
  const lang = useLanguage();
  const label = useLabel();
  const format = useFormat();
  const { data } = useQuery({ ...catalogQuery, enabled: false });
  return useMemo(() => ({ lang, label, format, refs, catalog: data as Catalog }), [lang, label, format, refs, data]);
}

export type CreateInline = (object: string, values: Record<string, unknown>, done: (record: RecordData) => void) => void;

/** How a lookup creates the record it did not find; absent where that is not possible. */
export const CreateInlineContext = createContext<CreateInline | undefined>(undefined);

export const useCreateInline = () => useContext(CreateInlineContext);
