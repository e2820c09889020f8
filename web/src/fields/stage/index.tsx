/** Where a record stands in its pipeline. */
import { GitCommitHorizontal } from 'lucide-react';
import type { Catalog, Field, PipelineDef } from '@/api';
import { Chip } from '@/ui';
import { isText } from '../base/display';
import { useFieldContext } from '../context';
import { lazyEditor, lazyOperand } from '../lazyParts';
import type { DisplayProps, FieldKind } from '../types';

export function pipelineOf(catalog: Catalog | undefined, field: Field): PipelineDef | undefined {
  return Object.values(catalog?.objects ?? {}).flatMap((object) => object.pipelines).find((pipeline) => pipeline.key === field.pipeline);
}

const stageOf = (catalog: Catalog | undefined, field: Field, key: unknown) =>
  pipelineOf(catalog, field)?.stages.find((stage) => stage.key === key);

function Display({ field, value, refs }: DisplayProps) {
  const { catalog, label } = useFieldContext(refs);
  if (!isText(value)) return null;
  const stage = stageOf(catalog, field, value);
  return <Chip colour={stage?.colour} dot>{label(stage?.label) || value}</Chip>;
}

export const stage: FieldKind = {
  type: 'stage', icon: GitCommitHorizontal, family: 'option', width: 140, edits: 'choice',
  Display, Editor: lazyEditor('stage'), Operand: lazyOperand('stage'),
  text: (value, field, { catalog, label }) => (isText(value) ? label(stageOf(catalog, field, value)?.label) || value : ''),
};
