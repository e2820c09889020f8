/** Types tags, offering those that are usual. */
import { colourFor } from '@/theme/palette';
import { listOf } from '../base/display';
import { OptionPicker } from '../base/OptionPicker';
import type { EditorProps } from '../types';

export function TagsEditor({ field, refs: _refs, ...props }: EditorProps) {
  const all = [...new Set([...(field.suggestions ?? []), ...listOf(props.value)])];
  return <OptionPicker {...props} choices={all.map((text) => ({ key: text, text, colour: colourFor(text) }))} several free />;
}
