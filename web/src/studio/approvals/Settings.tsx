/** The right pane of an approval: settings of submitting, of a step, of an outcome, else of the approval. */
import { Button, Popconfirm, Select } from 'antd';
import { Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { useNavigate } from 'react-router';
import { useCatalog, type ApprovalDef } from '@/api';
import { FilterBuilder } from '@/filter';
import { useLabel } from '@/i18n';
import { amendApproval, freshName, OUTCOMES, setWrites, type Outcome } from '../model/approval';
import { objectOf, remove } from '../model/files';
import { LabelInput, Part, Setting, Toggle } from '../parts';
import { ProblemNotes } from '../parts/ProblemNotes';
import { ValuesEditor } from '../rules/Values';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { useT } from './locale';
import { StepSettings } from './StepSettings';

interface Props {
  path: string;
  def: ApprovalDef;
}

/** What is written when an approval comes to its outcome. */
const MODES = ['literal', 'me', 'now', 'today'] as const;

export function ApprovalSettings({ path, def }: Props) {
  const t = useT();
  const [at = ''] = useSelection();
  const shown = useShownStep(def, at);
  const step = shown === undefined ? undefined : def.steps[shown];
  const outcome = OUTCOMES.find((one) => at === `outcome:${one}`);
  const title = step ? t('step') : outcome ? t(`outcome.${outcome}`) : at === 'submit' ? t('submit') : t('settings');
  return (
    <div key={shown ?? at} className="s-pane">
      <header className="s-pane-head"><span className="m-grow">{title}</span>{!step && !outcome && at !== 'submit' && <code className="m-faint">{def.key}</code>}</header>
      {at && <ProblemNotes at={at} />}
      {step ? <StepSettings path={path} def={def} step={step} /> : outcome ? <OutcomePart path={path} def={def} outcome={outcome} /> : at === 'submit' ? <SubmitPart path={path} def={def} /> : <General path={path} def={def} />}
    </div>
  );
}

/** Where the chosen step stands. One whose key follows its name, or goes back by undo, is still the same when the selection does not know yet. */
function useShownStep(def: ApprovalDef, at: string): number | undefined {
  const last = useRef<number>(undefined);
  const found = at.startsWith('step:') ? def.steps.findIndex((one) => one.key === at.slice(5)) : undefined;
  last.current = found === -1 ? last.current : found;
  return last.current;
}

function General({ path, def }: Props) {
  const t = useT();
  const { files, edit } = useStudio();
  const [, , fresh] = useSelection();
  const go = useNavigate();
  const drop = () => {
    void go(`/studio/${def.object}/approvals`);
    edit((now) => remove(now, path));
  };
  return (
    <>
      <Part>
        <LabelInput name={t('name')} value={def.label} given={freshName(objectOf(files, def.object)?.label)} autoFocus={fresh} hint={t('live')}
          onChange={(label) => label && edit((now) => amendApproval(now, path, { label }), `${path} label`)} />
      </Part>
      <Part>
        <Popconfirm title={t('removeSure')} description={t('removeHint')} okText={t('remove')} okButtonProps={{ danger: true }} onConfirm={drop}>
          <Button block danger icon={<Trash2 size={14} aria-hidden />}>{t('remove')}</Button>
        </Popconfirm>
      </Part>
    </>
  );
}

function SubmitPart({ path, def }: Props) {
  const t = useT();
  const label = useLabel();
  const { edit } = useStudio();
  const fields = useCatalog().objects[def.object]?.fields ?? [];
  const chosen = def.unlocked ?? [];
  const options = fields.filter((field) => (!field.system && !field.computed) || chosen.includes(field.key)).map((field) => ({ value: field.key, label: label(field.label) }));
  return (
    <>
      <Part title={t('where')}>
        <FilterBuilder object={def.object} value={def.where} onChange={(where) => edit((now) => amendApproval(now, path, { where }), `${path} where`)} />
        <div className="m-field-hint">{t('submitHint')}</div>
      </Part>
      <Part>
        <Toggle label={t('byRules')} hint={t('byRulesHint')} checked={def.by_rules === true} onChange={(on) => edit((now) => amendApproval(now, path, { by_rules: on || undefined }))} />
        <Setting label={t('unlocked')} hint={t('unlockedHint')}>
          {(id) => <Select id={id} mode="multiple" value={chosen} placeholder={t('unlockedNone')} options={options} showSearch={{ optionFilterProp: 'label' }}
            onChange={(next: string[]) => edit((now) => amendApproval(now, path, { unlocked: next.length > 0 ? next : undefined }))} />}
        </Setting>
      </Part>
    </>
  );
}

function OutcomePart({ path, def, outcome }: Props & { outcome: Outcome }) {
  const t = useT();
  const { edit } = useStudio();
  const pointer = `/set/${outcome}`;
  return (
    <>
      <div className="m-field-hint">{t('writesHint')}</div>
      <ValuesEditor file={path} standing={def} pointer={pointer} object={def.object} values={def.set?.[outcome] ?? {}} modes={MODES} owned={false}
        onChange={(values, tag) => edit((now) => setWrites(now, path, outcome, values), tag && `${path}${pointer} ${tag}`)} />
    </>
  );
}
