/** The pipeline designer: the stages as they will stand on the board, put in order by dragging; settings of one beside. */
import { Button, Input, type InputRef } from 'antd';
import { GitBranch, GripVertical, Plus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useParams } from 'react-router';
import { makeKey, type PipelineDef, type RecordData, type StageDef } from '@/api';
import { useFieldWords, type FieldWord } from '@/fields';
import { splitSpan } from '@/fields/values';
import { useLabel, useLanguage } from '@/i18n';
import { colourNames, colourOf } from '@/theme';
import { Empty } from '@/ui';
import { freeKey, objectOf, pipelinesOf, same } from '../model/files';
import { addStage, amendStage, isClosing, moveStage } from '../model/pipeline';
import { Gone } from '../parts/Gone';
import { SortList } from '../parts/SortList';
import { useProblems } from '../problems';
import { useFollow, useSelection } from '../selection';
import { useStudio } from '../state/context';
import { testids } from '../testids';
import { Workbench } from '../Workbench';
import { useT } from './locale';
import { Moves } from './Moves';
import { PipelineSettings } from './PipelineSettings';
import { StageSettings } from './StageSettings';
import { useBoard } from './useBoard';
import { useCreatePipeline } from './useCreatePipeline';
import './pipeline.css';

export function PipelineDesigner() {
  const { object = '', pipeline } = useParams();
  const { files } = useStudio();
  const found = pipelinesOf(files, object);
  const one = pipeline === undefined ? found[0] : found.find(({ def }) => def.key === pipeline);
  if (!objectOf(files, object)) return <Gone />;
  if (!one) return pipeline === undefined ? <None object={object} /> : <Gone />;
  return <Designer key={one.path} path={one.path} def={one.def} />;
}

function None({ object }: { object: string }) {
  const t = useT();
  const label = useLabel();
  const { files } = useStudio();
  const create = useCreatePipeline(object);
  return (
    <div className="s-middle">
      <Empty icon={<GitBranch size={28} />} title={t('noPipeline', { object: label(objectOf(files, object)?.label) })} hint={t('noPipelineHint')}>
        <Button type="primary" icon={<Plus size={14} aria-hidden />} onClick={() => void create()}>{t('create')}</Button>
      </Empty>
    </div>
  );
}

function Designer({ path, def }: { path: string; def: PipelineDef }) {
  const t = useT();
  const label = useLabel();
  const { edit } = useStudio();
  const [at, select] = useSelection();
  const create = useCreatePipeline(def.object);
  const board = useBoard(def);
  const name = at?.startsWith('stage:') ? at.slice(6) : undefined;
  const chosen = def.stages.find((stage) => stage.key === name);
  const add = () => {
    const key = freeKey('stage_1', def.stages.map((stage) => stage.key));
    const open = def.stages.filter((stage) => !isClosing(stage));
    const stage: StageDef = { key, label: { 'zh-CN': '新阶段', en: 'New stage' }, colour: colourNames[(open.length + 1) % colourNames.length], status: 'open', probability: Math.min((open.at(-1)?.probability ?? 0) + 10, 90) };
    edit((files) => addStage(files, path, stage));
    select(`stage:${key}`, true);
  };
  return (
    <Workbench settings={chosen ? <StageSettings key={chosen.key} path={path} def={def} stage={chosen} /> : <PipelineSettings path={path} def={def} />}>
      <div className="s-head">
        <button type="button" className="m-plain" onClick={() => select(undefined)}><h1>{label(def.label)}</h1></button>
        <span className="m-grow" />
        <Button type="text" onClick={() => void create()} icon={<GitBranch size={14} aria-hidden />}>{t('another')}</Button>
        <Button icon={<Plus size={14} aria-hidden />} onClick={add} data-testid={testids.addStage}>{t('addStage')}</Button>
      </div>
      <div className="s-scroll" onClick={(event) => event.target === event.currentTarget && select(undefined)}>
        <SortList horizontal className="s-stages" ids={def.stages.map((stage) => stage.key)} nameOf={(key) => label(def.stages.find((stage) => stage.key === key)?.label)}
          onMove={(key, before) => edit((files) => moveStage(files, path, key, before))}>
          {(key, grip) => {
            const stage = def.stages.find((one) => one.key === key);
            return stage && <Column path={path} def={def} stage={stage} grip={grip} chosen={key === name} onChoose={() => key !== name && select(`stage:${key}`)} title={board.title} records={board.records(key)} total={board.total(key)} />;
          }}
        </SortList>
        <Moves path={path} def={def} />
      </div>
    </Workbench>
  );
}

