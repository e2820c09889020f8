/** A record on a page of its own. */
import { ArrowLeft } from 'lucide-react';
import { Link, useNavigate, useParams } from 'react-router';
import { useObject } from '@/api';
import { useLabel } from '@/i18n';
import { Empty, NamedIcon } from '@/ui';
import { useT as useCommon } from '@/ui/locale';
import { useT } from '../locale';
import { RecordView } from './RecordView';

export default function RecordPage() {
  const { object: key, id = '' } = useParams();
  const object = useObject(key);
  const t = useT();
  const common = useCommon();
  const label = useLabel();
  const go = useNavigate();
  if (!object) return <Empty title={common('missing')} hint={common('missingHint')} />;
  const list = `/o/${object.key}`;
  return (
    <div className="m-record-page">
      <div className="m-crumb">
        <Link to={list} title={t('back')}><ArrowLeft size={14} aria-hidden /><NamedIcon name={object.icon} size={14} />{label(object.plural ?? object.label)}</Link>
      </div>
      <RecordView key={id} object={object} id={id} onGone={() => void go(list)} />
    </div>
  );
}
