/** What the command palette offers for what was typed. Knows no object by name. */
import { ArrowRightLeft, CalendarCheck, Import, Languages, LayoutList, Moon, PencilRuler, Plus, ScrollText, Settings, Stamp, Sun, Trash2, Users, Workflow } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useCatalog, useSearch, type Hit } from '@/api';
import { useLabel, useLanguage } from '@/i18n';
import { matches } from '@/i18n/pinyin';
import { useTheme } from '@/theme';
import { NamedIcon } from '@/ui';
import { organised } from '@/users/departments/model';
import { useShell } from './context';
import { useT } from './locale';
import { has } from './modules';
import { useNav } from './nav';
import { usePreferences } from './preferences';

export interface PaletteEntry {
  key: string;
  label: string;
  note?: string;
  icon: ReactNode;
  run: () => void;
  /** Other texts that find it. */
  also?: string;
}

export interface PaletteGroup {
  label: string;
  entries: PaletteEntry[];
}

export function usePaletteGroups(typed: string, settled: string): { groups: PaletteGroup[]; loading: boolean } {
  const t = useT();
  const places = usePlaces();
  const views = useViewEntries();
  const actions = useActions();
  const settings = useSettings();
  const { entries: records, loading } = useRecordEntries(settled);
  const q = typed.trim();
  const found = (entries: PaletteEntry[]) => entries.filter((entry) => matches(q, entry.label, entry.note, entry.also));
  const groups = q
    ? [
        { label: t('group.records'), entries: records },
        { label: t('group.go'), entries: found(places) },
        { label: t('group.views'), entries: found(views).slice(0, 6) },
        { label: t('group.actions'), entries: found(actions).slice(0, 6) },
        { label: t('group.settings'), entries: found(settings) },
      ]
    : [
        { label: t('group.go'), entries: places },
        { label: t('group.actions'), entries: actions.slice(0, 4) },
        { label: t('group.settings'), entries: settings },
      ];
  return { groups: groups.filter((group) => group.entries.length > 0), loading: loading || (q !== '' && settled !== typed) };
}

function useRecordEntries(q: string) {
  const { data, isFetching } = useSearch(q);
  const catalog = useCatalog();
  const label = useLabel();
  const go = useNavigate();
  const entry = (hit: Hit): PaletteEntry => ({
    key: `record:${hit.id}`,
    label: hit.title,
    note: [label(catalog.objects[hit.object]?.label), hit.subtitle].filter(Boolean).join(' · '),
    icon: <NamedIcon name={catalog.objects[hit.object]?.icon} />,
    run: () => void go(`/o/${hit.object}/${hit.id}`),
  });
  return { entries: q.trim() && data ? data.hits.map(entry) : [], loading: isFetching };
}

function usePlaces(): PaletteEntry[] {
  const nav = useNav();
  const go = useNavigate();
  return nav.flatMap((section) => section.entries).map((entry) => ({
    key: `go:${entry.key}`, label: entry.label, icon: <NamedIcon name={entry.icon} />, also: entry.key, run: () => void go(entry.to),
  }));
}

function useViewEntries(): PaletteEntry[] {
  const catalog = useCatalog();
  const label = useLabel();
  const go = useNavigate();
  return useMemo(() => Object.values(catalog.objects).flatMap((object) => object.views.map((view) => ({
    key: `view:${object.key}.${view.key}`, label: label(view.label), note: label(object.plural ?? object.label),
    icon: <LayoutList size={16} strokeWidth={1.75} aria-hidden />, run: () => void go(`/o/${object.key}?view=${view.key}`),
  }))), [catalog, label, go]);
}

function useActions(): PaletteEntry[] {
  const t = useT();
  const catalog = useCatalog();
  const label = useLabel();
  const shell = useShell();
  const go = useNavigate();
  const order = useNav().flatMap((section) => section.entries).map((entry) => entry.object);
  const objects = order.map((key) => catalog.objects[key ?? '']).filter((object) => object !== undefined);
  const create = objects.filter((object) => object.can.create).map((object) => ({
    key: `new:${object.key}`, label: t('newOne', { object: label(object.label) }), icon: <Plus size={16} aria-hidden />,
    run: () => shell.create({ object: object.key }),
  }));
  const imports = objects.filter((object) => object.can.import && has('import')).map((object) => ({
    key: `import:${object.key}`, label: t('importTo', { object: label(object.plural ?? object.label) }),
    icon: <Import size={16} strokeWidth={1.75} aria-hidden />, run: () => void go(`/import/${object.key}`),
  }));
  return [...create, ...imports];
}

function useSettings(): PaletteEntry[] {
  const t = useT();
  const lang = useLanguage();
  const go = useNavigate();
  const { can, objects, approves } = useCatalog();
  const { mode } = useTheme();
  const { setLanguage, setTheme } = usePreferences();
  const other = mode === 'dark' ? 'light' : 'dark';
  const size = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;
  const all: (PaletteEntry | false)[] = [
    { key: 'theme', label: t(other === 'dark' ? 'toDark' : 'toLight'), icon: other === 'dark' ? <Moon {...size} /> : <Sun {...size} />, also: 'theme dark light', run: () => void setTheme(other).catch(console.error) },
    { key: 'language', label: t('toOther'), icon: <Languages {...size} />, also: 'language english 中文 语言', run: () => void setLanguage(lang === 'en' ? 'zh-CN' : 'en').catch(console.error) },
    { key: 'profile', label: t('profile'), icon: <Settings {...size} />, also: 'password 密码', run: () => void go('/me') },
    can.users && has('users') && { key: 'users', label: t(organised(objects) ? 'organisation' : 'users'), icon: <Users {...size} />, also: 'organisation departments users 部门 用户', run: () => void go('/users') },
    has('inbox') && { key: 'inbox', label: t('today'), icon: <CalendarCheck {...size} />, also: 'today inbox due 今天 待办 通知', run: () => void go('/inbox') },
    approves.length > 0 && has('approvals') && { key: 'approvals', label: t('approvals'), icon: <Stamp {...size} />, also: 'approvals', run: () => void go('/approvals') },
    can.users && has('handover') && { key: 'handover', label: t('handover'), icon: <ArrowRightLeft {...size} />, also: 'handover transfer', run: () => void go('/handover') },
    can.audit && has('audit') && { key: 'audit', label: t('audit'), icon: <ScrollText {...size} />, also: 'audit log', run: () => void go('/audit') },
    can.catalog && has('runs') && { key: 'runs', label: t('runs'), icon: <Workflow {...size} />, also: 'automation runs', run: () => void go('/runs') },
    has('recycle') && { key: 'recycle', label: t('recycle'), icon: <Trash2 {...size} />, also: 'trash bin', run: () => void go('/recycle') },
    can.catalog && has('studio') && { key: 'studio', label: t('studio'), icon: <PencilRuler {...size} />, also: 'studio', run: () => void go('/studio') },
  ];
  return all.filter((one) => one !== false);
}