interface ColumnProps {
  path: string;
  def: PipelineDef;
  stage: StageDef;
  grip: Record<string, unknown>;
  chosen: boolean;
  onChoose: () => void;
  records: RecordData[];
  total: number;
  title: string;
}

function Column({ path, def, stage, grip, chosen, onChoose, records, total, title }: ColumnProps) {
  const t = useT();
  const lang = useLanguage();
  const label = useLabel();
  const { base, edit } = useStudio();
  const [, , fresh] = useSelection();
  const follow = useFollow();
  const problems = useProblems(`stage:${stage.key}`);
  const second = lang === 'en' ? 'zh-CN' : 'en';
  const published = pipelinesOf(base, def.object).some((one) => one.path === path && one.def.stages.some((old) => old.key === stage.key));
  const rename = (text: string) => {
    const follows = stage.label[second] === stage.label[lang] || stage.label[second] === '' || ['新阶段', 'New stage'].includes(stage.label[second]);
    edit((files) => amendStage(files, path, stage.key, { label: follows ? same(text) : { ...stage.label, [lang]: text } }), `stage ${stage.key} label`);
  };
  // While nobody has seen the stage, its key follows its name.
  const settle = async () => {
    if (published || !stage.key.startsWith('stage_')) return;
    const made = await makeKey(stage.label, def.stages.map((one) => one.key)).catch(() => undefined);
    if (!made) return;
    edit((files) => amendStage(files, path, stage.key, { key: made.key }), `stage ${stage.key} label`);
    follow(`stage:${stage.key}`, `stage:${made.key}`);
  };
  const input = useRef<InputRef>(null);
  useEffect(() => {
    if (chosen && fresh) input.current?.focus({ cursor: 'all' });
  }, [chosen, fresh]);
  const colour = colourOf(stage.colour);
  const names = ['s-stage', chosen && 'm-on', problems.length > 0 && 's-wrong'].filter(Boolean).join(' ');
  return (
    <div className={names} data-testid={testids.stage} data-stage={stage.key} onClick={onChoose}>
      <div className="s-stage-top" style={{ background: `var(--c-${colour}-dot)` }} />
      <div className="s-stage-head">
        <button type="button" className="s-grip" data-testid={testids.stageGrip} data-stage={stage.key} aria-label={t('moveStage', { name: label(stage.label) })} {...grip}><GripVertical size={15} /></button>
        <Input ref={input} variant="borderless" className="s-stage-name" aria-label={t('stageName')} title={label(stage.label)} value={stage.label[lang]} status={stage.label[lang] === '' ? 'error' : undefined}
          onFocus={onChoose} onChange={(event) => rename(event.target.value)} onBlur={() => void settle()} />
      </div>
      <div className="s-stage-body">
        <StageFacts stage={stage} />
        <Cards records={records} total={total} title={title} />
      </div>
    </div>
  );
}

function StageFacts({ stage }: { stage: StageDef }) {
  const t = useT();
  const words = useFieldWords();
  const span = splitSpan(stage.stale_after ?? '');
  const facts = [
    `${stage.probability ?? 0}%`,
    stage.status !== 'open' && t(`status.${stage.status}`),
    stage.enter?.require?.length && t('gateRequire', { count: stage.enter.require.length }),
    stage.enter?.when && t('gateWhen'),
    stage.tasks?.length && t('taskCount', { count: stage.tasks.length }),
    stage.stale_after && t('staleAfter', { span: `${span.number} ${words(`unit.${span.unit}` as FieldWord)}` }),
  ].filter((fact) => typeof fact === 'string');
  return facts.map((fact) => <span key={fact} className="s-fact">{fact}</span>);
}

/** Real records of the stage, as they lie on the board. */
function Cards({ records, total, title }: { records: RecordData[]; total: number; title: string }) {
  const t = useT();
  if (records.length === 0) return <span className="s-card-ghost" aria-hidden />;
  return (
    <div className="s-stage-cards" aria-hidden>
      {records.map((record) => <div key={record.id} className="s-stage-card m-ellipsis">{String(record[title] ?? '')}</div>)}
      {total > records.length && <span className="s-stage-more">{t('moreCards', { count: total - records.length })}</span>}
    </div>
  );
}
