/** The list of an object's records: views, filters in words, table, board or cards, and a record opened beside. Knows no object by name. */
import { lazy, Suspense, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { useObject, type CatalogObject } from '@/api';
import { Bones, Empty, useNarrow, useSettled } from '@/ui';
import { useT as useCommon } from '@/ui/locale';
import { Bar } from './Bar';
import { Chips } from './Chips';
import { TableList } from './TableList';
import { CardList } from './CardList';
import { useViewState, without } from './views';
import './list.css';

const Board = lazy(() => import('../board'));
const Peek = lazy(() => import('../page/Peek'));

export default function List() {
  const { object: key } = useParams();
  return <ObjectList objectKey={key ?? ''} />;
}

export function ObjectList({ objectKey }: { objectKey: string }) {
  const object = useObject(objectKey);
  const t = useCommon();
  return object ? <Inside key={object.key} object={object} /> : <Empty title={t('missing')} hint={t('missingHint')} />;
}

function Inside({ object }: { object: CatalogObject }) {
  const state = useViewState(object);
  const narrow = useNarrow();
  const [q, setQ] = useState('');
  const search = useSettled(q.trim());
  const [params, setParams] = useSearchParams();
  const peek = params.get('peek');
  const open = (id: string | null) => setParams((old) => {
    const next = without(old, 'peek');
    if (id) next.set('peek', id);
    return next;
  }, { replace: Boolean(peek) && id !== null });
  const [count, setCount] = useState('');
  const shared = { object, view: state.now, q: search, onOpen: open, onCount: setCount, clear: () => { setQ(''); state.change({ filter: undefined }); } };
  const board = state.now.kind === 'board' && object.pipelines.length > 0;
  return (
    <div className="m-list-page">
      <Bar object={object} state={state} count={count} q={search} />
      <Chips object={object} state={state} q={q} onSearch={setQ} />
      <div className="m-list-body">
        <Suspense fallback={<Bones lines={12} />}>
          {board ? <Board {...shared} /> : narrow ? <CardList key={state.open.key} {...shared} /> : <TableList key={state.open.key} {...shared} change={state.change} />}
        </Suspense>
      </div>
      <Suspense fallback={null}>{peek && <Peek object={object} id={peek} onClose={() => open(null)} />}</Suspense>
    </div>
  );
}
