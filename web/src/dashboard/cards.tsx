/** The kinds of cards: a number, bars of a funnel, a ranking, and charts. Each gets its card and asks for its own data. */
import { Button } from 'antd';
import { BarChart3, Table2 } from 'lucide-react';
import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { useAggregate, useCatalog, type Card, type CatalogObject, type Field } from '@/api';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { resolve } from '@/records/paths';
import { Bones, Face, Failure } from '@/ui';
import { listLink, pipelineOf, usePoints, valueText, type CardData, type Point } from './data';
import { useT } from './locale';

const Chart = lazy(() => import('./Chart'));

interface KindProps {
  card: Card;
  object: CatalogObject;
}

export function CardView({ card }: { card: Card }) {
  const { objects } = useCatalog();
  const object = objects[card.object];
  if (!object) return null;
  const Kind = card.kind === 'number' ? NumberCard : Grouped;
  return <section className={`m-dash-card m-dash-${card.kind}`} style={{ '--span': card.width ?? 6 } as React.CSSProperties} data-testid="dashboard-card" data-card={card.key}><Kind card={card} object={object} /></section>;
}

function Head({ card, children }: { card: Card; children?: ReactNode }) {
  const label = useLabel();
  return <header className="m-dash-head"><h2 className="m-ellipsis">{label(card.label)}</h2>{children}</header>;
}

function NumberCard({ card, object }: KindProps) {
  const t = useT();
  const format = useFormat();
  const catalog = useCatalog();
  const measured = card.measure.field ? resolve(catalog, object, card.measure.field)?.field : undefined;
  const whole = useAggregate(card.object, { group: [], measures: [card.measure], filter: card.filter });
  const part = useAggregate(card.object, { group: [], measures: [card.measure], filter: both(card) }, card.share !== undefined);
  const error = whole.error ?? part.error;
  const total = Number(whole.data?.rows[0]?.values[0] ?? 0);
  const some = Number(part.data?.rows[0]?.values[0] ?? 0);
  const ready = whole.data && (!card.share || part.data);
  const exact = (value: number) => valueText(format, measured, value);
  return (
    <>
      <Head card={card} />
      {error && !ready ? <Failure error={error} retry={() => void whole.refetch()} /> : !ready ? <Bones lines={1} height={32} /> : (
        <Link className="m-dash-number" to={listLink(object, card.share ? both(card) : card.filter)} title={card.share ? t('share', { part: exact(some), whole: exact(total) }) : exact(total)}>
          {card.share ? (total > 0 ? format.percent((some / total) * 100) : '–') : valueText(format, measured, total, Math.abs(total) >= 100_000)}
          {card.share && <small className="m-faint">{t('share', { part: exact(some), whole: exact(total) })}</small>}
        </Link>
      )}
    </>
  );
}

const both = (card: Card) => (card.share && card.filter ? { and: [card.filter, card.share] } : card.share);

function Grouped({ card, object }: KindProps) {
  const t = useT();
  const label = useLabel();
  const [table, setTable] = useState(false);
  const { data, error, refetch } = usePoints(card);
  const charted = card.kind !== 'funnel' && card.kind !== 'ranking';
  return (
    <>
      <Head card={card}>
        {charted && (
          <Button type="text" size="small" aria-pressed={table} aria-label={`${t(table ? 'asChart' : 'asTable')}：${label(card.label)}`} title={t(table ? 'asChart' : 'asTable')}
            icon={table ? <BarChart3 size={14} aria-hidden /> : <Table2 size={14} aria-hidden />} onClick={() => setTable(!table)} />
        )}
      </Head>
      {error && !data ? <Failure error={error} retry={() => void refetch()} />
        : !data ? <Bones lines={5} height={20} />
        : data.points.length === 0 ? <div className="m-dash-none"><div>{t('none')}</div><div className="m-faint">{t('noneHint')}</div></div>
        : card.kind === 'funnel' ? <Funnel card={card} object={object} data={data} />
        : card.kind === 'ranking' || table ? <Ranking object={object} data={data} people={data.field?.type === 'user'} />
        : <Drawn card={card} object={object} data={data} />}
    </>
  );
}

