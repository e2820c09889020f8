/** Picks a stage. */
import { OptionPicker } from '../base/OptionPicker';
import { useFieldContext } from '../context';
import type { EditorProps } from '../types';
import { pipelineOf } from '.';

export function StageEditor({ field, refs, ...props }: EditorProps) {
  const { catalog, label } = useFieldContext(refs);
  const stages = pipelineOf(catalog, field)?.stages ?? [];
  return <OptionPicker {...props} choices={stages.map((stage) => ({ key: stage.key, text: label(stage.label), colour: stage.colour }))} clearable={false} />;
}
