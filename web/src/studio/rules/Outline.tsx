/** The rule as a list from top to bottom, for narrow screens: the same cards, steps that stand in a step set in. */
import { Button, Dropdown } from 'antd';
import { Ellipsis, Plus } from 'lucide-react';
import type { ActionDef, RuleDef } from '@/api';
import { listsOf, nextSpot, pathIn, stepsIn, type Spot } from '../model/steps';
import { useProblems } from '../problems';
import { useSelection } from '../selection';
import { testids } from '../testids';
import { CardFace, useCardText, type CardText } from './Card';
import { KindMenu } from './Kinds';
import { pathOf, useSteps, type Steps } from './useSteps';
import { useStepT } from './words';

interface Shared {
  rule: RuleDef;
  steps: Steps;
  text: (at: string) => CardText;
}

export function Outline({ file, rule }: { file: string; rule: RuleDef }) {
  const shared: Shared = { rule, steps: useSteps(file, rule), text: useCardText(rule) };
  return (
    <div className="s-outline">
      <Line at="trigger" {...shared} />
      <Line at="where" {...shared} />
      <List list="" steps={rule.actions} shared={shared} />
    </div>
  );
}

const WAYS = { then: 'then', else: 'else', do: undefined } as const;

function List({ list, steps, shared }: { list: string; steps: ActionDef[]; shared: Shared }) {
  const t = useStepT();
  const spot: Spot = { list, index: steps.length };
  return (
    <>
      {steps.map((step, index) => {
        const path = pathIn({ list, index });
        const settings = listsOf(step.kind).filter((setting) => step.kind !== 'wait' || step.timeout !== undefined || stepsIn(step, setting).length > 0);
        return (
          <div key={path} className="s-outline">
            <Line at={`action:${path}`} {...shared} />
            {settings.map((setting) => {
              const word = step.kind === 'wait' ? 'timedOut' : WAYS[setting as keyof typeof WAYS];
              return (
                <section key={setting} className="s-nested">
                  {word && <h3>{t(word)}</h3>}
                  <List list={`${path}/${setting}`} steps={stepsIn(step, setting)} shared={shared} />
                </section>
              );
            })}
          </div>
        );
      })}
      <KindMenu onChoose={(kind) => shared.steps.add(kind, spot)}>
        <Button type="dashed" size={list === '' ? 'middle' : 'small'} block icon={<Plus size={14} aria-hidden />} data-place={`${list}:${steps.length}`}>{t('addStep')}</Button>
      </KindMenu>
    </>
  );
}

function Line({ at, rule, steps, text }: Shared & { at: string }) {
  const [chosen, select] = useSelection();
  const wrong = useProblems(at).length > 0;
  const path = pathOf(at);
  return (
    <div className={['s-step', chosen === at && 'm-on', wrong && 's-wrong'].filter(Boolean).join(' ')} data-testid={path === undefined ? undefined : testids.action} data-at={path}>
      <button type="button" className="m-plain m-grow s-step-body" aria-pressed={chosen === at} onClick={() => select(at)}><CardFace at={at} card={text(at)} /></button>
      {path !== undefined && <More path={path} name={text(at).title} rule={rule} steps={steps} />}
    </div>
  );
}

function More({ path, name, rule, steps }: { path: string; name: string; rule: RuleDef; steps: Steps }) {
  const t = useStepT();
  const items = [
    { key: 'up', label: t('moveUp'), disabled: !nextSpot(rule, path, -1), onClick: () => steps.shift(path, -1) },
    { key: 'down', label: t('moveDown'), disabled: !nextSpot(rule, path, 1), onClick: () => steps.shift(path, 1) },
    { key: 'copy', label: t('duplicate'), onClick: () => steps.duplicate(path) },
    { key: 'remove', label: t('removeStep'), danger: true, onClick: () => steps.remove(path) },
  ];
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <button type="button" className="m-icon-button" aria-label={`${name}: ${t('more')}`} title={t('more')}><Ellipsis size={15} /></button>
    </Dropdown>
  );
}