function Drawn({ card, object, data }: KindProps & { data: CardData }) {
  const label = useLabel();
  const format = useFormat();
  const navigate = useNavigate();
  const exact = useCallback((value: number) => valueText(format, data.measured, value), [format, data.measured]);
  const short = useCallback((value: number) => valueText(format, data.measured, value, true), [format, data.measured]);
  const told = `${label(card.label)}：${data.points.map((point) => `${point.name} ${exact(point.value)}`).join('，')}`;
  return (
    <Suspense fallback={<Bones lines={5} height={20} />}>
      <Chart kind={card.kind as 'bar' | 'line' | 'pie'} points={data.points} label={told} exact={exact} short={short} open={(point) => void navigate(listLink(object, point.filter))} />
    </Suspense>
  );
}

/** Stages in the order of the pipeline, each with its bar and how many go on to the next. A stage nobody stands in is shown too. */
function Funnel({ card, object, data }: KindProps & { data: CardData }) {
  const t = useT();
  const label = useLabel();
  const format = useFormat();
  const counted = useAggregate(card.object, { group: [{ field: card.group?.field ?? '' }], measures: [{ fn: 'count' }], filter: card.filter, limit: 200 }, card.measure.fn !== 'count');
  const pipeline = pipelineOf(object, card.group?.field ?? '');
  const points = (pipeline?.stages ?? []).map((stage): Point => data.points.find((point) => point.key === stage.key)
    ?? { key: stage.key, name: label(stage.label), value: 0, colour: 'grey', filter: undefined });
  const most = Math.max(1, ...points.map((point) => point.value));
  const countOf = (point: Point) => Number(counted.data?.rows.find((row) => row.group[0] === point.key)?.values[0] ?? 0);
  return (
    <ol className="m-funnel">
      {points.map((point) => {
        const exact = valueText(format, data.measured, point.value);
        return (
          <li key={point.key} data-stage={point.key}>
            <Link to={listLink(object, point.filter)} title={`${point.name} ${exact}`}>
              <span className="m-funnel-name m-ellipsis">{point.name}</span>
              <span className="m-funnel-track"><span className="m-funnel-bar" style={{ width: `${(point.value / most) * 100}%`, background: `var(--c-${point.colour}-dot)` }} /></span>
              <span className="m-funnel-count m-faint">{card.measure.fn === 'count' ? '' : t('count', { count: countOf(point), n: format.number(countOf(point)) })}</span>
              <b className="m-funnel-value">{valueText(format, data.measured, point.value, Boolean(data.measured))}</b>
            </Link>
          </li>
        );
      })}
    </ol>
  );
}

function Ranking({ object, data, people }: { object: CatalogObject; data: { points: Point[]; measured?: Field }; people: boolean }) {
  const t = useT();
  const format = useFormat();
  const most = Math.max(1, ...data.points.map((point) => point.value));
  return (
    <div className="m-ranking-box">
      <table className="m-ranking">
        <colgroup><col /><col /><col /></colgroup>
        <thead><tr><th scope="col"><span className="m-sr">{t('rank')}</span></th><th scope="col"><span className="m-sr">{t('group')}</span></th><th scope="col"><span className="m-sr">{t('value')}</span></th></tr></thead>
        <tbody>
          {data.points.map((point, at) => (
            <tr key={point.key}>
              <td className="m-faint">{at + 1}</td>
              <td>
                <Link className="m-row" to={listLink(object, point.filter)}>
                  {people && <Face name={point.name} colour={point.colour} size={20} />}<span className="m-ellipsis">{point.name}</span>
                </Link>
                <span className="m-ranking-bar" style={{ width: `${Math.max(0, (point.value / most) * 100)}%` }} />
              </td>
              <td className="m-ranking-value" title={valueText(format, data.measured, point.value)}>{valueText(format, data.measured, point.value, Boolean(data.measured))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
