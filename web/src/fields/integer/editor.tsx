/** Types a whole number. */
import { useLabel } from '@/i18n';
import { NumberInput } from '../base/NumberInput';
import type { EditorProps } from '../types';

export function IntegerEditor(props: EditorProps) {
  return <NumberInput {...props} suffix={useLabel()(props.field.unit)} />;
}
