/** The views that everybody has of an object: their order, and the settings of one beside. */
import { App, Button } from 'antd';
import { GripVertical, LayoutList, Plus, SquareKanban, Table2 } from 'lucide-react';
import { useParams } from 'react-router';
import { makeKey, type ViewDef } from '@/api';
import { useSayFilter } from '@/filter';
import { useLabel } from '@/i18n';
import { Empty, errorText } from '@/ui';
import { objectOf, viewsOf } from '../model/files';
import { addView, moveView } from '../model/views';
import { Gone } from '../parts/Gone';
import { SortList } from '../parts/SortList';
import { useProblems } from '../problems';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { testids } from '../testids';
import { Workbench } from '../Workbench';
import { useT } from './locale';
import { ViewSettings } from './Settings';
import '../rules/rules.css';

export function Views() {
  const t = useT();
  const label = useLabel();
  const { object = '' } = useParams();
  const { files, edit } = useStudio();
  const { message } = App.useApp();
  const [at, select] = useSelection();
  const def = objectOf(files, object);
  if (!def) return <Gone />;
  const { views } = viewsOf(files, object);
  const chosen = views.find((view) => at === `view:${view.key}`);
  const add = async () => {
    const name = { 'zh-CN': '新视图', en: 'New view' };
    try {
      const { key } = await makeKey(name, views.map((view) => view.key));
      edit((now) => addView(now, object, { key, label: name, kind: 'table', columns: [def.title, 'owner', 'created_at'] }));
      select(`view:${key}`, true);
    } catch (error) {
      void message.error(errorText(error));
    }
  };
  return (
    <Workbench settings={chosen ? <ViewSettings key={chosen.key} object={object} view={chosen} /> : <div className="s-pane m-faint">{t('choose')}</div>}>
      <div className="s-head"><h1>{t('views')}</h1><span className="m-grow" /><Button icon={<Plus size={14} aria-hidden />} onClick={() => void add()}>{t('newView')}</Button></div>
      <div className="s-scroll">
        <p className="m-soft s-intro">{t('hint')}</p>
        {views.length === 0 && <Empty icon={<LayoutList size={28} />} title={t('none')} />}
        <SortList className="s-sort s-rules" ids={views.map((view) => view.key)} nameOf={(key) => label(views.find((view) => view.key === key)?.label)} onMove={(key, before) => edit((now) => moveView(now, object, key, before))}>
          {(key, grip) => {
            const view = views.find((one) => one.key === key);
            return view && <Row object={object} view={view} grip={grip} />;
          }}
        </SortList>
      </div>
    </Workbench>
  );
}

function Row({ object, view, grip }: { object: string; view: ViewDef; grip: Record<string, unknown> }) {
  const t = useT();
  const label = useLabel();
  const sayFilter = useSayFilter();
  const [at, select] = useSelection();
  const problems = useProblems(`view:${view.key}`);
  const on = at === `view:${view.key}`;
  const Icon = view.kind === 'board' ? SquareKanban : Table2;
  return (
    <div className={['s-step', on && 'm-on', problems.length > 0 && 's-wrong'].filter(Boolean).join(' ')}>
      <button type="button" className="s-grip" data-testid={testids.viewGrip} data-view={view.key} aria-label={t('moveView', { name: label(view.label) })} {...grip}><GripVertical size={15} /></button>
      <button type="button" className="m-plain m-grow s-step-body" aria-pressed={on} onClick={() => select(`view:${view.key}`)}>
        <span className="s-step-icon"><Icon size={15} aria-hidden /></span>
        <span className="m-grow">
          <strong>{label(view.label)}</strong>
          <span className="m-soft s-block">{view.filter ? sayFilter(object, view.filter) : t('all')} · {t('columnCount', { count: view.columns?.length ?? 0 })}</span>
          {problems[0] && <span className="m-danger s-block">{problems[0].message}</span>}
        </span>
      </button>
    </div>
  );
}
