/** The stages that a role may move records to, a pipeline at a time. */
import { Select } from 'antd';
import { useLabel } from '@/i18n';
import { pipelinesOf } from '../model/files';
import { Part, Setting, Toggle } from '../parts';
import { useStudio } from '../state/context';
import { useT } from './locale';

type Moves = Record<string, string[]>;

interface Props {
  object: string;
  moves: Moves;
  onChange: (moves: Moves) => void;
}

export function StageRights({ object, moves, onChange }: Props) {
  const t = useT();
  const label = useLabel();
  const { files } = useStudio();
  const pipelines = pipelinesOf(files, object);
  if (pipelines.length === 0) return null;
  return (
    <Part title={t('moves')}>
      {pipelines.map(({ def }) => {
        const name = label(def.label);
        const chosen = moves[def.key];
        const { [def.key]: _any, ...rest } = moves;
        return (
          <div key={def.key} className="s-part">
            <Toggle label={t('limitMoves', { name })} checked={chosen !== undefined} onChange={(on) => onChange(on ? { ...moves, [def.key]: def.stages.map((stage) => stage.key) } : rest)} />
            {chosen && (
              <Setting label={t('stages', { name })}>
                {(id) => <Select id={id} mode="multiple" value={chosen} placeholder={t('nothing')} options={def.stages.map((stage) => ({ value: stage.key, label: label(stage.label) }))} showSearch={{ optionFilterProp: 'label' }}
                  onChange={(stages: string[]) => onChange({ ...moves, [def.key]: stages })} />}
              </Setting>
            )}
          </div>
        );
      })}
    </Part>
  );
}
