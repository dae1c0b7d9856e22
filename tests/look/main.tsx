import { QueryClientProvider } from '@tanstack/react-query';
import { Outlet, RouterProvider, createHashHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { SessionContext } from '../../modules/accounts/session.web.ts';
import type { Session } from '../../modules/accounts/session.web.ts';
import { SignInPage } from '../../modules/accounts/SignInPage.tsx';
import { Shell } from '../../entry/web/Shell.tsx';
import { pageTable } from '../../entry/web/pages.ts';
import { makeQueryClient } from '../../platform/ui/reading.web.ts';
import { startTexts } from '../../platform/ui/text.web.ts';
import { Look } from '../../platform/ui/theme/Look.tsx';
import { startTheme } from '../../platform/ui/theme/apply.web.ts';
import '../../platform/ui/theme/base.css';
import { FilePage } from './FilePage.tsx';
import { FormPage } from './FormPage.tsx';
import { OverviewLook } from './OverviewLook.tsx';

/** All parts of the kit on three pages, with invented people. Built for looking and for tests, never shipped. */
const session: Session = {
  account: { id: '0197', username: 'jiang', name: '江梅', language: 'zh', textSize: 'normal', mustChangePassword: false, secondFactor: false },
  county: { id: 1, code: '349900000000', name: '云岭县' },
  posts: [{ id: '1', kind: 'countyAdmin', division: { code: '349900000000', name: '人口家庭股', level: 'county' } }],
  rights: ['household.read', 'household.write', 'contact.write', 'visit.write', 'import.write', 'account.write', 'records.read', 'reveal'],
  workerId: null, today: '2026-11-22', demo: true, idleMinutes: 30,
};

const root = createRootRoute({ component: Outlet });
const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: () => <SessionContext value={session}><Shell pages={pageTable}><Outlet /></Shell></SessionContext> });
const route = (path: string, component: () => React.ReactNode) => createRoute({ getParentRoute: () => inside, path, component });
const tree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/sign-in', component: SignInPage }),
  inside.addChildren([route('/', OverviewLook), route('/households', OverviewLook), route('/households/$householdId', FilePage), route('/form', FormPage)]),
]);

startTheme();
startTexts();
const place = document.getElementById('root');
if (!place) throw new Error('The page has no #root.');
createRoot(place).render(
  <Look>
    <QueryClientProvider client={makeQueryClient()}>
      <RouterProvider router={createRouter({ routeTree: tree, history: createHashHistory() })} />
    </QueryClientProvider>
  </Look>,
);
