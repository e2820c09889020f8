/** Screens loaded when they are opened. A screen whose folder is not there has no route and no entry in the navigation. */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

type Screen = LazyExoticComponent<ComponentType>;

const found = import.meta.glob<{ default: ComponentType }>('../{studio,import,dashboard,recycle,users,audit,runs,handover,approvals,merge,inbox}/index.tsx');

function screen(name: string): Screen | undefined {
  const load = found[`../${name}/index.tsx`];
  return load && lazy(load);
}

export const screens = {
  studio: screen('studio'),
  import: screen('import'),
  dashboard: screen('dashboard'),
  recycle: screen('recycle'),
  users: screen('users'),
  audit: screen('audit'),
  runs: screen('runs'),
  handover: screen('handover'),
  approvals: screen('approvals'),
  merge: screen('merge'),
  inbox: screen('inbox'),
  list: lazy(() => import('@/records/list')),
  record: lazy(() => import('@/records/page')),
  profile: lazy(() => import('@/session/Profile')),
};

export const has = (name: 'studio' | 'import' | 'dashboard' | 'recycle' | 'users' | 'audit' | 'runs' | 'handover' | 'approvals' | 'merge' | 'inbox') => screens[name] !== undefined;
