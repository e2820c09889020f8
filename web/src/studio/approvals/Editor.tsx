/** One approval: the sentence above, below it the way a record goes from submitting to its outcomes, the settings of what is chosen beside. */
import { Button } from 'antd';
import { ArrowLeft, Plus } from 'lucide-react';
import { Link, useParams } from 'react-router';
import type { ApprovalDef } from '@/api';
import { useNamedRecords } from '@/filter';
import { useLabel } from '@/i18n';
import { addStep, OUTCOMES } from '../model/approval';
import { approvalsOf, freeKey } from '../model/files';
import { Gone } from '../parts/Gone';
import { useSelection, useSelectWhole } from '../selection';
import { useStudio } from '../state/context';
import { testids } from '../testids';
import { Workbench } from '../Workbench';
import { OutcomeCard, Steps, SubmitCard } from './Flow';
import { approvalWords, useT } from './locale';
import { useApprovalSaying } from './say';
import { ApprovalSettings } from './Settings';
import '../rules/rules.css';
import './approvals.css';

export function ApprovalEditor() {
  const { object = '', approval = '' } = useParams();
  const { files } = useStudio();
  const found = approvalsOf(files, object).find(({ def }) => def.key === approval);
  return found ? <Editor key={found.path} path={found.path} def={found.def} /> : <Gone />;
}

function Editor({ path, def }: { path: string; def: ApprovalDef }) {
  const t = useT();
  const { edit } = useStudio();
  const [, select] = useSelection();
  const add = () => {
    const key = freeKey('step_1', def.steps.map((step) => step.key));
    edit((files) => addStep(files, path, { key, label: { 'zh-CN': approvalWords.zh.freshStep ?? '', en: approvalWords.en.freshStep ?? '' }, who: [] }));
    select(`step:${key}`, true);
  };
  return (
    <Workbench settings={<ApprovalSettings path={path} def={def} />}>
      <Head def={def} />
      <div className="s-scroll" onClick={(event) => event.target === event.currentTarget && select(undefined)}>
        <div className="s-approval">
          <SubmitCard def={def} />
          <Steps path={path} def={def} />
          <Button className="s-approval-add" type="dashed" icon={<Plus size={14} aria-hidden />} onClick={add} data-testid={testids.addApprovalStep}>{t('addStep')}</Button>
          <h2 className="s-approval-heading">{t('outcomes')}</h2>
          <div className="s-outcomes">{OUTCOMES.map((outcome) => <OutcomeCard key={outcome} def={def} outcome={outcome} />)}</div>
        </div>
      </div>
    </Workbench>
  );
}

function Head({ def }: { def: ApprovalDef }) {
  const t = useT();
  const label = useLabel();
  const whole = useSelectWhole();
  const { sentence } = useApprovalSaying();
  useNamedRecords(def.object, def.where);
  return (
    <>
      <div className="s-head">
        <Link to={`/studio/${def.object}/approvals`} className="m-icon-button" aria-label={t('back')} title={t('back')}><ArrowLeft size={16} /></Link>
        <button type="button" className="m-plain m-ellipsis" onClick={whole}><h1 className="m-ellipsis">{label(def.label)}</h1></button>
      </div>
      <p className="s-sentence" data-testid={testids.sentence} tabIndex={0}>{sentence(def)}</p>
    </>
  );
}
