import type { Clause } from '@lianxin/engine';
import type { ReactNode } from 'react';
import { ClauseButton } from './clause.tsx';
import './figures.css';
import { kitText } from './kit.text.ts';
import { PageLink } from './navigation.tsx';
import type { Target } from './navigation.tsx';
import { percentText } from './percent.rules.ts';
import { useText } from './text.web.ts';

export type SegmentTone = 'main' | 'attention' | 'open';

export interface Segment {
  readonly tone: SegmentTone;
  readonly count: number;
  readonly label: string;
}

/** Parts of a whole; the words of `label` say what the colours show. With nothing to count it is an empty track and says nothing. */
export function Bar({ segments, total, label }: { segments: readonly Segment[]; total: number; label: string }) {
  return (
    <div className="bar" {...(total > 0 ? { role: 'img', 'aria-label': label, title: label } : { 'aria-hidden': true })}>
      {segments.filter(({ count }) => count > 0).map(({ tone, count, label: part }) => (
        <span key={part} className={`bar-part bar-${tone}`} style={{ flexGrow: count / Math.max(total, 1) }} />
      ))}
      <span className="bar-rest" style={{ flexGrow: Math.max(0, 1 - sum(segments) / Math.max(total, 1)) }} />
    </div>
  );
}

function sum(segments: readonly Segment[]): number {
  return segments.reduce((all, { count }) => all + count, 0);
}

export interface FigureCardProps {
  readonly title: string;
  readonly done: number;
  readonly total: number;
  /** The counts in words, which always stand beside a percentage. */
  readonly counts: string;
  /** Where those counts can be seen one by one. */
  readonly open?: Target | undefined;
  readonly segments?: readonly Segment[];
  readonly missing?: (Target & { readonly text: ReactNode }) | undefined;
  /** The same words where there is nothing to open, as for a day gone by. */
  readonly remark?: ReactNode;
  readonly none?: string;
  readonly clause?: Clause | undefined;
}

/** One coverage: the percentage with its counts, a bar, and what is missing as a link to those concerned. */
export function FigureCard({ title, done, total, counts, open, segments, missing, remark, none, clause }: FigureCardProps) {
  const t = useText(kitText);
  const percent = percentText(done, total);
  const parts = segments ?? [{ tone: 'main', count: done, label: counts }];
  const said = parts.map(({ label, count }) => (label === counts ? label : `${label} ${count}`)).join('，');
  return (
    <section className="card figure" aria-label={title}>
      <div className="figure-head"><h2>{title}</h2>{clause ? <ClauseButton clause={clause} /> : null}</div>
      {percent === null
        ? <p className="figure-none">{none ?? t.notCounted}</p>
        : <p className="figure-line"><strong>{percent}</strong>{open && done > 0 ? <PageLink {...open}>{counts}</PageLink> : <span>{counts}</span>}</p>}
      <Bar segments={parts} total={total} label={said} />
      {remark ? <p className="figure-remark">{remark}</p> : null}
      {missing ? <PageLink {...missing} className="figure-missing">{missing.text}<span aria-hidden="true">{'\u00a0›'}</span></PageLink> : null}
    </section>
  );
}

export interface Owed {
  readonly met: number;
  readonly overdue: number;
  readonly open: number;
}

/** What was owed: done, overdue, still open. The counts stand in the label; `counts` writes done and owed beside the bar as well. */
export function OwedBar({ met, overdue, open, label, counts }: Owed & { label: string; counts?: boolean }) {
  const t = useText(kitText);
  const total = met + overdue + open;
  const said = total ? t.owedSaid({ label, met, overdue, open }) : t.owedNone({ label });
  const segments: Segment[] = [
    { tone: 'main', count: met, label: t.met }, { tone: 'attention', count: overdue, label: t.overdue }, { tone: 'open', count: open, label: t.stillOpen },
  ];
  return (
    <div className="owed">
      <Bar segments={segments} total={total} label={said} />
      {total ? null : <span className="unseen">{said}</span>}
      {counts ? <span className="owed-counts" aria-hidden="true">{met} / {total}</span> : null}
    </div>
  );
}

/** What the three parts of an OwedBar mean. */
export function OwedLegend({ children }: { children?: ReactNode }) {
  const t = useText(kitText);
  const parts = [['main', t.met], ['attention', t.overdue], ['open', t.stillOpen]] as const;
  return (
    <ul className="legend">
      {parts.map(([tone, words]) => <li key={tone}><span className={`legend-sign bar-${tone}`} aria-hidden="true" />{words}</li>)}
      {children ? <li>{children}</li> : null}
    </ul>
  );
}
