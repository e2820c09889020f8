/** The head of a list: what it shows, its views, what can be done with all of it. */
import { Button, Dropdown } from 'antd';
import { Download, FileSpreadsheet, Import, MoreHorizontal, Plus, SquareKanban, Table2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import { exportUrl, type CatalogObject } from '@/api';
import { useLabel } from '@/i18n';
import { useShell } from '@/shell/context';
import { useEditThis } from '@/shell/editThis';
import { has } from '@/shell/modules';
import { testids } from '@/testids';
import { NamedIcon, useNarrow } from '@/ui';
import { useT } from '../locale';
import { sortText, viewColumns } from './query';
import type { ViewState } from './views';

interface Props {
  object: CatalogObject;
  state: ViewState;
  count: string;
  q: string;
}

export function Bar({ object, state, count, q }: Props) {
  const t = useT();
  const label = useLabel();
  const shell = useShell();
  const narrow = useNarrow();
  const name = label(object.plural ?? object.label);
  return (
    <header className="m-list-bar">
      <span className="m-list-icon"><NamedIcon name={object.icon} size={18} /></span>
      <h1 className="m-ellipsis">{name}</h1>
      <span className="m-faint m-list-count" data-testid={testids.count} role="status">{count}</span>
      <Tabs object={object} state={state} />
      <div className="m-row m-list-actions">
        {object.pipelines.length > 0 && <Kinds state={state} />}
        <More object={object} state={state} q={q} />
        {object.can.create && (
          <Button type="primary" icon={<Plus size={15} aria-hidden />} aria-label={t('create', { object: label(object.label) })} onClick={() => shell.create({ object: object.key })}>
            {narrow ? null : t('create', { object: label(object.label) })}
          </Button>
        )}
      </div>
    </header>
  );
}

function Tabs({ object, state }: { object: CatalogObject; state: ViewState }) {
  const t = useT();
  const label = useLabel();
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    ref.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [state.open.key]);
  return (
    <nav ref={ref} className="m-tabs" aria-label={t('viewTabs', { object: label(object.label) })}>
      {state.all.map((one) => (
        <Link key={one.key} to={state.linkTo(one.key)} className={one.key === state.open.key ? 'm-tab m-on' : 'm-tab'} aria-current={one.key === state.open.key ? 'page' : undefined}>
          {one.label}
        </Link>
      ))}
    </nav>
  );
}

function Kinds({ state }: { state: ViewState }) {
  const t = useT();
  const kinds = [{ kind: 'table', icon: Table2 }, { kind: 'board', icon: SquareKanban }] as const;
  return (
    <div className="m-kinds" role="group" aria-label={t('display')}>
      {kinds.map(({ kind, icon: Icon }) => (
        <button key={kind} type="button" className={state.now.kind === kind ? 'm-icon-button m-on' : 'm-icon-button'} aria-pressed={state.now.kind === kind}
          aria-label={t(kind)} title={t(kind)} onClick={() => state.change({ kind })}><Icon size={16} /></button>
      ))}
    </div>
  );
}

function More({ object, state, q }: { object: CatalogObject; state: ViewState; q: string }) {
  const t = useT();
  const go = useNavigate();
  const { looking } = useShell();
  const studio = useEditThis(object, 'fields', 'pipelines', 'views');
  const download = (format: 'xlsx' | 'csv') => {
    const { filter, sort } = state.now;
    window.location.assign(exportUrl(object.key, format, { filter: filter ?? undefined, sort: sortText(sort), fields: viewColumns(object, state.now), q }));
  };
  const items = [
    object.can.import && has('import') && { key: 'import', label: t('importInto'), icon: <Import size={14} />, onClick: () => void go(`/import/${object.key}`) },
    object.can.export && !looking && { key: 'xlsx', label: t('xlsx'), icon: <FileSpreadsheet size={14} />, onClick: () => download('xlsx') },
    object.can.export && !looking && { key: 'csv', label: t('csv'), icon: <Download size={14} />, onClick: () => download('csv') },
    ...studio,
  ].filter((item) => item !== false);
  if (items.length === 0) return null;
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <button type="button" className="m-icon-button" aria-label={t('more')} title={t('more')}><MoreHorizontal size={16} /></button>
    </Dropdown>
  );
}

