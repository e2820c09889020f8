/** Removing a stage: asks right here where its records go. */
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { stageUsage, type PipelineDef, type StageDef } from '@/api';
import { useLabel } from '@/i18n';
import { Failure } from '@/ui';
import { pipelines } from '../model/files';
import { neighbour, removeStage } from '../model/pipeline';
import { Part } from '../parts';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { testids } from '../testids';
import { useT } from './locale';

interface Props {
  path: string;
  def: PipelineDef;
  stage: StageDef;
}

export function RemoveStage(props: Props) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const last = props.def.stages.length === 1;
  if (asking) return <Asking {...props} onKeep={() => setAsking(false)} />;
  return (
    <Part>
      <Button block danger disabled={last} icon={<Trash2 size={14} aria-hidden />} onClick={() => setAsking(true)} data-testid={testids.removeStage}>{t('remove')}</Button>
      {last && <div className="m-field-hint">{t('lastStage')}</div>}
    </Part>
  );
}

function Asking({ path, def, stage, onKeep }: Props & { onKeep: () => void }) {
  const t = useT();
  const label = useLabel();
  const { base, edit, setRemap } = useStudio();
  const [, select] = useSelection();
  const published = pipelines(base).some((one) => one.path === path && one.def.stages.some((old) => old.key === stage.key));
  const { data, error, refetch } = useQuery({ queryKey: ['usage', def.key, stage.key], queryFn: () => stageUsage(def.key, stage.key), enabled: published, staleTime: 0 });
  const others = def.stages.filter((one) => one.key !== stage.key);
  const [to, setTo] = useState(() => neighbour(def, stage.key));
  const records = published ? data?.records : 0;
  const go = () => {
    if (records && to) setRemap(def.key, stage.key, to);
    edit((files) => removeStage(files, path, stage.key));
    select(undefined);
  };
  return (
    <div className="s-asking" role="group" aria-label={t('removing', { name: label(stage.label) })}>
      <strong>{t('removing', { name: label(stage.label) })}</strong>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!error && records === undefined && <span className="m-soft" role="status">{t('counting')}</span>}
      {records === 0 && <span className="m-soft">{t('removeEmpty')}</span>}
      {records !== undefined && records > 0 && (
        <>
          <span>{t('removeUsed', { count: records })}</span>
          <Select aria-label={t('removeUsed', { count: records })} value={to} onChange={setTo} options={others.map((one) => ({ value: one.key, label: label(one.label) }))} />
        </>
      )}
      <div className="m-row">
        <Button danger type="primary" disabled={records === undefined} onClick={go}>{t('removeGo')}</Button>
        <Button onClick={onKeep}>{t('keep')}</Button>
      </div>
    </div>
  );
}
