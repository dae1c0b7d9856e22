import type { ReactNode } from 'react';
import { formatDay } from './day.rules.ts';
import { kitText } from './kit.text.ts';
import type { Tone } from './layout.tsx';
import './marks.css';
import { useLanguage, useText } from './text.web.ts';

const signs: Readonly<Record<Tone, string>> = { main: '', plain: '', note: '', attention: '!', wrong: '!', done: '✓' };

/** A state in a word. The sign stands beside the colour where the word alone could be overlooked. */
export function Chip({ tone = 'plain', sign, children }: { tone?: Tone; sign?: boolean; children: ReactNode }) {
  return (
    <span className={`chip chip-${tone}`}>
      {sign && signs[tone] ? <span aria-hidden="true" className="chip-sign">{signs[tone]}</span> : null}
      {children}
    </span>
  );
}

/** A few quiet sentences on a coloured ground, with the tone said for those who do not see it. */
export function Note({ tone = 'note', title, children }: { tone?: Tone; title?: ReactNode; children?: ReactNode }) {
  const t = useText(kitText);
  const said = { attention: t.toneAttention, wrong: t.toneWrong, done: t.toneDone, main: '', note: '', plain: '' }[tone];
  return (
    <div className={`note note-${tone}`}>
      {said ? <span className="unseen">{said}</span> : null}
      {title ? <div className="note-title">{title}</div> : null}
      {children}
    </div>
  );
}

export interface Happened {
  readonly id: string;
  readonly day: string;
  readonly head?: ReactNode;
  readonly body?: ReactNode;
  readonly foot?: ReactNode;
  readonly tone?: Tone;
}

/** What happened, in the order given (newest first), each with its day. */
export function Timeline({ items, label, withYear }: { items: readonly Happened[]; label: string; withYear?: boolean }) {
  const language = useLanguage();
  return (
    <ol className="timeline" aria-label={label}>
      {items.map(({ id, day, head, body, foot, tone = 'plain' }) => (
        <li key={id} className={`timeline-item timeline-${tone}`}>
          <div className="timeline-head">
            <time dateTime={day}>{formatDay(day, language, withYear ? 'long' : 'short')}</time>
            {head ? <> · {head}</> : null}
          </div>
          {body ? <div className="timeline-body">{body}</div> : null}
          {foot ? <div className="timeline-foot">{foot}</div> : null}
        </li>
      ))}
    </ol>
  );
}

/** Long work: how far it is, in a bar and in numbers; told to screen readers without haste. */
export function ProgressNote({ label, done, total }: { label: string; done: number; total: number }) {
  const t = useText(kitText);
  return (
    <div className="progress" role="status">
      <div className="row row-apart"><span>{label}</span><span>{t.progress({ done, total })}</span></div>
      <progress className="progress-bar" value={done} max={Math.max(total, 1)} aria-label={label} />
    </div>
  );
}
