/** The pipeline a stage field follows; its stages are built in the pipeline designer. */
import { ArrowRight } from 'lucide-react';
import { Link } from 'react-router';
import { useLabel } from '@/i18n';
import { pipelinesOf } from '../model/files';
import { Setting } from '../parts';
import { useStudio } from '../state/context';
import { useT } from './locale';
import type { PartProps } from './part';

export function StagePart({ object, field }: PartProps) {
  const t = useT();
  const label = useLabel();
  const { files } = useStudio();
  const pipeline = pipelinesOf(files, object).find(({ def }) => def.key === field.pipeline)?.def;
  return (
    <Setting label={t('pipeline')}>
      {() => (
        <div className="s-toggle">
          <span className="m-grow">{label(pipeline?.label) || field.pipeline}</span>
          {pipeline && <Link to={`/studio/${object}/pipelines/${pipeline.key}`} className="m-row">{t('openPipeline')}<ArrowRight size={14} aria-hidden /></Link>}
        </div>
      )}
    </Setting>
  );
}
