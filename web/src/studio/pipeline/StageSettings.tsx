/** Settings of one stage: name, colour, status, chance, its gate, its tasks, when it is stale, and its removal. */
import { Button, InputNumber, Segmented, Select } from 'antd';
import { Plus, X } from 'lucide-react';
import type { PipelineDef, StageDef, StageStatus, StageTask } from '@/api';
import { useCatalog } from '@/api';
import { FilterBuilder } from '@/filter';
import { useLabel } from '@/i18n';
import { amendStage, setGate, setStatus, setTasks } from '../model/pipeline';
import { ColourPicker, LabelInput, Part, Setting, SpanInput } from '../parts';
import { ProblemNotes } from '../parts/ProblemNotes';
import { useStudio } from '../state/context';
import { useT } from './locale';
import { RemoveStage } from './RemoveStage';

interface Props {
  path: string;
  def: PipelineDef;
  stage: StageDef;
}

export function StageSettings({ path, def, stage }: Props) {
  const t = useT();
  const { edit } = useStudio();
  const set = (changes: Partial<StageDef>, tag?: string) => edit((files) => amendStage(files, path, stage.key, changes), tag && `stage ${stage.key} ${tag}`);
  return (
    <div className="s-pane">
      <header className="s-pane-head"><span className="m-grow">{t('stageSettings')}</span><code className="m-faint">{stage.key}</code></header>
      <ProblemNotes at={`stage:${stage.key}`} />
      <Part>
        <LabelInput name={t('stageName')} value={stage.label} onChange={(label) => label && set({ label }, 'label')} />
        <Setting label={t('colour')}>{() => <ColourPicker label={t('colour')} value={stage.colour} onChange={(colour) => set({ colour })} />}</Setting>
        <Setting label={t('status')} hint={t('statusHint')}>
          {() => <Segmented<StageStatus> block value={stage.status} onChange={(status) => edit((files) => setStatus(files, path, stage.key, status))}
            options={(['open', 'won', 'lost'] as const).map((value) => ({ value, label: t(`status.${value}`) }))} />}
        </Setting>
        <Setting label={t('probability')}>
          {(id) => <InputNumber id={id} min={0} max={100} precision={0} style={{ width: '100%' }} value={stage.probability ?? 0} onChange={(probability) => set({ probability: probability ?? 0 }, 'probability')} />}
        </Setting>
        {stage.status === 'open' && (
          <Setting label={t('stale')} hint={t('staleHint')}>
            {(id) => <SpanInput id={id} label={t('stale')} value={stage.stale_after} onChange={(stale_after) => set({ stale_after }, 'stale')} />}
          </Setting>
        )}
      </Part>
      <GatePart path={path} def={def} stage={stage} />
      <TasksPart path={path} def={def} stage={stage} />
      <RemoveStage path={path} def={def} stage={stage} />
    </div>
  );
}

function GatePart({ path, def, stage }: Props) {
  const t = useT();
  const label = useLabel();
  const { edit } = useStudio();
  const fields = useCatalog().objects[def.object]?.fields ?? [];
  const options = fields.filter((field) => !field.computed && field.pipeline !== def.key).map((field) => ({ value: field.key, label: label(field.label) }));
  const gate = stage.enter ?? {};
  const set = (changes: Parameters<typeof setGate>[3], tag: string) => edit((files) => setGate(files, path, stage.key, changes), `gate ${stage.key} ${tag}`);
  return (
    <Part title={t('gate')}>
      <div className="m-field-hint">{t('gateHint')}</div>
      <Setting label={t('require')}>
        {(id) => <Select id={id} mode="multiple" value={gate.require ?? []} options={options} showSearch={{ optionFilterProp: 'label' }} onChange={(require: string[]) => set({ require }, 'require')} />}
      </Setting>
      <Part title={t('when')}>
        <FilterBuilder object={def.object} value={gate.when} onChange={(when) => set({ when }, 'when')} />
      </Part>
      {(gate.when || gate.message) && <LabelInput name={t('message')} optional value={gate.message} onChange={(message) => set({ message }, 'message')} />}
    </Part>
  );
}

function TasksPart({ path, def, stage }: Props) {
  const t = useT();
  const { edit } = useStudio();
  const tasks = stage.tasks ?? [];
  const set = (next: StageTask[], tag?: string) => edit((files) => setTasks(files, path, stage.key, next), tag && `tasks ${stage.key} ${tag}`);
  const replace = (at: number, task: StageTask, tag: string) => set(tasks.map((one, index) => (index === at ? task : one)), `${tag} ${at}`);
  return (
    <Part title={t('tasks')}>
      <div className="m-field-hint">{t(def.tasks ? 'tasksHint' : 'noTaskTarget')}</div>
      {tasks.map((task, at) => (
        <div key={at} className="s-task">
          <LabelInput name={t('taskName')} value={task.label} onChange={(label) => label && replace(at, { ...task, label }, 'label')} />
          <Setting label={t('due')}>
            {(id) => <SpanInput id={id} label={t('due')} value={task.due} onChange={(due) => replace(at, due === undefined ? { label: task.label } : { ...task, due }, 'due')} />}
          </Setting>
          <button type="button" className="m-icon-button s-task-x" aria-label={t('removeTask')} title={t('removeTask')} onClick={() => set(tasks.filter((_, index) => index !== at))}><X size={14} /></button>
        </div>
      ))}
      {def.tasks && <Button size="small" type="dashed" block icon={<Plus size={14} aria-hidden />} onClick={() => set([...tasks, { label: { 'zh-CN': '', en: '' }, due: '1d' }])}>{t('addTask')}</Button>}
    </Part>
  );
}
