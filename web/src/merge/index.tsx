/** Several records become one: side by side, which one stays and what it keeps. Opened from a list, a record, or a possible duplicate. */
import { ArrowLeft, Merge as MergeIcon } from 'lucide-react';
import { Link, useParams, useSearchParams } from 'react-router';
import { useMergePreview, useObject, useRecord, type CatalogObject } from '@/api';
import { RecordPicker } from '@/fields/base/RecordPicker';
import { useLabel } from '@/i18n';
import { titleOf } from '@/records/sections';
import { Bones, Empty, Failure, NamedIcon, PageHead } from '@/ui';
import { useT } from './locale';
import { Sides } from './Sides';
import './merge.css';

/** As many as become one at once. */
const MOST = 10;

export default function Merge() {
  const t = useT();
  const label = useLabel();
  const { object: key } = useParams();
  const object = useObject(key);
  const [params, setParams] = useSearchParams();
  if (!object?.can.merge) return <Empty icon={<MergeIcon size={32} />} title={t('missing')} />;
  const ids = [...new Set((params.get('ids') ?? '').split(',').filter(Boolean))].slice(0, MOST);
  const choose = (next: string[]) => setParams({ ids: next.join(',') }, { replace: true });
  return (
    <>
      <PageHead title={t('title', { object: label(object.label) })} icon={<MergeIcon size={18} aria-hidden />} />
      <div className="m-merge">
        <Link className="m-merge-back" to={`/o/${object.key}`}><ArrowLeft size={14} aria-hidden /><NamedIcon name={object.icon} size={14} />{label(object.plural ?? object.label)}</Link>
        <p className="m-soft">{t('intro')}</p>
        {ids.length < 2 && <First object={object} id={ids[0]} />}
        {ids.length < MOST && <More object={object} ids={ids} onChoose={choose} />}
        {ids.length > 1 && <Several object={object} ids={ids} onChoose={choose} />}
      </div>
    </>
  );
}

/** The one that there is so far. */
function First({ object, id }: { object: CatalogObject; id: string | undefined }) {
  const t = useT();
  const { data } = useRecord(object.key, id);
  return <p>{data && <b>{titleOf(object, data.record)}</b>} <span className="m-faint">{t('chooseMore')}</span></p>;
}

function More({ object, ids, onChoose }: { object: CatalogObject; ids: string[]; onChoose: (ids: string[]) => void }) {
  const t = useT();
  const label = useLabel();
  const name = ids.length < 2 ? t('more', { object: label(object.label) }) : t('add');
  return (
    <div className="m-merge-more">
      <span className="m-field-label">{name}</span>
      <RecordPicker key={ids.join()} object={object.key} label={name} refs={{}} value={null} filter={ids.length > 0 ? { field: 'id', op: 'not_in', value: ids } : undefined}
        onChange={(next) => { if (typeof next === 'string') onChoose([...ids, next]); }} />
    </div>
  );
}

function Several({ object, ids, onChoose }: { object: CatalogObject; ids: string[]; onChoose: (ids: string[]) => void }) {
  const { data, error, refetch } = useMergePreview(object.key, ids);
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Bones lines={12} />;
  return <Sides key={ids.join()} object={object} preview={data} onChoose={onChoose} onStale={() => void refetch()} />;
}
