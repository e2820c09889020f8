/** Makes a pipeline for an object: its file, the stage field, the field's place on the form; and opens it. */
import { useNavigate } from 'react-router';
import { makeKey } from '@/api';
import { PIPELINE_TYPE } from '../fields/types';
import { takenKeys, typeLabel } from '../form/useAddField';
import { freeKey, objectOf, pipelines } from '../model/files';
import { createPipeline } from '../model/pipeline';
import { useStudio } from '../state/context';
import { freshStages, pipelineLabel } from './fresh';

export function useCreatePipeline(object: string) {
  const { files, edit } = useStudio();
  const go = useNavigate();
  return async () => {
    const own = objectOf(files, object);
    if (!own) return;
    const label = pipelineLabel(own.label);
    const taken = takenKeys(files, object);
    const field = typeLabel(PIPELINE_TYPE);
    const made = await makeKey(field, taken).catch(() => ({ key: PIPELINE_TYPE }));
    const pipeline = { key: object, object, label, field: { key: freeKey(made.key, taken), label: field }, stages: freshStages() };
    const key = freeKey(object, pipelines(files).map(({ def }) => def.key));
    edit((now) => createPipeline(now, pipeline, PIPELINE_TYPE).files);
    void go(`/studio/${object}/pipelines/${key}`);
  };
}
