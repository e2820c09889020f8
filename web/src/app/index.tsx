/** Wiring only: what stands around every screen, and who gets to see which. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { BrowserRouter, useLocation, useNavigate } from 'react-router';
import { ApiError, keys, useSession } from '@/api';
import { onSignedOut } from '@/api/client';
import { switchLanguage, useLanguage } from '@/i18n';
import { ThemeProvider, useTheme } from '@/theme';
import { Bones, Failure } from '@/ui';
import { Boundary } from '@/ui/Boundary';
import { Shell } from '@/shell';

const Entrance = lazy(() => import('@/session/Entrance'));
const LinkPage = lazy(() => import('@/session/LinkPage'));
const ApprovalLink = lazy(() => import('@/approvals/LinkPage'));
const OpenForm = lazy(() => import('@/webforms'));
const MustSetUp = lazy(() => import('@/session/MustSetUp'));
const MustChange = lazy(() => import('@/session/MustChange'));

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      retry: (times, error) => times < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
    },
  },
});

onSignedOut(() => {
  client.invalidateQueries({ queryKey: keys.session }).catch(console.error);
});

export function Main() {
  return (
    <QueryClientProvider client={client}>
      <BrowserRouter>
        {/* Messages and dialogs are drawn by the theme's provider and hold links: the router stands around it. */}
        <ThemeProvider>
          <Boundary>
            <Suspense fallback={<Bones />}>
              <Door />
            </Suspense>
          </Boundary>
        </ThemeProvider>
      </BrowserRouter>
    </QueryClientProvider>
  );
}

/** Inside for who is signed in and has nothing to do first, the entrance for everybody else; a link of an administrator and a form
 *  that anybody may fill in have doors of their own, whoever is signed in. */
function Door() {
  const { data: session, error, refetch } = useSession();
  const { pathname } = useLocation();
  const go = useNavigate();
  useOwnPreferences();
  if (pathname === '/approve') return <ApprovalLink onLeave={() => void go('/', { replace: true })} />;
  if (pathname.startsWith('/f/')) return <OpenForm />;
  if (pathname === '/enter') return <LinkPage onLeave={() => void go('/', { replace: true })} />;
  if (error && !session) return <Failure error={error} retry={() => refetch()} />;
  if (!session) return <Bones />;
  if (session.state === 'signed_in' && session.must) return session.must === 'change_password' ? <MustChange /> : <MustSetUp />;
  return session.state === 'signed_in' ? <Shell session={session} /> : <Entrance session={session} />;
}

/** A user's language and theme follow them to every browser. */
function useOwnPreferences() {
  const { data: session } = useSession();
  const user = session?.state === 'signed_in' ? session.user : undefined;
  const lang = useLanguage();
  const { choice, setChoice } = useTheme();
  useEffect(() => {
    if (user?.lang && user.lang !== lang) switchLanguage(user.lang).catch(console.error);
    // Only what the server says changes it, not a switch made here that is still on its way there.
  }, [user?.lang]);
  useEffect(() => {
    if (user?.theme && user.theme !== choice) setChoice(user.theme);
  }, [user?.theme]);
}
