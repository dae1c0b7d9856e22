import { Outlet, createRootRoute, createRoute, createRouter, notFound, useNavigate, useRouterState } from '@tanstack/react-router';
import type { AnyRoute } from '@tanstack/react-router';
import { Suspense, useEffect, useRef } from 'react';
import { SessionContext, useSessionQuery, useSignOut } from '../../modules/accounts/session.web.ts';
import type { Session } from '../../modules/accounts/session.web.ts';
import { SignInPage } from '../../modules/accounts/SignInPage.tsx';
import { isId } from '../../platform/http/id.rules.ts';
import { Button, EmptyState, Loading, Note, PageLink, ProblemNote, onSignedOut, problemFrom, useText } from '../../platform/ui/index.web.ts';
import { Shell } from './Shell.tsx';
import { useIdle } from './idle.ts';
import { hasPage, pages } from './pages.ts';
import { shellText } from './shell.text.ts';

const root = createRootRoute({ component: Outlet, notFoundComponent: NoSuchPage, errorComponent: Broken });
const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: SignInPage });
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Inside, notFoundComponent: NoSuchPage });

const inner: AnyRoute[] = pages.map(({ path, Page }) =>
  createRoute({
    getParentRoute: () => inside, path, component: () => <Suspense fallback={<Loading lines={8} />}><Page /></Suspense>, errorComponent: Broken, notFoundComponent: NoSuchPage,
    // All that addresses hold between their slashes is ids; what cannot be one was mistyped, and the server need not be asked.
    beforeLoad: ({ params }) => { if (!Object.values<string>(params).every(isId)) throw notFound(); },
  }) as AnyRoute);

/** The pages of the program. Search values stay plain strings: a name of digits is a name and not a number. */
export function makeRouter() {
  return createRouter({
    routeTree: root.addChildren([signIn, inside.addChildren(inner)]),
    scrollRestoration: true,
    defaultPreload: 'intent',
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const words = new URLSearchParams(Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '')).toString();
      return words ? `?${words}` : '';
    },
  });
}

/** Everything behind the door: nobody signed in goes to it and comes back to the same page. */
function Inside() {
  const t = useText(shellText);
  const session = useSessionQuery();
  const href = useRouterState({ select: (state) => state.location.href });
  if (session.data) {
    const elsewhere = mustChange(session.data, href) ? '/me' : ownPlace(session.data, href);
    return <SignedIn session={session.data}>{elsewhere ? <Redirect key={elsewhere} to={elsewhere} search={{}} /> : <Outlet />}</SignedIn>;
  }
  if (session.data === null) return <Redirect to="/sign-in" search={href === '/' ? {} : { reason: 'ended', back: href }} />;
  if (session.error) return <div className="opening"><ProblemNote problem={problemFrom(session.error)} onRetry={() => void session.refetch()} /></div>;
  return <div className="opening"><Loading label={t.starting} /></div>;
}

/**
 * Goes elsewhere once. The router's own element navigates again at every render, and while a page is on its way each navigation is a render:
 * the way back then holds itself, longer each time, until the browser stands still.
 */
function Redirect({ to, search }: { to: string; search: Readonly<Record<string, string>> }) {
  const t = useText(shellText);
  const navigate = useNavigate();
  const first = useRef({ to, search });
  useEffect(() => void navigate({ to: first.current.to, search: first.current.search as never, replace: true }), [navigate]);
  return <div className="opening"><Loading label={t.starting} /></div>;
}

/** A password that somebody else chose is changed before anything else is seen. */
function mustChange({ account }: Session, href: string): boolean {
  return account.mustChangePassword && hasPage('/me') && !href.startsWith('/me');
}

/** A hospital's people have the desk and their own account; whatever else they ask for, they come to the desk. */
function ownPlace({ rights }: Session, href: string): string | null {
  if (rights.includes('household.read') || !rights.includes('desk.use')) return null;
  return /^\/(desk|me)(\/|\?|$)/.test(href) ? null : '/desk';
}

function SignedIn({ session, children }: { session: Session; children: React.ReactNode }) {
  const leaveFor = useLeaveFor();
  useIdle(session.idleMinutes, () => void leaveFor('idle'));
  useEffect(() => onSignedOut((problem) => void leaveFor(problem.code === 'session.idle' ? 'idle' : 'ended')), [leaveFor]);
  return <SessionContext value={session}><Shell pages={pages}>{children}</Shell></SessionContext>;
}

function useLeaveFor(): (reason: 'idle' | 'ended') => Promise<void> {
  const signOut = useSignOut();
  const navigate = useNavigate();
  return async (reason) => {
    const back = location.pathname + location.search;
    await navigate({ to: '/sign-in', search: { reason, back } as never, replace: true });
    await signOut();
  };
}

function NoSuchPage() {
  const t = useText(shellText);
  return <div className="opening"><EmptyState title={t.notFound} hint={t.notFoundHint} action={hasPage('/') ? <PageLink to="/" className="button button-plain">{t.home}</PageLink> : null} /></div>;
}

function Broken() {
  const t = useText(shellText);
  return (
    <div className="opening">
      <Note tone="wrong" title={t.broken}><p>{t.brokenHint}</p><Button onClick={() => location.reload()}>{t.reopen}</Button></Note>
    </div>
  );
}
