import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useText } from '../../platform/ui/text.web.ts';
import { frameText } from './frame.text.ts';
import { useOutbox } from './outbox.use.web.ts';
import { useOnline } from './reading.web.ts';

/** A top-level screen: large title, the menu under the thumb. */
export function MenuScreen({ title, subtitle, aside, children }: { title: string; subtitle?: ReactNode; aside?: ReactNode; children: ReactNode }) {
  const heading = useArrival(title);
  return (
    <div className="screen screen-with-menu">
      <Connection />
      <header className="screen-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>{title}</h1>
          {subtitle ? <p className="quiet small">{subtitle}</p> : null}
        </div>
        {aside}
      </header>
      <main className="screen-body">{children}</main>
      <Menu />
    </div>
  );
}

/** A screen one step inside: the way back on the left, one thing to do. `name` is the page's title, which never names a family. */
export function InnerScreen({ title, name, back, backWords, aside, children }: { title: string; name: string; back: string; backWords?: string; aside?: ReactNode; children: ReactNode }) {
  const t = useText(frameText);
  const heading = useArrival(name);
  return (
    <div className="screen">
      <header className="bar">
        <Link href={back} className="button button-quiet">{backWords ?? t.back}</Link>
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        <span className="quiet small">{aside}</span>
      </header>
      <Connection />
      <main className="screen-body">{children}</main>
    </div>
  );
}

// Where each screen was left, so that coming back to the list lands on the same family.
const left = new Map<string, number>();

/** Announces a new screen: title of the page, focus on the heading for those who listen, and the place it was left at. */
function useArrival(name: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [path] = useLocation();
  useEffect(() => { document.title = `${name} · 连心`; }, [name]);
  useEffect(() => {
    scrollTo(0, left.get(path) ?? 0);
    heading.current?.focus({ preventScroll: true });
    const keep = () => left.set(path, scrollY);
    addEventListener('scroll', keep, { passive: true });
    return () => removeEventListener('scroll', keep);
  }, [path]);
  return heading;
}

function Connection() {
  const t = useText(frameText);
  const online = useOnline();
  const { safe } = useOutbox();
  return (
    <>
      <div role="status">{online ? null : <p className="offline">{t.offline}</p>}</div>
      <div role="alert">{safe ? null : <p className="offline">{t.notSafe}</p>}</div>
    </>
  );
}

function Menu() {
  const t = useText(frameText);
  const [path] = useLocation();
  const { mine } = useOutbox();
  const entries = [{ href: '/', words: t.due, count: 0 }, { href: '/urgent', words: t.urgent, count: 0 }, { href: '/me', words: t.mine, count: mine.length }];
  return (
    <nav className="menu" aria-label={t.menu}>
      {entries.map(({ href, words, count }) => (
        <Link key={href} href={href} aria-current={path === href ? 'page' : undefined}>
          <span>{words}{count ? <span className="menu-count" aria-label={t.toSend({ count })}>{count}</span> : null}</span>
        </Link>
      ))}
    </nav>
  );
}
