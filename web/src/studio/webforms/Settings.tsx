/** The right pane of a form that anybody may fill in: settings of a question, else of the form: texts, link, what it sets. */
import { Button, Popconfirm } from 'antd';
import { Trash2 } from 'lucide-react';
import { useNavigate } from 'react-router';
import { addressOfForm, useObject, type FormDef, type FormFieldDef } from '@/api';
import { PersonSelect } from '../approvals/PersonSelect';
import { objectOf, remove } from '../model/files';
import { amendAsked, amendForm, askNoMore, freshName, isOpen, openForm } from '../model/webform';
import { LabelInput, Part, Setting, Toggle } from '../parts';
import { AddressPart } from '../parts/AddressPart';
import { ProblemNotes } from '../parts/ProblemNotes';
import { ValuesEditor } from '../rules/Values';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { useT } from './locale';
import '../rules/rules.css';

interface Props {
  path: string;
  def: FormDef;
}

/** Whoever fills it in is nobody that is known here. */
const MODES = ['literal', 'now', 'today'] as const;

export function FormSettings({ path, def }: Props) {
  const t = useT();
  const [at = ''] = useSelection();
  const asked = def.fields.find((one) => at === `ask:${one.field}`);
  return (
    <div key={asked ? at : 'form'} className="s-pane">
      <header className="s-pane-head"><span className="m-grow">{t(asked ? 'ask' : 'settings')}</span><code className="m-faint">{asked?.field ?? def.key}</code></header>
      <ProblemNotes at={asked ? at : 'form'} />
      {asked ? <AskedPart path={path} def={def} asked={asked} /> : <Whole path={path} def={def} />}
    </div>
  );
}

function AskedPart({ path, def, asked }: Props & { asked: FormFieldDef }) {
  const t = useT();
  const { edit } = useStudio();
  const [, select] = useSelection();
  const field = useObject(def.object)?.fields.find((one) => one.key === asked.field);
  const always = field?.required === true && field.default === undefined;
  const change = (changes: Partial<FormFieldDef>, tag?: string) => edit((now) => amendAsked(now, path, asked.field, changes), tag && `${path} ${asked.field} ${tag}`);
  const drop = () => {
    select(undefined);
    edit((now) => askNoMore(now, path, asked.field));
  };
  return (
    <>
      <Part>
        <LabelInput name={t('label')} optional hint={t('labelHint')} value={asked.label ?? undefined} onChange={(label) => change({ label }, 'label')} />
        <LabelInput name={t('help')} optional hint={t('helpHint')} value={asked.help ?? undefined} onChange={(help) => change({ help }, 'help')} />
        <Toggle label={t('required')} hint={always ? t('alwaysRequired') : undefined} disabled={always} checked={always || asked.required === true} onChange={(on) => change({ required: on || undefined })} />
      </Part>
      <Part><Button block danger icon={<Trash2 size={14} aria-hidden />} onClick={drop}>{t('removeAsk')}</Button></Part>
    </>
  );
}

function Whole({ path, def }: Props) {
  const t = useT();
  const { files, edit } = useStudio();
  const [, , fresh] = useSelection();
  const go = useNavigate();
  const change = (changes: Partial<FormDef>, tag?: string) => edit((now) => amendForm(now, path, changes), tag && `${path} ${tag}`);
  const drop = () => {
    void go(`/studio/${def.object}/forms`);
    edit((now) => remove(now, path));
  };
  return (
    <>
      <Part>
        <Toggle label={t('open')} hint={t('openHint')} checked={isOpen(def)} onChange={(open) => edit((now) => openForm(now, path, open))} />
        <LinkPart path={path} def={def} />
      </Part>
      <Part>
        <LabelInput name={t('name')} value={def.label} given={freshName(objectOf(files, def.object)?.label)} autoFocus={fresh} hint={t('nameHint')} onChange={(label) => label && change({ label }, 'label')} />
        <LabelInput name={t('title')} optional hint={t('titleHint')} value={def.title ?? undefined} onChange={(title) => change({ title }, 'title')} />
        <LabelInput name={t('intro')} optional area value={def.intro ?? undefined} onChange={(intro) => change({ intro }, 'intro')} />
        <LabelInput name={t('thanks')} optional area value={def.thanks ?? undefined} onChange={(thanks) => change({ thanks }, 'thanks')} />
      </Part>
      <Part title={t('fixed')}>
        <div className="m-field-hint">{t('fixedHint')}</div>
        <ValuesEditor file={path} standing={def} pointer="/values" object={def.object} values={def.values ?? {}} modes={MODES} owned={false}
          onChange={(values, tag) => change({ values: Object.keys(values).length > 0 ? values : undefined }, tag)} />
        <Setting label={t('owner')} hint={t('ownerHint')}>
          {(id) => <PersonSelect id={id} optional label={t('owner')} value={def.owner ?? ''} onChange={(owner) => change({ owner: owner || undefined })} />}
        </Setting>
      </Part>
      <Part>
        <Popconfirm title={t('removeSure')} description={t('removeHint')} okText={t('remove')} okButtonProps={{ danger: true }} onConfirm={drop}>
          <Button block danger icon={<Trash2 size={14} aria-hidden />}>{t('remove')}</Button>
        </Popconfirm>
      </Part>
    </>
  );
}

/** What is published has a link; what the draft changed is not to be seen there yet. */
function LinkPart({ path, def }: Props) {
  const t = useT();
  const { base } = useStudio();
  const published = base[path];
  if (published === undefined) return <Setting label={t('link')}>{() => <p className="m-soft">{t('publishFirst')}</p>}</Setting>;
  return (
    <>
      <AddressPart of={addressOfForm(def.key)} name={t('link')} />
      {JSON.stringify(published) !== JSON.stringify(def) && <p className="m-field-hint">{t('stale')}</p>}
    </>
  );
}
