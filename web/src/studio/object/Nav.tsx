/** The navigation: its groups and their entries, put in order by dragging across groups. */
import { closestCorners, DndContext, DragOverlay, KeyboardSensor, PointerSensor, useDroppable, useSensor, useSensors, type DragEndEvent } from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { Button } from 'antd';
import { EyeOff, GripVertical, Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { DashboardDef, NavGroup, NavItem } from '@/api';
import { useLabel } from '@/i18n';
import { NamedIcon } from '@/ui';
import { objectKeys, objectOf, templateOf, type Files } from '../model/files';
import { moveNav, navKey, setNav } from '../model/object';
import { LabelInput } from '../parts';
import { useAnnouncements } from '../parts/announce';
import { useStudio } from '../state/context';
import { testids } from '../testids';
import { useT } from './locale';

/** What an entry shows: an object or a dashboard. */
function entryOf(files: Files, item: NavItem) {
  if ('object' in item) {
    const def = objectOf(files, item.object);
    return { label: def?.plural ?? def?.label, icon: def?.icon, name: item.object };
  }
  const def = files[`forms/dashboards/${item.dashboard}.json`] as DashboardDef | undefined;
  return { label: def?.label, icon: 'dashboard', name: item.dashboard };
}

export function NavEditor() {
  const t = useT();
  const label = useLabel();
  const { files, edit } = useStudio();
  const [dragged, setDragged] = useState<string>();
  const nav = templateOf(files)?.nav ?? [];
  const all = nav.flatMap((group) => group.items);
  const nameOf = (id: string) => {
    const item = all.find((one) => navKey(one) === id);
    const entry = item && entryOf(files, item);
    return entry ? label(entry.label) || entry.name : label(nav[Number(id.slice(6))]?.label);
  };
  const accessibility = useAnnouncements(nameOf);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }));
  const drop = ({ active, over }: DragEndEvent) => {
    setDragged(undefined);
    if (!over || over.id === active.id) return;
    const [from, to] = [String(active.id), String(over.id)];
    if (to.startsWith('group:')) return edit((now) => moveNav(now, from, Number(to.slice(6)), undefined));
    const group = nav.findIndex((one) => one.items.some((item) => navKey(item) === to));
    const keys = nav[group]?.items.map(navKey) ?? [];
    const after = keys.includes(from) && keys.indexOf(from) < keys.indexOf(to);
    edit((now) => moveNav(now, from, group, after ? keys[keys.indexOf(to) + 1] : to));
  };
  const hidden = objectKeys(files).filter((key) => !all.some((item) => 'object' in item && item.object === key));
  const show = (object: string) => edit((now) => setNav(now, nav.map((group, at) => (at === nav.length - 1 ? { ...group, items: [...group.items, { object }] } : group))));
  return (
    <div className="s-middle">
      <div className="s-head">
        <h1>{t('navigation')}</h1><span className="m-grow" />
        <Button icon={<Plus size={14} aria-hidden />} onClick={() => edit((now) => setNav(now, [...nav, { label: { 'zh-CN': '新分组', en: 'New group' }, items: [] }]))}>{t('addGroup')}</Button>
      </div>
      <div className="s-scroll">
        <p className="m-soft s-intro">{t('navHint')}</p>
        <DndContext sensors={sensors} collisionDetection={closestCorners} onDragStart={({ active }) => setDragged(String(active.id))} onDragEnd={drop} onDragCancel={() => setDragged(undefined)} accessibility={accessibility}>
          <div className="s-nav">{nav.map((group, at) => <Group key={at} group={group} at={at} nav={nav} />)}</div>
          <DragOverlay dropAnimation={null}>{dragged && <div className="s-ghost">{nameOf(dragged)}</div>}</DragOverlay>
        </DndContext>
        {hidden.length > 0 && (
          <div className="s-nav-hidden">
            <h2>{t('hidden')}</h2>
            {hidden.map((key) => (
              <div key={key} className="s-nav-entry"><NamedIcon name={objectOf(files, key)?.icon} /><span className="m-grow">{label(objectOf(files, key)?.label)}</span><Button size="small" onClick={() => show(key)}>{t('show')}</Button></div>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

function Group({ group, at, nav }: { group: NavGroup; at: number; nav: NavGroup[] }) {
  const t = useT();
  const { edit } = useStudio();
  const { setNodeRef, isOver } = useDroppable({ id: `group:${at}` });
  const set = (next: NavGroup, tag?: string) => edit((now) => setNav(now, nav.map((one, index) => (index === at ? next : one))), tag);
  return (
    <section ref={setNodeRef} className={isOver ? 's-nav-group m-on' : 's-nav-group'}>
      <div className="m-row">
        <span className="m-grow">
          <LabelInput name={t('groupName')} optional value={group.label} onChange={(label) => set(label ? { ...group, label } : { items: group.items }, `nav group ${at}`)} />
        </span>
        {group.items.length === 0 && nav.length > 1 && (
          <button type="button" className="m-icon-button" aria-label={t('removeGroup')} title={t('removeGroup')} onClick={() => edit((now) => setNav(now, nav.filter((one) => one !== group)))}><X size={14} /></button>
        )}
      </div>
      <SortableContext items={group.items.map(navKey)} strategy={verticalListSortingStrategy}>
        {group.items.map((item) => <Entry key={navKey(item)} item={item} onHide={() => set({ ...group, items: group.items.filter((one) => one !== item) })} />)}
      </SortableContext>
      {group.items.length === 0 && <div className="s-end s-end-empty">{t('emptyGroup')}</div>}
    </section>
  );
}

function Entry({ item, onHide }: { item: NavItem; onHide: () => void }) {
  const t = useT();
  const label = useLabel();
  const { files } = useStudio();
  const id = navKey(item);
  const { setNodeRef, transform, transition, attributes, listeners, isDragging } = useSortable({ id });
  const entry = entryOf(files, item);
  const name = label(entry.label) || entry.name;
  return (
    <div ref={setNodeRef} className={isDragging ? 's-nav-entry s-dragging' : 's-nav-entry'} style={{ transform: CSS.Translate.toString(transform), transition }}>
      <button type="button" className="s-grip" data-testid={testids.navGrip} data-entry={id} aria-label={t('moveEntry', { name })} {...attributes} {...listeners}><GripVertical size={14} /></button>
      <NamedIcon name={entry.icon} /><span className="m-grow m-ellipsis">{name}</span>
      <button type="button" className="m-icon-button" aria-label={t('hide')} title={t('hide')} onClick={onHide}><EyeOff size={14} /></button>
    </div>
  );
}
