import { Popover } from 'antd';
import type { Clause } from '@lianxin/engine';
import { useState, type ComponentProps } from 'react';
import './clause.css';
import { formatDay } from './day.rules.ts';
import { kitText } from './kit.text.ts';
import { pick } from './text.schema.ts';
import { useLanguage, useText } from './text.web.ts';

/**
 * 「依据」: opens the article a rule rests on, in our summary, and how sure its source is. A list of 650 duties has as many of them and hardly one is
 * opened, so what floats is made when it is asked for: made with each line it was most of the time such a list took to draw.
 */
export function ClauseButton({ clause, children }: { clause: Clause; children?: string }) {
  const [asked, setAsked] = useState(false);
  const [open, setOpen] = useState(true);
  if (!asked) return <ClauseTrigger clause={clause} aria-expanded={false} onClick={() => setAsked(true)}>{children}</ClauseTrigger>;
  return (
    <Popover trigger="click" open={open} onOpenChange={setOpen} content={<ClauseWords clause={clause} />}>
      {/* It takes the place of the one that was pressed, and the focus with it. */}
      <ClauseTrigger clause={clause} aria-expanded={open} autoFocus>{children}</ClauseTrigger>
    </Popover>
  );
}

function ClauseTrigger({ clause, children, ...button }: { clause: Clause; children: string | undefined } & ComponentProps<'button'>) {
  const t = useText(kitText);
  return (
    <button type="button" className="text-button clause-button" {...button}>
      {children ?? t.clause}
      <span className="unseen"> {clause.document} {clause.article}</span>
    </button>
  );
}

/** The same written out, where there is room for it. */
export function ClauseLine({ clause }: { clause: Clause }) {
  return <div className="clause-line"><ClauseWords clause={clause} /></div>;
}

function ClauseWords({ clause }: { clause: Clause }) {
  const t = useText(kitText);
  const language = useLanguage();
  const marks = { A: t.markA, B: t.markB, C: t.markC, X: t.markX };
  return (
    <div className="clause" role="note">
      <div className="clause-source">{t.clauseTitle({ document: clause.document, article: clause.article })}</div>
      <p>{pick(clause.summary, language)}</p>
      {clause.remark ? <p className="clause-mark">{pick(clause.remark, language)}</p> : null}
      <div className="clause-mark">{marks[clause.mark]} · {t.clauseChecked({ day: formatDay(clause.checkedOn, language, 'long') })}</div>
    </div>
  );
}
