/** Picks several options. */
import { useLabel } from '@/i18n';
import { listOf } from '../base/display';
import { OptionPicker } from '../base/OptionPicker';
import type { EditorProps } from '../types';

export function MultiSelectEditor({ field, refs: _refs, ...props }: EditorProps) {
  const label = useLabel();
  const chosen = listOf(props.value);
  const choices = (field.options ?? [])
    .filter((option) => !option.retired || chosen.includes(option.key))
    .map((option) => ({ key: option.key, text: label(option.label), colour: option.colour }));
  return <OptionPicker {...props} choices={choices} several />;
}
