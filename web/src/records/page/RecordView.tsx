/** One record: head, stage bar, fields, timeline, what hangs on it. The same on its page and beside a list. */
import { Alert } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { ApiError, useCatalog, useRecord, type CatalogObject, type RecordDetail } from '@/api';
import { useLabel } from '@/i18n';
import { ApprovalPanel } from '@/approvals/Panel';
import { testids } from '@/testids';
import { Bones, Empty, Failure, Tabs, useNarrow, type Tab } from '@/ui';
import { useEdits } from '../edits';
import { useT } from '../locale';
import { useMove } from '../move';
import { Facts } from './Facts';
import { Head } from './Head';
import { RelatedList } from './RelatedList';
import { Runs } from './Runs';
import { StageBar } from './StageBar';
import { Timeline } from './Timeline';
import './page.css';

interface Props {
  object: CatalogObject;
  id: string;
  slim?: boolean;
  onGone: () => void;
}

export function RecordView({ object, id, slim, onGone }: Props) {
  const t = useT();
  const { data, error, refetch } = useRecord(object.key, id);
  if (error instanceof ApiError && error.status === 404) {
    return <Empty title={t('notFound')} hint={t('notFoundHint')}><Link to="/recycle">{t('bin')}</Link></Empty>;
  }
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Bones lines={12} />;
  // What may be done with the object's records may not be done with every one of them.
  const own = { ...object, can: { ...object.can, ...data.can } };
  return <Loaded object={own} detail={data} slim={slim} onGone={onGone} />;
}

function Loaded({ object, detail, slim, onGone }: { object: CatalogObject; detail: RecordDetail; slim?: boolean; onGone: () => void }) {
  const t = useT();
  const narrow = useNarrow(1099) || Boolean(slim);
  const catalog = useCatalog();
  const edits = useEdits(object);
  const mover = useMove(object);
  const tabs = useTabs(object, detail);
  const [chosen, setChosen] = useState('details');
  const [side, setSide] = useState<'timeline' | 'runs'>('timeline');
  const timeline = { key: 'timeline', label: t('timeline') };
  const runs = { key: 'runs', label: t('runs') };
  const shown = narrow ? [{ key: 'details', label: t('details') }, timeline, ...tabs, runs] : [{ key: 'details', label: t('details') }, ...tabs];
  const open = shown.some((one) => one.key === chosen) ? chosen : 'details';
  const { record } = detail;
  return (
    <article className={slim ? 'm-record m-record-slim' : 'm-record'} data-testid={testids.recordPage} data-record={record.id}>
      <Head object={object} detail={detail} onGone={onGone} />
      {detail.merged_into && (
        <Alert className="m-record-merged" type="info" title={<>{t('mergedInto')} <Link to={`/o/${object.key}/${detail.merged_into.id}`}>{detail.merged_into.title}</Link></>} />
      )}
      {object.pipelines.map((pipeline) => (
        <StageBar key={pipeline.key} object={object} pipeline={pipeline} detail={detail} onMove={(stage) => void mover.move({ record, pipeline, stage })} />
      ))}
      {catalog.approves.includes(object.key) && <ApprovalPanel object={object.key} id={record.id} live={!record.deleted_at} />}
      <div className="m-record-body">
        <div className="m-record-main">
          <Tabs tabs={shown} open={open} onOpen={setChosen} name={t('details')} />
          <div className="m-record-panel" role="tabpanel" aria-label={shown.find((one) => one.key === open)?.label}>
            {open === 'details' && <Facts object={object} detail={detail} edits={edits} onStage={(pipeline, stage) => void mover.move({ record, pipeline, stage })} />}
            {open === 'timeline' && <Timeline object={object} record={record} />}
            {open === 'runs' && <Runs object={object} id={record.id} />}
            {tabs.some((one) => one.key === open) && <RelatedList key={open} object={object} record={record} relationKey={open} />}
          </div>
        </div>
        {!narrow && (
          <aside className="m-record-side" aria-label={t('timeline')}>
            <Tabs tabs={[timeline, runs]} open={side} onOpen={(key) => setSide(key as 'timeline' | 'runs')} name={t('timeline')} />
            <div className="m-record-panel" role="tabpanel" aria-label={t(side)}>
              {side === 'timeline' ? <Timeline object={object} record={record} /> : <Runs object={object} id={record.id} />}
            </div>
          </aside>
        )}
      </div>
      {mover.dialog}
    </article>
  );
}

/** Related lists in the order of the layout. */
function useTabs(object: CatalogObject, detail: RecordDetail): Tab[] {
  const label = useLabel();
  const catalog = useCatalog();
  return (object.layout.related ?? []).map((related) => object.relations.find((one) => one.key === related.relation))
    .filter((relation) => relation !== undefined && catalog.objects[relation.object] !== undefined)
    .map((relation) => ({ key: relation?.key ?? '', label: label(relation?.label), count: detail.related[relation?.key ?? '']?.count }));
}
