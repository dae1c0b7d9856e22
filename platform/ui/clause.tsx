import { Popover } from 'antd';
import type { Clause } from '@lianxin/engine';
import { useState } from 'react';
import './clause.css';
import { formatDay } from './day.rules.ts';
import { kitText } from './kit.text.ts';
import { pick } from './text.schema.ts';
import { useLanguage, useText } from './text.web.ts';

/** 「依据」: opens the article a rule rests on, in our summary, and how sure its source is. */
export function ClauseButton({ clause, children }: { clause: Clause; children?: string }) {
  const t = useText(kitText);
  const [open, setOpen] = useState(false);
  return (
    <Popover trigger="click" open={open} onOpenChange={setOpen} content={<ClauseWords clause={clause} />}>
      <button type="button" className="text-button clause-button" aria-expanded={open}>
        {children ?? t.clause}
        <span className="unseen"> {clause.document} {clause.article}</span>
      </button>
    </Popover>
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
      <div className="clause-mark">{marks[clause.mark]} · {t.clauseChecked({ day: formatDay(clause.checkedOn, language, 'long') })}</div>
    </div>
  );
}
