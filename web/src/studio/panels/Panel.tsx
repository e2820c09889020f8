/** What was changed, and what the check says; a click goes to the place. */
import { Segmented } from 'antd';
import { CircleCheck, TriangleAlert, X } from 'lucide-react';
import { useNavigate } from 'react-router';
import type { Problem } from '@/api';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { Empty } from '@/ui';
import { useT as useCommon } from '@/ui/locale';
import type { PanelName } from '../Bar';
import { studioWords, useT, type Word } from '../locale';
import type { FileChange, Item } from '../model/diff';
import { objectOf } from '../model/files';
import { placeOf, type Place } from '../problems';
import { useStudio } from '../state/context';
import { testids } from '../testids';
import { useChanges } from './useChanges';

export function Panel({ name, onName, onClose }: { name: PanelName; onName: (name: PanelName) => void; onClose: () => void }) {
  const t = useT();
  const common = useCommon();
  const { problems } = useStudio();
  const changes = useChanges();
  const count = changes.reduce((sum, one) => sum + one.items.length, 0);
  const tabs = [
    { value: 'changes' as const, label: `${t('changes')} ${count}` },
    { value: 'problems' as const, label: `${t('problems')} ${problems.length}` },
  ];
  return (
    <aside className="s-panel" aria-label={t(name)} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <header>
        <Segmented value={name} options={tabs} onChange={onName} />
        <span className="m-grow" />
        <button type="button" className="m-icon-button" aria-label={common('close')} onClick={onClose}><X size={16} /></button>
      </header>
      <div className="s-panel-body">{name === 'changes' ? <Changes changes={changes} /> : <Problems problems={problems} />}</div>
    </aside>
  );
}

function Changes({ changes }: { changes: FileChange[] }) {
  const t = useT();
  const label = useLabel();
  if (changes.length === 0) return <Empty title={t('noChanges')} hint={t('noChangesHint')} />;
  return (
    <ul className="s-list" data-testid={testids.changes}>
      {changes.map((change) => (
        <li key={change.path} className="s-change">
          <div className="s-change-head"><strong>{label(change.label) || t('whole')}</strong><code className="m-faint m-ellipsis">{change.path}</code></div>
          {change.items.map((item, at) => <ItemLine key={at} change={change} item={item} />)}
        </li>
      ))}
    </ul>
  );
}

function ItemLine({ change, item }: { change: FileChange; item: Item }) {
  const t = useT();
  const label = useLabel();
  const go = useGo();
  const format = useFormat();
  const { files } = useStudio();
  const place = placeOf(files, { file: change.path, pointer: item.noun === 'checks' ? '/checks' : '' });
  const text = `${t(`verb.${item.verb}` as Word)}${t(`noun.${item.noun}` as Word)}${item.label ? t('quoted', { name: label(item.label) }) : ''}`;
  const known = item.what.map((key) => (`what.${key}` in studioWords.zh ? t(`what.${key}` as Word) : key));
  return (
    <button type="button" className="s-line" disabled={!place || item.verb === 'removed'} onClick={() => place && go({ ...place, at: item.at })}>
      <span className={`s-mark s-${item.verb}`} aria-hidden />
      <span className="m-grow">{text}{known.length > 0 && <span className="m-faint">{t('listing', { what: format.list(known) })}</span>}</span>
    </button>
  );
}

function Problems({ problems }: { problems: Problem[] }) {
  const t = useT();
  const label = useLabel();
  const go = useGo();
  const { files } = useStudio();
  if (problems.length === 0) return <Empty icon={<CircleCheck size={28} />} title={t('checkedFine')} hint={t('checkedFineHint')} />;
  return (
    <ul className="s-list" data-testid={testids.problems}>
      {problems.map((problem, at) => {
        const place = placeOf(files, problem);
        const object = place?.to.split('/')[2] ?? '';
        return (
          <li key={at}>
            <button type="button" className="s-line" disabled={!place} onClick={() => place && go(place)}>
              <TriangleAlert size={15} aria-hidden className="m-danger" />
              <span className="m-grow">
                {problem.message}
                {problem.expected && <span className="s-block m-soft">{t('expected', { text: problem.expected })}</span>}
                <span className="s-block m-faint">{label(objectOf(files, object)?.label)} <code>{problem.file}{problem.pointer}</code></span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function useGo() {
  const navigate = useNavigate();
  return ({ to, at }: Place) => void navigate(at ? `${to}?at=${encodeURIComponent(at)}` : to);
}
