/** The approvals of an object: each with its sentence. */
import { App, Button } from 'antd';
import { Plus, Stamp } from 'lucide-react';
import { Link, useNavigate, useParams } from 'react-router';
import { makeKey, useCatalog, type ApprovalDef, type ApprovalStepDef } from '@/api';
import { useNamedRecords } from '@/filter';
import { useLabel } from '@/i18n';
import { Empty, errorText } from '@/ui';
import { createApproval, freshName } from '../model/approval';
import { approvals, approvalsOf, objectOf } from '../model/files';
import { Gone } from '../parts/Gone';
import { placeOf } from '../problems';
import { useStudio } from '../state/context';
import { testids } from '../testids';
import { approvalWords, useT } from './locale';
import { peoplePaths } from './people';
import { useApprovalSaying } from './say';
import './approvals.css';

export function ApprovalList() {
  const t = useT();
  const label = useLabel();
  const { object = '' } = useParams();
  const { files } = useStudio();
  const add = useNewApproval(object);
  if (!objectOf(files, object)) return <Gone />;
  const found = approvalsOf(files, object);
  const button = <Button type={found.length === 0 ? 'primary' : 'default'} icon={<Plus size={14} aria-hidden />} onClick={() => void add()}>{t('create')}</Button>;
  return (
    <div className="s-middle">
      <div className="s-head"><h1>{t('approvals')}</h1><span className="m-grow" />{found.length > 0 && button}</div>
      {found.length === 0 && <Empty icon={<Stamp size={28} />} title={t('none', { object: label(objectOf(files, object)?.label) })} hint={t('noneHint')}>{button}</Empty>}
      <ul className="s-scroll s-approvals">{found.map(({ path, def }) => <Line key={path} def={def} />)}</ul>
    </div>
  );
}

function Line({ def }: { def: ApprovalDef }) {
  const label = useLabel();
  const { files, problems } = useStudio();
  const { sentence } = useApprovalSaying();
  useNamedRecords(def.object, def.where);
  const to = `/studio/${def.object}/approvals/${def.key}`;
  const wrong = problems.find((problem) => placeOf(files, problem)?.to === to);
  return (
    <li className="s-approval-line" data-testid={testids.approval} data-approval={def.key}>
      <Stamp size={16} aria-hidden />
      <Link to={to} className="m-grow">
        <strong>{label(def.label)}</strong>
        <span className="m-soft s-block">{sentence(def)}</span>
        {wrong && <span className="m-danger s-block">{wrong.message}</span>}
      </Link>
    </li>
  );
}

/** Both languages of a text of this page. */
const both = (key: 'manager') => ({ 'zh-CN': approvalWords.zh[key] ?? '', en: approvalWords.en[key] ?? '' });

function useNewApproval(object: string) {
  const { files, edit } = useStudio();
  const { message } = App.useApp();
  const catalog = useCatalog();
  const label = useLabel();
  const go = useNavigate();
  return async () => {
    const name = freshName(objectOf(files, object)?.label);
    // The owner's own superior is whom most ask first; where people have none, the owner stands there until somebody says who.
    const above = peoplePaths(catalog, object, label).find(({ path }) => path === 'owner.manager')?.path ?? 'owner';
    const step: ApprovalStepDef = { key: 'step_1', label: both('manager'), who: [above] };
    try {
      const { key: wished } = await makeKey(`${object} approval`, approvals(files).map(({ def }) => def.key));
      const { key } = createApproval(files, object, wished, name, step);
      edit((now) => createApproval(now, object, wished, name, step).files);
      void go(`/studio/${object}/approvals/${key}?new=1`);
    } catch (error) {
      void message.error(errorText(error));
    }
  };
}
