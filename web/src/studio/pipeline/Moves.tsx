/** Which moves between stages are allowed: any, forward only, or each by itself in a table. */
import { Checkbox, Segmented } from 'antd';
import type { PipelineDef } from '@/api';
import { useLabel } from '@/i18n';
import { Chip } from '@/ui';
import { amendPipeline, listedMoves, mayMove, toggleMove } from '../model/pipeline';
import { useStudio } from '../state/context';
import { useT } from './locale';

type Mode = 'any' | 'forward' | 'listed';

export function Moves({ path, def }: { path: string; def: PipelineDef }) {
  const t = useT();
  const { edit } = useStudio();
  const mode: Mode = Array.isArray(def.moves) ? 'listed' : (def.moves ?? 'any');
  const set = (next: Mode) => edit((files) => amendPipeline(files, path, { moves: next === 'listed' ? listedMoves(def) : next }));
  return (
    <section className="s-moves" aria-label={t('moves')}>
      <div className="s-moves-head">
        <h2>{t('moves')}</h2>
        <Segmented<Mode> value={mode} onChange={set} options={(['any', 'forward', 'listed'] as const).map((value) => ({ value, label: t(`moves.${value}`) }))} />
        <span className="m-faint">{t(`moves.${mode}Hint`)}</span>
      </div>
      {mode === 'listed' && <Matrix path={path} def={def} />}
    </section>
  );
}

function Matrix({ path, def }: { path: string; def: PipelineDef }) {
  const t = useT();
  const label = useLabel();
  const { edit } = useStudio();
  return (
    <div className="s-matrix-box">
      <table className="s-matrix">
        <thead><tr><td />{def.stages.map((to) => <th key={to.key} scope="col"><Chip colour={to.colour}>{label(to.label)}</Chip></th>)}</tr></thead>
        <tbody>
          {def.stages.map((from) => (
            <tr key={from.key}>
              <th scope="row"><Chip colour={from.colour}>{label(from.label)}</Chip></th>
              {def.stages.map((to) => (
                <td key={to.key}>
                  {from.key !== to.key && (
                    <Checkbox aria-label={t('moveFromTo', { from: label(from.label), to: label(to.label) })} checked={mayMove(def, from.key, to.key)}
                      onChange={() => edit((files) => toggleMove(files, path, from.key, to.key))} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
