/** The rules of an object: each with its switch and its sentence. */
import { App, Button, Switch } from 'antd';
import { Plus, Zap } from 'lucide-react';
import { Link, useNavigate, useParams } from 'react-router';
import { makeKey, useRuleStandings } from '@/api';
import { useLabel } from '@/i18n';
import { Empty, errorText } from '@/ui';
import { objectOf, rules, rulesOf } from '../model/files';
import { createRule, freshName, isOn, switchRule } from '../model/rule';
import { Gone } from '../parts/Gone';
import { placeOf } from '../problems';
import { useStudio } from '../state/context';
import { testids } from '../testids';
import { useT } from './locale';
import { Fared } from './rehearsal/Fared';
import { useT as useFared } from './rehearsal/locale';
import { useSaying } from './say';
import './rehearsal/rehearsal.css';
import './rules.css';

export function RuleList() {
  const t = useT();
  const label = useLabel();
  const { object = '' } = useParams();
  const { files, edit, problems } = useStudio();
  const { sentence } = useSaying();
  const fared = useFared();
  const { data: standings } = useRuleStandings();
  const add = useNewRule(object);
  if (!objectOf(files, object)) return <Gone />;
  const found = rulesOf(files, object);
  const button = <Button type={found.length === 0 ? 'primary' : 'default'} icon={<Plus size={14} aria-hidden />} onClick={() => void add()}>{t('newRule')}</Button>;
  return (
    <div className="s-middle">
      <div className="s-head"><h1>{t('rules')}</h1><span className="m-grow" />{found.length > 0 && button}</div>
      {found.length === 0 && <Empty icon={<Zap size={28} />} title={t('noRules', { object: label(objectOf(files, object)?.label) })} hint={t('noRulesHint')}>{button}</Empty>}
      <ul className="s-scroll s-rules">
        {found.map(({ path, def }) => {
          const standing = standings?.rules.find((one) => one.rule === def.key);
          const wrong = problems.find((problem) => placeOf(files, problem)?.to === `/studio/${object}/rules/${def.key}`);
          return (
            <li key={path} className={isOn(def) ? 's-rule' : 's-rule s-off'} data-testid={testids.rule} data-rule={def.key}>
              <Switch size="small" checked={isOn(def)} onChange={(on) => edit((now) => switchRule(now, path, on))} aria-label={t('on', { name: label(def.label) })} />
              <div className="m-grow">
                <Link to={`/studio/${object}/rules/${def.key}`} className="s-block">
                  <strong>{label(def.label)}</strong>{def.mode === 'shadow' && <span className="s-shadow">{fared('shadowTag')}</span>}
                  <span className="m-soft s-block">{sentence(def)}</span>
                  {wrong && <span className="m-danger s-block">{wrong.message}</span>}
                </Link>
                {standing && <Fared standing={standing} />}
              </div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function useNewRule(object: string) {
  const { files, edit } = useStudio();
  const { message } = App.useApp();
  const go = useNavigate();
  return async () => {
    const own = objectOf(files, object);
    const name = freshName(own?.label);
    try {
      const { key: wished } = await makeKey(`${object} rule`, rules(files).map(({ def }) => def.key));
      const { key } = createRule(files, object, wished, name);
      edit((now) => createRule(now, object, wished, name).files);
      void go(`/studio/${object}/rules/${key}?new=1`);
    } catch (error) {
      void message.error(errorText(error));
    }
  };
}
