/** Settings of a pipeline as a whole: its name, what must be said when lost, where the tasks of its stages go. */
import { Select } from 'antd';
import { useCatalog, type PipelineDef, type TaskTarget } from '@/api';
import { valueKindOf } from '@/fields';
import { targetOf } from '@/filter';
import { useLabel } from '@/i18n';
import { amendPipeline } from '../model/pipeline';
import { LabelInput, Part, Setting } from '../parts';
import { useStudio } from '../state/context';
import { useT } from './locale';

export function PipelineSettings({ path, def }: { path: string; def: PipelineDef }) {
  const t = useT();
  const say = useLabel();
  const { edit } = useStudio();
  const fields = useCatalog().objects[def.object]?.fields ?? [];
  const reasons = fields.filter((field) => !field.system && !field.computed && field.pipeline === undefined).map((field) => ({ value: field.key, label: say(field.label) }));
  return (
    <div className="s-pane">
      <header className="s-pane-head"><span className="m-grow">{t('pipelineSettings')}</span><code className="m-faint">{def.key}</code></header>
      <Part>
        <LabelInput name={t('name')} value={def.label} onChange={(label) => label && edit((files) => amendPipeline(files, path, { label }), `${path} label`)} />
        <Setting label={t('lostReason')}>
          {(id) => <Select id={id} allowClear value={def.lost_reason} options={reasons} showSearch={{ optionFilterProp: 'label' }} onChange={(lost_reason) => edit((files) => amendPipeline(files, path, { lost_reason }))} />}
        </Setting>
      </Part>
      <TaskPart path={path} def={def} />
    </div>
  );
}

function TaskPart({ path, def }: { path: string; def: PipelineDef }) {
  const t = useT();
  const say = useLabel();
  const { edit } = useStudio();
  const catalog = useCatalog();
  const linking = (object: string) => (catalog.objects[object]?.fields ?? []).filter((field) => field.to === def.object && targetOf(field) === def.object);
  const holders = Object.values(catalog.objects).filter((object) => linking(object.key).length > 0);
  const fields = catalog.objects[def.tasks?.object ?? '']?.fields.filter((field) => !field.system && !field.computed) ?? [];
  const of = (...families: string[]) => fields.filter((field) => families.includes(valueKindOf(field).family)).map((field) => ({ value: field.key, label: say(field.label) }));
  const set = (tasks: TaskTarget | undefined) => edit((files) => amendPipeline(files, path, { tasks }));
  const choose = (object: string | undefined) => {
    const about = linking(object ?? '')[0];
    const chosen = catalog.objects[object ?? ''];
    if (!chosen || !about) return set(undefined);
    const due = chosen.fields.find((field) => !field.system && !field.computed && ['date', 'datetime'].includes(valueKindOf(field).family))?.key;
    set({ object: chosen.key, title: chosen.title, about: about.key, ...(due ? { due } : {}) });
  };
  const { tasks } = def;
  return (
    <Part title={t('tasks')}>
      <Setting label={t('taskObject')} hint={holders.length === 0 ? t('noAbout', { object: say(catalog.objects[def.object]?.label) }) : undefined}>
        {(id) => <Select id={id} allowClear value={tasks?.object} onChange={choose} options={holders.map((object) => ({ value: object.key, label: say(object.label) }))} />}
      </Setting>
      {tasks && (
        <>
          <Setting label={t('taskTitle')}>{(id) => <Select id={id} value={tasks.title} options={of('text')} onChange={(title) => set({ ...tasks, title })} />}</Setting>
          <Setting label={t('taskAbout')}>
            {(id) => <Select id={id} value={tasks.about} options={linking(tasks.object).map((field) => ({ value: field.key, label: say(field.label) }))} onChange={(about) => set({ ...tasks, about })} />}
          </Setting>
          <Setting label={t('taskDue')}>{(id) => <Select id={id} allowClear value={tasks.due} options={of('date', 'datetime')} onChange={(due?: string) => set(due ? { ...tasks, due } : { object: tasks.object, title: tasks.title, about: tasks.about })} />}</Setting>
        </>
      )}
    </Part>
  );
}
