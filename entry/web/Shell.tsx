import { Link, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useSession } from '../../modules/accounts/session.web.ts';
import { Chip, OfflineNote, Panel, SearchBox, useAddress, useGo, useText } from '../../platform/ui/index.web.ts';
import { AccountMenu } from './AccountMenu.tsx';
import type { PageRow } from './pages.ts';
import './shell.css';
import { shellText } from './shell.text.ts';

/** Navigation at the left, search and account above, the page in the middle. */
export function Shell({ pages, children }: { pages: readonly PageRow[]; children: ReactNode }) {
  const t = useText(shellText);
  const content = useFocusOnNavigation();
  const permitted = usePermitted(pages);
  return (
    <div className="shell">
      <a className="skip" href="#content">{t.skip}</a>
      <aside className="side">
        <Link to="/" className="brand" translate="no">连心</Link>
        <Navigation pages={permitted} />
      </aside>
      <header className="top">
        <SmallNavigation pages={permitted} />
        <TopSearch pages={permitted} />
        <Office pages={permitted} />
      </header>
      <main id="content" className="content" tabIndex={-1} ref={content}>
        <OfflineNote />
        {children}
      </main>
    </div>
  );
}

interface Choosing {
  readonly onChoose?: (() => void) | undefined;
}

interface Permitted {
  readonly pages: readonly PageRow[];
}

function Navigation({ pages, onChoose }: Permitted & Choosing) {
  const t = useText(shellText);
  return (
    <nav className="nav" aria-label={t.navigation}>
      <NavList pages={pages} place="work" onChoose={onChoose} />
      <NavList pages={pages} place="office" onChoose={onChoose} />
    </nav>
  );
}

function NavList({ pages, place, onChoose }: Permitted & Choosing & { place: 'work' | 'office' }) {
  const t = useText(shellText);
  const rows = pages.filter((row) => row.nav && row.place === place);
  if (rows.length === 0) return null;
  return (
    <ul className={`nav-${place}`}>
      {rows.map(({ path, nav }) => (
        <li key={path}><Link to={path} className="nav-link" {...(onChoose ? { onClick: onChoose } : {})} activeOptions={{ exact: rows.some((other) => other.path !== path && other.path.startsWith(path)) }}>{nav ? t[nav] : null}</Link></li>
      ))}
    </ul>
  );
}

/** What exists in this build and what the session's posts allow; the server decides again on every call. */
function usePermitted(pages: readonly PageRow[]): readonly PageRow[] {
  const { rights } = useSession();
  return pages.filter((page) => !page.right || rights.includes(page.right));
}

function SmallNavigation({ pages }: Permitted) {
  const t = useText(shellText);
  const [open, setOpen] = useState(false);
  return (
    <div className="small-nav">
      <button type="button" className="small-nav-button" aria-haspopup="dialog" aria-label={t.openNavigation} onClick={() => setOpen(true)}>
        <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5.5h14M3 10h14M3 14.5h14" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" /></svg>
      </button>
      <Link to="/" className="brand" translate="no">连心</Link>
      <Panel open={open} title={t.navigation} onClose={() => setOpen(false)}><Navigation pages={pages} onChoose={() => setOpen(false)} /></Panel>
    </div>
  );
}

function TopSearch({ pages }: Permitted) {
  const t = useText(shellText);
  const go = useGo();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const [{ search }] = useAddress('search');
  if (!pages.some(({ path }) => path === '/households')) return <div className="top-gap" />;
  const onList = pathname === '/households';
  return (
    <SearchBox
      hotkey label={t.search} placeholder={t.searchHint} value={onList ? (search ?? '') : ''}
      onSearch={(words) => go('/households', { search: words ? { search: words } : {} })}
    />
  );
}

function Office({ pages }: Permitted) {
  const t = useText(shellText);
  const { county, demo } = useSession();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  return (
    <div className="office">
      {demo ? <Chip tone="attention">{t.demo}</Chip> : null}
      <span className="office-name">{county.name}</span>
      {/* A menu left open on one page is closed on the next. */}
      <AccountMenu key={pathname} own={pages.some(({ path }) => path === '/me')} />
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
