import { Link, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useSession } from '../../modules/accounts/session.web.ts';
import { Chip, OfflineNote, Panel, SearchBox, useAddress, useGo, useText } from '../../platform/ui/index.web.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { hasPage, pages } from './pages.ts';
import type { PageRow } from './pages.ts';
import './shell.css';
import { shellText } from './shell.text.ts';

/** Navigation at the left, search and account above, the page in the middle. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useText(shellText);
  const content = useFocusOnNavigation();
  return (
    <div className="shell">
      <a className="skip" href="#content">{t.skip}</a>
      <aside className="side">
        <Link to="/" className="brand" translate="no">连心</Link>
        <Navigation />
      </aside>
      <header className="top">
        <SmallNavigation />
        <TopSearch />
        <Office />
      </header>
      <main id="content" className="content" tabIndex={-1} ref={content}>
        <OfflineNote />
        {children}
      </main>
    </div>
  );
}

function Navigation({ onChoose }: { onChoose?: () => void }) {
  const t = useText(shellText);
  return (
    <nav className="nav" aria-label={t.navigation} onClick={onChoose}>
      <NavList place="work" />
      <NavList place="office" />
    </nav>
  );
}

function NavList({ place }: { place: 'work' | 'office' }) {
  const t = useText(shellText);
  const rows = usePermitted().filter((row) => row.place === place);
  if (rows.length === 0) return null;
  return (
    <ul className={`nav-${place}`}>
      {rows.map(({ path, nav }) => (
        <li key={path}><Link to={path} className="nav-link" activeOptions={{ exact: path === '/' }}>{nav ? t[nav] : null}</Link></li>
      ))}
    </ul>
  );
}

/** What exists in this build and what the session's posts allow; the server decides again on every call. */
function usePermitted(): readonly PageRow[] {
  const { rights } = useSession();
  return pages.filter((page) => page.nav && (!page.right || rights.includes(page.right)));
}

function SmallNavigation() {
  const t = useText(shellText);
  const [open, setOpen] = useState(false);
  return (
    <div className="small-nav">
      <button type="button" className="small-nav-button" aria-haspopup="dialog" aria-label={t.openNavigation} onClick={() => setOpen(true)}>
        <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5.5h14M3 10h14M3 14.5h14" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" /></svg>
      </button>
      <Link to="/" className="brand" translate="no">连心</Link>
      <Panel open={open} title={t.navigation} onClose={() => setOpen(false)}><Navigation onChoose={() => setOpen(false)} /></Panel>
    </div>
  );
}

function TopSearch() {
  const t = useText(shellText);
  const go = useGo();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const [{ search }] = useAddress('search');
  const { rights } = useSession();
  if (!hasPage('/households') || !rights.includes('household.read')) return <div className="top-gap" />;
  const onList = pathname === '/households';
  return (
    <SearchBox
      hotkey label={t.search} placeholder={t.searchHint} value={onList ? (search ?? '') : ''}
      onSearch={(words) => go('/households', { search: words ? { search: words } : {} })}
    />
  );
}

function Office() {
  const t = useText(shellText);
  const { county, demo } = useSession();
  return (
    <div className="office">
      {demo ? <Chip tone="attention">{t.demo}</Chip> : null}
      <span className="office-name">{county.name}</span>
      <AccountMenu />
    </div>
  );
}

/** A new page starts at its top and is announced; the first one is not, because the reader has just arrived. */
function useFocusOnNavigation() {
  const content = useRef<HTMLElement>(null);
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const before = useRef<string | undefined>(undefined);
  useEffect(() => {
    // A list that is being searched keeps the focus in its box.
    const typing = document.activeElement?.closest('input, textarea, select');
    if (before.current !== undefined && pathname !== undefined && before.current !== pathname && !typing) content.current?.focus({ preventScroll: true });
    before.current = pathname;
  }, [pathname]);
  return content;
}
