/** Picks an option; a retired one stays only where it is already chosen. */
import { useLabel } from '@/i18n';
import { OptionPicker } from '../base/OptionPicker';
import type { EditorProps } from '../types';

export function SelectEditor({ field, refs: _refs, ...props }: EditorProps) {
  const label = useLabel();
  const choices = (field.options ?? [])
    .filter((option) => !option.retired || option.key === props.value)
    .map((option) => ({ key: option.key, text: label(option.label), colour: option.colour }));
  return <OptionPicker {...props} choices={choices} />;
}
