/** Parts of a screen, one of which is open, as words in a row. */
export interface Tab<Key extends string = string> {
  key: Key;
  label: string;
  count?: number;
}

export function Tabs<Key extends string>({ tabs, open, onOpen, name }: { tabs: Tab<Key>[]; open: Key; onOpen: (key: Key) => void; name: string }) {
  return (
    <div role="tablist" className="m-parts" aria-label={name}>
      {tabs.map((tab) => (
        <button key={tab.key} type="button" role="tab" aria-selected={tab.key === open} className={tab.key === open ? 'm-part m-on' : 'm-part'} onClick={() => onOpen(tab.key)}>
          {tab.label}{tab.count !== undefined && <span className="m-tab-count">{tab.count}</span>}
        </button>
      ))}
    </div>
  );
}
