/** One box to get anywhere: records, views, dashboards, actions, settings. */
import { Modal } from 'antd';
import { Search } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { testids } from '@/testids';
import { useSettled } from '@/ui';
import { useT } from './locale';
import { usePaletteGroups, type PaletteEntry } from './paletteEntries';

export default function Palette({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [text, setText] = useState('');
  const settled = useSettled(text);
  const { groups, loading } = usePaletteGroups(text, settled);
  const entries = groups.flatMap((group) => group.entries);
  const [at, setAt] = useState(0);
  useEffect(() => setAt(0), [text]);
  const chosen = Math.min(at, entries.length - 1);
  const id = useId();
  const choose = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step && entries.length) setAt((chosen + step + entries.length) % entries.length);
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) choose(entries[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal open onCancel={onClose} footer={null} closable={false} width={600} styles={{ container: { padding: 0 }, header: { margin: 0, height: 0 } }} style={{ top: 80 }}
      title={<span className="m-hidden">{t('search')}</span>} destroyOnHidden>
      <div className="m-palette" data-testid={testids.palette}>
        <div className="m-palette-input">
          <Search size={18} aria-hidden />
          <input autoFocus value={text} onChange={(event) => setText(event.target.value)} onKeyDown={onKeyDown} placeholder={t('searchHint')}
            aria-label={t('searchHint')} role="combobox" aria-expanded aria-controls={`${id}-list`}
            aria-activedescendant={entries[chosen] ? `${id}-${chosen}` : undefined} />
        </div>
        <div className="m-palette-list" role="listbox" id={`${id}-list`} aria-label={t('search')} aria-busy={loading}>
          {groups.map((group) => (
            <div key={group.label} role="group" aria-label={group.label}>
              <div className="m-palette-group" aria-hidden>{group.label}</div>
              {group.entries.map((entry) => {
                const index = entries.indexOf(entry);
                return (
                  <Option key={entry.key} id={`${id}-${index}`} entry={entry} on={index === chosen} onHover={() => setAt(index)} onChoose={() => choose(entry)} />
                );
              })}
            </div>
          ))}
        </div>
        {entries.length === 0 && text.trim() && !loading && (
          <div className="m-palette-none" role="status"><div>{t('nothing', { q: text.trim() })}</div><div className="m-faint">{t('nothingHint')}</div></div>
        )}
        <div className="m-palette-foot m-faint">{t('keysHint')}</div>
      </div>
    </Modal>
  );
}

interface OptionProps {
  id: string;
  entry: PaletteEntry;
  on: boolean;
  onHover: () => void;
  onChoose: () => void;
}

function Option({ id, entry, on, onHover, onChoose }: OptionProps) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (on) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [on]);
  return (
    <div ref={ref} id={id} role="option" aria-selected={on} className={on ? 'm-palette-option m-on' : 'm-palette-option'} onMouseMove={onHover} onClick={onChoose}>
      {entry.icon}
      <span className="m-ellipsis">{entry.label}</span>
      {entry.note && <span className="m-faint m-ellipsis m-palette-note">{entry.note}</span>}
    </div>
  );
}
