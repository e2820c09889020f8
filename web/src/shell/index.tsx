/** What stands around every screen: navigation, search, notices, the place for creating. Knows no object by name. */
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { catalogQuery, useLive, type Session } from '@/api';
import { CreateInlineContext, warmEditors, type CreateInline } from '@/fields';
import { Bones, Empty, Failure, useNarrow } from '@/ui';
import { Boundary } from '@/ui/Boundary';
import { useT as useCommon } from '@/ui/locale';
import { ShellContext, useShell, type CreateRequest } from './context';
import { useT } from './locale';
import { screens } from './modules';
import { homeOf, useNav } from './nav';
import { Rail } from './Rail';
import './shell.css';

const BottomBar = lazy(() => import('./BottomBar'));
const Palette = lazy(() => import('./Palette'));
const NoticePanel = lazy(() => import('./NoticePanel'));
const Eyes = lazy(() => import('./Eyes'));
const CreateDrawer = lazy(() => import('@/records/create'));

type SignedIn = Extract<Session, { state: 'signed_in' }>;

export function Shell({ session }: { session: SignedIn }) {
  const { data, error, refetch } = useQuery(catalogQuery);
  useLive(true);
  if (error && !data) return <Failure error={error} retry={() => refetch()} />;
  return data ? <Inside session={session} /> : <Bones />;
}

function Inside({ session }: { session: SignedIn }) {
  const [open, setOpen] = useState<'search' | 'notices' | undefined>();
  const [creating, setCreating] = useState<{ key: number; request: CreateRequest }[]>([]);
  const close = useCallback(() => setOpen(undefined), []);
  useSearchKey(useCallback(() => setOpen('search'), []));
  const actions = useMemo(() => ({
    search: () => setOpen('search'),
    notices: () => setOpen('notices'),
    create: (request: CreateRequest) => setCreating((all) => [...all, { key: (all.at(-1)?.key ?? 0) + 1, request }]),
    me: session.user,
    looking: session.looker !== undefined,
  }), [session.user, session.looker]);
  const createInline = useCallback<CreateInline>((object, values, done) => actions.create({ object, values, onCreated: done }), [actions]);
  useEffect(warmEditors, []);
  return (
    <ShellContext.Provider value={actions}>
      <CreateInlineContext.Provider value={createInline}>
        <Frame session={session} />
        <Suspense fallback={null}>
          {open === 'search' && <Palette onClose={close} />}
          {open === 'notices' && <NoticePanel onClose={close} />}
          {creating.map(({ key, request }) => (
            <CreateDrawer key={key} request={request} onClose={() => setCreating((all) => all.filter((one) => one.key !== key))} />
          ))}
        </Suspense>
      </CreateInlineContext.Provider>
    </ShellContext.Provider>
  );
}

function Frame({ session }: { session: SignedIn }) {
  const narrow = useNarrow();
  const location = useLocation();
  const t = useT();
  const place = location.pathname.split('/').slice(0, 3).join('/');
  const full = screens.studio && location.pathname.startsWith('/studio');
  const shell = (
    <div className={narrow ? 'm-shell m-shell-narrow' : 'm-shell'}>
      <a className="m-skip" href="#main">{t('skip')}</a>
      {!narrow && !full && <Rail session={session} />}
      <main id="main" className="m-main" tabIndex={-1}>
        <Boundary reset={place}>
          <Suspense fallback={<Bones lines={12} />}><Screens /></Suspense>
        </Boundary>
      </main>
      <Suspense fallback={null}>{narrow && !full && <BottomBar session={session} />}</Suspense>
    </div>
  );
  if (!session.looker) return shell;
  return <div className="m-looking"><Suspense fallback={null}><Eyes session={session} /></Suspense>{shell}</div>;
}

function Screens() {
  const { looking } = useShell();
  const home = homeOf(useNav());
  const { studio: Studio, import: Import, dashboard: Dashboard, recycle: Recycle, users: Users, audit: Audit, runs: Runs, handover: Handover, approvals: Approvals, merge: Merge, inbox: Inbox } = screens;
  const { list: List, record: Record, profile: Profile } = screens;
  return (
    <Routes>
      <Route path="/" element={<Navigate to={home} replace />} />
      <Route path="/o/:object" element={<List />} />
      <Route path="/o/:object/:id" element={<Record />} />
      <Route path="/me" element={looking ? <NotMine /> : <Profile />} />
      {Dashboard && <Route path="/dashboard/:key" element={<Dashboard />} />}
      {Import && <Route path="/import/:object" element={<Import />} />}
      {Recycle && <Route path="/recycle" element={<Recycle />} />}
      {Users && <Route path="/users" element={<Users />} />}
      {Audit && <Route path="/audit" element={<Audit />} />}
      {Runs && <Route path="/runs/*" element={<Runs />} />}
      {Handover && <Route path="/handover" element={<Handover />} />}
      {Approvals && <Route path="/approvals" element={<Approvals />} />}
      {Merge && <Route path="/merge/:object" element={<Merge />} />}
      {Inbox && <Route path="/inbox" element={<Inbox />} />}
      {Studio && <Route path="/studio/*" element={<Studio />} />}
      <Route path="*" element={<Missing home={home} />} />
    </Routes>
  );
}

function Missing({ home }: { home: string }) {
  const t = useCommon();
  return <Empty title={t('missing')} hint={t('missingHint')}><a href={home}>{t('home')}</a></Empty>;
}

/** Sessions, tokens and a password are nobody else's to look at. */
function NotMine() {
  const t = useT();
  return <Empty title={t('notMine')} hint={t('notMineHint')} />;
}

/** Ctrl or Cmd with K, from anywhere. */
function useSearchKey(open: () => void) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        open();
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [open]);
}
