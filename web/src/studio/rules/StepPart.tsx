/** The settings of one step: its own form, one drawn from the schema for what that does not cover, its name, and as JSON what has no form. */
import { Input } from 'antd';
import { useState } from 'react';
import { useCatalog, type ActionDef, type RuleDef } from '@/api';
import { CodeText } from '../code';
import { amendStep, editSteps, pointerOf } from '../model/steps';
import { Part, Setting } from '../parts';
import { SchemaForm } from '../schema/Form';
import { useStudio } from '../state/context';
import { actionForm, isCovered, restOf } from './actions';
import { readSettings } from './json';
import { useSettings } from './Kinds';
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
  const settings = useSettings(step.kind).filter(({ key }) => !isCovered(step.kind, key));
  const rest = Object.fromEntries(Object.entries(restOf(step)).filter(([key]) => !settings.some((setting) => setting.key === key)));
  return (
    <Part>
      {Form && <Form rule={rule} standing={standing} pointer={pointerOf(path)} action={step} change={change} />}
      <SchemaForm object={standing.object} members={settings} value={step} change={change} />
      {Object.keys(rest).length > 0 && <Rest name={t('rest')} rest={rest} change={change} />}
      <Setting label={t('stepName')} hint={t('stepNameHint')}>
        {(id) => <Input id={id} value={step.name ?? ''} maxLength={80} onChange={({ target }) => change({ name: target.value || undefined }, 'name')} />}
      </Setting>
    </Part>
  );
}

interface RestProps {
  name: string;
  rest: Record<string, unknown>;
  change: (changes: Record<string, unknown>, tag: string) => void;
}

/** Settings without a form, as they stand in the file; they are taken over as soon as they can be read. */
function Rest({ name, rest, change }: RestProps) {
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
    <Setting label={name} hint={trouble ? <span className="m-danger" role="alert">{trouble}</span> : t('restHint')}>
      {() => <CodeText label={name} value={text} onChange={type} marks={trouble ? [{ message: trouble }] : []} />}
    </Setting>
  );
}
