import { useState } from 'react';
import { healthText, moodText, needText, visitKindText } from '../../modules/visits/visits.words.text.ts';
import { useSession } from '../../modules/accounts/session.web.ts';
import { formatDay } from '../../platform/ui/day.rules.ts';
import { Chip } from '../../platform/ui/marks.tsx';
import { useLanguage, useText } from '../../platform/ui/text.web.ts';
import { fileText, outboxText } from './file.text.ts';
import { frameText } from './frame.text.ts';
import { commandOf, outbox } from './outbox.post.web.ts';
import { useOutbox } from './outbox.use.web.ts';
import { Button, WordsField } from './parts.tsx';
import { recordText } from './record.text.ts';
import type { Need, VisitView } from './server.types.ts';

/** The last contacts. What was written on them opens on a tap, because a phone is read in buses too. */
export function LatestVisits({ visits }: { visits: readonly VisitView[] }) {
  return <ul className="rows">{visits.map((visit) => <Visit key={visit.id} visit={visit} />)}</ul>;
}

function Visit({ visit }: { visit: VisitView }) {
  const t = useText(fileText);
  const record = useText(recordText);
  const kinds = useText(visitKindText);
  const language = useLanguage();
  const { account } = useSession();
  const names = visit.participants.filter(({ declined }) => !declined).map(({ name }) => name).join(language === 'zh' ? '、' : ', ');
  return (
    <li>
      <div className="row">
        <span><strong>{formatDay(visit.day, language)}</strong> {kinds[visit.kind]} <span className="quiet">{names}</span></span>
        {visit.voided ? <Chip>{t.voided}</Chip> : visit.outcome === 'notReached' ? <Chip tone="attention">{record.notReached}</Chip> : null}
      </div>
      <details>
        <summary>{t.words}</summary>
        <Written visit={visit} />
        {visit.recorder.id === account.id && !visit.voided ? <VoidVisit visit={visit} /> : null}
      </details>
    </li>
  );
}

function Written({ visit }: { visit: VisitView }) {
  const t = useText(fileText);
  const record = useText(recordText);
  const health = useText(healthText);
  const mood = useText(moodText);
  const needs = useText(needText);
  const lines = [
    visit.health ? `${record.body}：${health[visit.health]}` : null,
    visit.mood ? `${record.mood}：${mood[visit.mood]}` : null,
    visit.needs.length ? `${record.needs}：${visit.needs.map((need) => needs[need as Need]).join(record.and)}` : null,
    visit.note,
    visit.voided ? `${t.voided}：${visit.voided.reason}` : null,
  ].filter((line) => line);
  return lines.length ? <div>{lines.map((line) => <p key={line}>{line}</p>)}</div> : <p className="quiet">{t.noWords}</p>;
}

/** Records are never changed: one entered by mistake is voided with a reason, and the right one is entered anew. */
function VoidVisit({ visit }: { visit: VisitView }) {
  const t = useText(fileText);
  const out = useText(outboxText);
  const frame = useText(frameText);
  const { account } = useSession();
  const { mine } = useOutbox();
  const [state, setState] = useState({ open: false, reason: '', asked: false });
  const kept = mine.find(({ command, input }) => command === 'visits.void' && (input as { visitId?: string }).visitId === visit.id);
  if (kept) return <p className="note note-note">{kept.state === 'waiting' ? out.waiting : out.refused}</p>;
  if (!state.open) return <Button kind="quiet" onClick={() => setState({ ...state, open: true })}>{t.void}</Button>;
  const send = () => {
    if (state.reason.trim().length < 2) return setState({ ...state, asked: true });
    setState({ open: false, reason: '', asked: false });
    void outbox.add(commandOf(account.id, 'visits.void', { visitId: visit.id, reason: state.reason.trim() }));
  };
  return (
    <div className="form">
      <WordsField label={t.voidReason} value={state.reason} error={state.asked && state.reason.trim().length < 2 ? t.reasonNeeded : undefined} onChange={(reason) => setState({ ...state, reason })} />
      <p className="quiet small">{t.voidKept}</p>
      <div className="family-actions">
        <Button onClick={() => setState({ ...state, open: false })}>{frame.cancel}</Button>
        <Button kind="danger" onClick={send}>{t.voidGo}</Button>
      </div>
    </div>
  );
}
