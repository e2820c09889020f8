/** Ways of showing that several types share. */
import { Chip } from '@/ui';
import type { DisplayProps, FieldContext } from '../types';
import type { Field, OptionDef } from '@/api';

export const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

export const plainText = (value: unknown): string => (isText(value) ? value : '');

export function TextDisplay({ value }: DisplayProps) {
  return isText(value) ? <span title={value}>{value}</span> : null;
}

export function optionOf(field: Field, key: unknown): OptionDef | undefined {
  return field.options?.find((option) => option.key === key);
}

/** An option by its key or by what people call it. */
export function findOption(field: Field, text: string): OptionDef | undefined {
  const wanted = text.trim().toLowerCase();
  return field.options?.find((option) =>
    [option.key, option.label['zh-CN'], option.label.en, ...(option.aliases ?? [])].some((name) => name.toLowerCase() === wanted));
}

export function ChipList({ items, tight }: { items: { key: string; text: string; colour?: string }[]; tight?: boolean }) {
  return (
    <span className={tight ? 'm-list m-tight' : 'm-list'} title={tight ? items.map((item) => item.text).join(' · ') : undefined}>
      {items.map((item) => <Chip key={item.key} colour={item.colour}>{item.text}</Chip>)}
    </span>
  );
}

export const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);

export const optionText = (field: Field, key: unknown, context: Pick<FieldContext, 'label'>) =>
  context.label(optionOf(field, key)?.label) || plainText(key);

/** Parts of a pasted list. */
export const splitList = (text: string) => text.split(/[、，,;；\n]/).map((part) => part.trim()).filter(Boolean);
