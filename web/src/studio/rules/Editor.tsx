/** One rule: the sentence above, below it what starts it, the conditions and the steps; the settings of the chosen one beside. */
import { Button, Dropdown, Switch } from 'antd';
import { ArrowLeft, Filter, GripVertical, Play, Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type { RuleDef } from '@/api';
import { useLabel } from '@/i18n';
import { rulesOf } from '../model/files';
import { addAction, isOn, moveAction, removeAction, switchRule } from '../model/rule';
import { Gone } from '../parts/Gone';
import { PartText } from '../parts/PartText';
import { SortList } from '../parts/SortList';
import { useProblems } from '../problems';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { testids } from '../testids';
import { Workbench } from '../Workbench';
import { actionIcon, actionKinds, freshAction } from './actions';
import { useT, type RuleWord } from './locale';
import { RuleSettings } from './Settings';
import { useSaying } from './say';
import './rules.css';

export function RuleEditor() {
  const { object = '', rule = '' } = useParams();
  const { files } = useStudio();
  const found = rulesOf(files, object).find(({ def }) => def.key === rule);
  return found ? <Editor key={found.path} path={found.path} rule={found.def} /> : <Gone />;
}

function Editor({ path, rule }: { path: string; rule: RuleDef }) {
  const t = useT();
  const label = useLabel();
  const { edit } = useStudio();
  const [, select] = useSelection();
  const { sentence, trigger, condition } = useSaying();
  return (
    <Workbench settings={<RuleSettings path={path} rule={rule} />}>
      <div className="s-head">
        <Link to={`/studio/${rule.object}/rules`} className="m-icon-button" aria-label={t('back')} title={t('back')}><ArrowLeft size={16} /></Link>
        <button type="button" className="m-plain m-ellipsis" onClick={() => select(undefined)}><h1 className="m-ellipsis">{label(rule.label)}</h1></button>
        <span className="m-grow" />
        <Switch checked={isOn(rule)} onChange={(on) => edit((files) => switchRule(files, path, on))} aria-label={t('on', { name: label(rule.label) })} />
      </div>
      <div className="s-scroll">
        <div className="s-flow">
          <p className="s-sentence" data-testid={testids.sentence}>{sentence(rule)}{!isOn(rule) && <span className="m-faint">{t('say.off')}</span>}</p>
          <Heading>{t('trigger')}</Heading>
          <Card at="trigger" icon={<Play size={15} aria-hidden />} title={t(`trigger.${rule.trigger.kind}` as RuleWord)}>{trigger(rule)}</Card>
          <Heading>{t('conditions')}</Heading>
          <Card at="where" icon={<Filter size={15} aria-hidden />} title={condition(rule) ? t('where') : t('always')}>{condition(rule)}</Card>
          <Heading>{t('steps')}</Heading>
          <Steps path={path} rule={rule} />
        </div>
      </div>
    </Workbench>
  );
}

const Heading = ({ children }: { children: ReactNode }) => <h2 className="s-flow-head">{children}</h2>;

interface CardProps {
  at: string;
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  before?: ReactNode;
  after?: ReactNode;
  testid?: string;
}

function Card({ at, icon, title, children, before, after, testid }: CardProps) {
  const [chosen, select] = useSelection();
  const problems = useProblems(at);
  const names = ['s-step', chosen === at && 'm-on', problems.length > 0 && 's-wrong'].filter(Boolean).join(' ');
  return (
    <div className={names} data-testid={testid} data-at={at.split(':')[1]}>
      {before}
      <button type="button" className="m-plain m-grow s-step-body" onClick={() => select(at)} aria-pressed={chosen === at}>
        <span className="s-step-icon">{icon}</span>
        <PartText at={at} title={title}>{children}</PartText>
      </button>
      {after}
    </div>
  );
}

function Steps({ path, rule }: { path: string; rule: RuleDef }) {
  const t = useT();
  const { edit } = useStudio();
  const [, select] = useSelection();
  const { action: say } = useSaying();
  const ids = rule.actions.map((_, at) => String(at));
  const nameOf = (id: string) => t(`action.${rule.actions[Number(id)]?.kind}` as RuleWord);
  const move = (id: string, before: string | undefined) => {
    const from = Number(id);
    const to = before === undefined ? rule.actions.length - 1 : Number(before) > from ? Number(before) - 1 : Number(before);
    edit((files) => moveAction(files, path, from, to));
    select(`action:${to}`);
  };
  const add = (kind: string) => {
    edit((files) => addAction(files, path, freshAction(kind, rule)));
    select(`action:${rule.actions.length}`, true);
  };
  const items = actionKinds.map((kind) => {
    const Icon = actionIcon(kind);
    return { key: kind, label: t(`action.${kind}` as RuleWord), icon: <Icon size={14} aria-hidden /> };
  });
  return (
    <>
      <SortList ids={ids} onMove={move} nameOf={nameOf} className="s-steps">
        {(id, grip) => {
          const action = rule.actions[Number(id)];
          if (!action) return null;
          const Icon = actionIcon(action.kind);
          const known = actionKinds.includes(action.kind);
          return (
            <Card at={`action:${id}`} icon={<Icon size={15} aria-hidden />} title={known ? nameOf(id) : action.kind} testid={testids.action}
              before={<button type="button" className="s-grip" data-testid={testids.actionGrip} data-at={id} aria-label={t('moveStep', { name: known ? nameOf(id) : action.kind })} {...grip}><GripVertical size={15} /></button>}
              after={<button type="button" className="m-icon-button" aria-label={t('removeStep')} title={t('removeStep')}
                onClick={() => { edit((files) => removeAction(files, path, Number(id))); select(undefined); }}><Trash2 size={14} /></button>}>
              {say(rule, action)}
            </Card>
          );
        }}
      </SortList>
      {rule.actions.length === 0 && <div className="m-faint">{t('noSteps')}</div>}
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => add(key) }}><Button type="dashed" block icon={<Plus size={14} aria-hidden />}>{t('addStep')}</Button></Dropdown>
    </>
  );
}
