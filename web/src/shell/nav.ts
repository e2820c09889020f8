/** The navigation as the catalog defines it, ready to draw. Knows no object by name. */
import { useMemo } from 'react';
import { useCatalog, type Catalog } from '@/api';
import { useLabel } from '@/i18n';
import { has } from './modules';

export interface NavEntry {
  key: string;
  to: string;
  label: string;
  icon: string | null | undefined;
  object?: string;
}

export interface NavSection {
  label: string;
  entries: NavEntry[];
}

export function useNav(): NavSection[] {
  const catalog = useCatalog();
  const label = useLabel();
  return useMemo(() => sections(catalog, label), [catalog, label]);
}

/** Where somebody who opens Mortise finds themselves. */
export function homeOf(nav: NavSection[]): string {
  return nav.flatMap((section) => section.entries)[0]?.to ?? '/me';
}

function sections(catalog: Catalog, label: ReturnType<typeof useLabel>): NavSection[] {
  return catalog.nav
    .map((group) => ({
      label: label(group.label),
      entries: group.items.map((item) => entry(catalog, label, item)).filter((one) => one !== undefined),
    }))
    .filter((section) => section.entries.length > 0);
}

function entry(catalog: Catalog, label: ReturnType<typeof useLabel>, item: Catalog['nav'][number]['items'][number]): NavEntry | undefined {
  if ('dashboard' in item) {
    const found = catalog.dashboards.find((dashboard) => dashboard.key === item.dashboard);
    if (!found || !has('dashboard')) return undefined;
    return { key: `dashboard:${found.key}`, to: `/dashboard/${found.key}`, label: label(found.label), icon: 'dashboard' };
  }
  const object = catalog.objects[item.object];
  if (!object) return undefined;
  return { key: object.key, to: `/o/${object.key}`, label: label(object.plural ?? object.label), icon: object.icon, object: object.key };
}
