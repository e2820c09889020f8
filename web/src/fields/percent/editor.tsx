/** Types a percentage. */
import { NumberInput } from '../base/NumberInput';
import type { EditorProps } from '../types';

export function PercentEditor(props: EditorProps) {
  return <NumberInput {...props} suffix="%" />;
}
