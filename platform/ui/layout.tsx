import { useEffect } from 'react';
import type { ReactNode } from 'react';
import './layout.css';
import { PageLink } from './navigation.tsx';
import type { Target } from './navigation.tsx';

export type Tone = 'main' | 'attention' | 'wrong' | 'done' | 'note' | 'plain';

export interface PageProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Words of the browser tab, where the title would name a family; others may see the tab. */
  readonly name?: string;
  readonly subtitle?: ReactNode;
  readonly tags?: ReactNode;
  readonly actions?: ReactNode;
  readonly back?: Target & { readonly label: string };
}

/** The root of every page: its heading, what can be done here, and the browser tab's name. */
export function Page({ title, name, subtitle, tags, actions, back, children }: PageProps) {
  useEffect(() => {
    document.title = `${name ?? title} · 连心`;
  }, [name, title]);
  return (
    <div className="page">
      {back ? <PageLink {...back} className="page-back">‹ {back.label}</PageLink> : null}
      <header className="page-head">
        <div className="page-title">
          <h1>{title}</h1>
          {subtitle ? <div className="page-subtitle">{subtitle}</div> : null}
          {tags ? <div className="page-tags">{tags}</div> : null}
        </div>
        {actions ? <div className="page-actions">{actions}</div> : null}
      </header>
      {children}
    </div>
  );
}

/** Columns that fold into one as the page gets narrower. `household` is the three-column file. */
export function Columns({ of, children }: { of: '1-1' | '1-1-1' | '2-1' | 'household'; children: ReactNode }) {
  return <div className={`columns columns-${of}`}>{children}</div>;
}

export function Stack({ children, close }: { children: ReactNode; close?: boolean }) {
  return <div className={`stack${close ? ' stack-close' : ''}`}>{children}</div>;
}

export function Row({ children, apart }: { children: ReactNode; apart?: boolean }) {
  return <div className={`row${apart ? ' row-apart' : ''}`}>{children}</div>;
}

export interface CardProps {
  readonly children: ReactNode;
  readonly title?: ReactNode;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly tone?: Exclude<Tone, 'main'>;
  readonly as?: 'section' | 'article' | 'div';
}

export function Card({ title, note, actions, tone = 'plain', as: Tag = 'section', children }: CardProps) {
  return (
    <Tag className={`card card-tone-${tone}`}>
      {title || note || actions ? (
        <div className="card-head">
          {title ? <h2 className="card-title">{title}</h2> : <span />}
          {note ? <span className="card-note">{note}</span> : null}
          {actions}
        </div>
      ) : null}
      {children}
    </Tag>
  );
}

export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
}

/** Labels and values of a file, one under the other. */
export function Facts({ of }: { of: readonly Fact[] }) {
  return (
    <dl className="facts">
      {of.map(({ label, value, note }) => (
        <div className="fact" key={label}>
          <dt>{label}</dt>
          <dd>{value}{note ? <div className="fact-note">{note}</div> : null}</dd>
        </div>
      ))}
    </dl>
  );
}
