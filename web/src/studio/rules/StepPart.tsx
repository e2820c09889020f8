/** The settings of one step: its form, its name, and as JSON what has no form. */
import { Input } from 'antd';
import { useState } from 'react';
import { useCatalog, type ActionDef, type RuleDef } from '@/api';
import { CodeText } from '../code';
import { amendStep, editSteps, pointerOf } from '../model/steps';
import { Part, Setting } from '../parts';
import { useStudio } from '../state/context';
import { actionForm, actionKinds, restOf } from './actions';
import { readSettings } from './json';
import { useSettingNames } from './Kinds';
import { standingAt } from './standing';
import { useStepT } from './words';

interface Props {
  file: string;
  rule: RuleDef;
  path: string;
  step: ActionDef;
}

export function StepPart({ file, rule, path, step }: Props) {
  const t = useStepT();
  const { edit } = useStudio();
  const standing = standingAt(useCatalog(), rule, path);
  const change = (changes: Record<string, unknown>, tag?: string) => edit((files) => editSteps(files, file, (now) => amendStep(now, path, changes)), tag && `${file} ${path} ${tag}`);
  const Form = actionForm(step.kind);
  const rest = restOf(step);
  const known = actionKinds.includes(step.kind);
  const names = useSettingNames(step.kind);
  return (
    <Part>
      {Form && <Form rule={rule} standing={standing} pointer={pointerOf(path)} action={step} change={change} />}
      {(!known || Object.keys(rest).length > 0) && <Rest name={t(known ? 'rest' : 'wholeStep')} names={known ? [] : names} rest={rest} change={change} />}
      <Setting label={t('stepName')} hint={t('stepNameHint')}>
        {(id) => <Input id={id} value={step.name ?? ''} maxLength={80} onChange={({ target }) => change({ name: target.value || undefined }, 'name')} />}
      </Setting>
    </Part>
  );
}

interface RestProps {
  name: string;
  /** What can be written. */
  names: string[];
  rest: Record<string, unknown>;
  change: (changes: Record<string, unknown>, tag: string) => void;
}

/** Settings without a form, as they stand in the file; they are taken over as soon as they can be read. */
function Rest({ name, names, rest, change }: RestProps) {
  const t = useStepT();
  const written = JSON.stringify(rest, null, 2);
  const [held, setHeld] = useState({ text: written, means: written });
  // What was changed elsewhere, such as by undo, is shown; what is being typed stays.
  const text = held.means === written ? held.text : written;
  const read = readSettings(text);
  const type = (next: string) => {
    const found = readSettings(next);
    setHeld({ text: next, means: found.value ? JSON.stringify(found.value, null, 2) : written });
    if (found.value) change({ ...Object.fromEntries(Object.keys(rest).map((key) => [key, undefined])), ...found.value }, 'rest');
  };
  const trouble = read.value ? undefined : read.why === undefined ? t('notObject') : t('badJson', { why: read.why });
  return (
    <Setting label={name} hint={trouble ? <span className="m-danger" role="alert">{trouble}</span> : <>{t('restHint')}{names.length > 0 && <span className="s-block">{t('known')} <code>{names.join(', ')}</code></span>}</>}>
      {() => <CodeText label={name} value={text} onChange={type} marks={trouble ? [{ message: trouble }] : []} />}
    </Setting>
  );
}
