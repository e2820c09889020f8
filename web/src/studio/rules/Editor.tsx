/** One rule: the sentence above, below it the canvas it is built on, the settings of what is chosen beside. A narrow screen has a list instead. */
import { Switch } from 'antd';
import { ArrowLeft } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { Link, useParams } from 'react-router';
import type { RuleDef } from '@/api';
import { useLabel } from '@/i18n';
import { Bones, useNarrow } from '@/ui';
import { rulesOf } from '../model/files';
import { isOn, switchRule } from '../model/rule';
import { Gone } from '../parts/Gone';
import { useSelectWhole } from '../selection';
import { useStudio } from '../state/context';
import { testids } from '../testids';
import { Workbench } from '../Workbench';
import { useT } from './locale';
import { Outline } from './Outline';
import { useT as useTried } from './rehearsal/locale';
import { useSaying } from './say';
import { RuleSettings } from './Settings';
import './rules.css';

const Canvas = lazy(() => import('./canvas'));

export function RuleEditor() {
  const { object = '', rule = '' } = useParams();
  const { files } = useStudio();
  const found = rulesOf(files, object).find(({ def }) => def.key === rule);
  return found ? <Editor key={found.path} path={found.path} rule={found.def} /> : <Gone />;
}

function Editor({ path, rule }: { path: string; rule: RuleDef }) {
  const narrow = useNarrow();
  const settings = <RuleSettings path={path} rule={rule} />;
  const head = <Head path={path} rule={rule} />;
  if (narrow) {
    return (
      <Workbench settings={settings}>
        {head}
        <div className="s-scroll"><Outline file={path} rule={rule} /></div>
      </Workbench>
    );
  }
  return (
    <Suspense fallback={<Workbench settings={settings}>{head}<div className="s-scroll"><Bones lines={8} /></div></Workbench>}>
      <Canvas file={path} rule={rule} settings={settings} head={head} />
    </Suspense>
  );
}

function Head({ path, rule }: { path: string; rule: RuleDef }) {
  const t = useT();
  const label = useLabel();
  const { edit } = useStudio();
  const whole = useSelectWhole();
  const { sentence } = useSaying();
  const tried = useTried();
  return (
    <>
      <div className="s-head">
        <Link to={`/studio/${rule.object}/rules`} className="m-icon-button" aria-label={t('back')} title={t('back')}><ArrowLeft size={16} /></Link>
        <button type="button" className="m-plain m-ellipsis" onClick={whole}><h1 className="m-ellipsis">{label(rule.label)}</h1></button>
        <span className="m-grow" />
        <Switch checked={isOn(rule)} onChange={(on) => edit((files) => switchRule(files, path, on))} aria-label={t('on', { name: label(rule.label) })} />
      </div>
      <p className="s-sentence" data-testid={testids.sentence} tabIndex={0}>{sentence(rule)}{!isOn(rule) && <span className="m-faint">{t('say.off')}</span>}{rule.mode === 'shadow' && <span className="s-shadow">{tried('shadowTag')}</span>}</p>
    </>
  );
}
