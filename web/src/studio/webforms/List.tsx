/** The forms of an object that anybody may fill in: what each asks, and whether it is open. */
import { App, Button, Switch } from 'antd';
import { ClipboardPen, Plus } from 'lucide-react';
import { Link, useNavigate, useParams } from 'react-router';
import { makeKey, type FormDef } from '@/api';
import { useLabel } from '@/i18n';
import { Empty, errorText } from '@/ui';
import '../approvals/approvals.css';
import { objectOf, webforms, webformsOf, type Placed } from '../model/files';
import { createForm, freshName, isOpen, openForm } from '../model/webform';
import { Gone } from '../parts/Gone';
import { placeOf } from '../problems';
import { useStudio } from '../state/context';
import { testids } from '../testids';
import { isAskable } from './askable';
import { useT } from './locale';

export function WebformList() {
  const t = useT();
  const label = useLabel();
  const { object = '' } = useParams();
  const { files } = useStudio();
  const add = useNewForm(object);
  if (!objectOf(files, object)) return <Gone />;
  const found = webformsOf(files, object);
  const button = <Button type={found.length === 0 ? 'primary' : 'default'} icon={<Plus size={14} aria-hidden />} onClick={() => void add()}>{t('create')}</Button>;
  return (
    <div className="s-middle">
      <div className="s-head"><h1>{t('forms')}</h1><span className="m-grow" />{found.length > 0 && button}</div>
      {found.length === 0 && <Empty icon={<ClipboardPen size={28} />} title={t('none', { object: label(objectOf(files, object)?.label) })} hint={t('noneHint')}>{button}</Empty>}
      <ul className="s-scroll s-approvals">{found.map((one) => <Line key={one.path} {...one} />)}</ul>
    </div>
  );
}

function Line({ path, def }: Placed<FormDef>) {
  const t = useT();
  const label = useLabel();
  const { files, problems, edit } = useStudio();
  const to = `/studio/${def.object}/forms/${def.key}`;
  const wrong = problems.find((problem) => placeOf(files, problem)?.to === to);
  return (
    <li className="s-approval-line" data-testid={testids.webform} data-form={def.key}>
      <ClipboardPen size={16} aria-hidden />
      <Link to={to} className="m-grow">
        <strong>{label(def.label)}</strong>
        <span className="m-soft s-block">{t('asks', { count: def.fields.length })} · {t(isOpen(def) ? 'open' : 'closed')}</span>
        {wrong && <span className="m-danger s-block">{wrong.message}</span>}
      </Link>
      <Switch size="small" checked={isOpen(def)} aria-label={`${t('open')} ${label(def.label)}`} title={t(isOpen(def) ? 'open' : 'closed')} onChange={(open) => edit((now) => openForm(now, path, open))} />
    </li>
  );
}

function useNewForm(object: string) {
  const { files, edit } = useStudio();
  const { message } = App.useApp();
  const go = useNavigate();
  return async () => {
    const name = freshName(objectOf(files, object)?.label);
    try {
      const { key: wished } = await makeKey(`${object} form`, webforms(files).map(({ def }) => def.key));
      const { key } = createForm(files, object, wished, name, isAskable);
      edit((now) => createForm(now, object, wished, name, isAskable).files);
      void go(`/studio/${object}/forms/${key}?at=form&new=1`);
    } catch (error) {
      void message.error(errorText(error));
    }
  };
}
