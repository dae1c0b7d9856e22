import { useState } from 'react';
import { Link } from 'wouter';
import { formatDay } from '../../platform/ui/day.rules.ts';
import { Chip } from '../../platform/ui/marks.tsx';
import { problemFrom } from '../../platform/ui/problem.web.ts';
import type { Problem } from '../../platform/ui/problem.web.ts';
import { pick } from '../../platform/ui/text.schema.ts';
import type { Spoken } from '../../platform/ui/text.schema.ts';
import { useLanguage, useText } from '../../platform/ui/text.web.ts';
import { knowing } from './due.rules.ts';
import type { HouseholdDue } from './due.rules.ts';
import { householdOf } from './outbox.rules.ts';
import { frameText } from './frame.text.ts';
import { useOutbox } from './outbox.use.web.ts';
import { Button } from './parts.tsx';
import { phoneOf } from './reading.web.ts';
import type { DutyView } from './server.types.ts';
import { until } from './today.rules.ts';

/** One family on the list: surname and place, by when, what to know, call, record. Nothing here says why it is served. */
export function FamilyCard({ item, today }: { item: HouseholdDue; today: string }) {
  const { line } = item;
  const over = item.next !== null && item.next < today;
  return (
    <li className={`family${over ? ' family-over' : ''}`}>
      <Link href={`/households/${line.id}`} className="family-open">
        <span className="family-head">
          <span className="family-name">{line.family}</span>
          <span className="quiet">{line.groupName || line.division.name}</span>
          <DueChip item={item} today={today} />
        </span>
        <Know item={item} />
        <Owed item={item} />
      </Link>
      <Actions id={line.id} family={line.family} />
    </li>
  );
}

function DueChip({ item, today }: { item: HouseholdDue; today: string }) {
  const t = useText(frameText);
  const language = useLanguage();
  const { mine } = useOutbox();
  const unsent = mine.some((entry) => householdOf(entry) === item.line.id);
  if (unsent) return <Chip tone="note">{t.waiting}</Chip>;
  if (item.group === 'done') return <Chip tone="done" sign>{t.doneChip}</Chip>;
  if (item.next === null) return null;
  const { tone, words } = dueWords(item.next, today, t, language);
  return <Chip tone={tone} sign={tone === 'wrong'}>{words}</Chip>;
}

function dueWords(last: string, today: string, t: Spoken<typeof frameText>, language: 'zh' | 'en') {
  const found = until(last, today);
  if (found.kind === 'over') return { tone: 'wrong', words: t.over({ count: found.days }) } as const;
  if (found.kind === 'day') return { tone: 'plain', words: t.byDay({ day: formatDay(found.day, language) }) } as const;
  return { tone: found.kind === 'month' ? 'plain' : 'attention', words: t[found.kind] } as const;
}

/** The one line to read before calling. */
function Know({ item }: { item: HouseholdDue }) {
  const t = useText(frameText);
  const language = useLanguage();
  const { away, callsOnly, tellContact, greetings } = knowing(item);
  const callEnough = away && item.due.every(({ kinds }) => kinds.some((kind) => kind !== 'home'));
  const words = [
    callsOnly ? t.callsOnly : null,
    away ? (item.line.awayPlace ? t.awayAt({ place: item.line.awayPlace }) : t.away) : null,
    callEnough && !callsOnly ? t.callsSuffice : null,
    tellContact ? t.tell : null,
    ...new Set(greetings.map(({ title }) => t.greet({ what: pick(title, language) }))),
  ].filter((each) => each !== null);
  return words.length ? <span className="family-know">{words.join(' · ')}</span> : null;
}

// Greetings and a change of contact are said above; why somebody is to be seen at once is said on the family's page alone.
const SAID_HERE: ReadonlySet<string> = new Set(['routine', 'followUp', 'healthCheck']);

function Owed({ item }: { item: HouseholdDue }) {
  const t = useText(frameText);
  const language = useLanguage();
  const plain = (item.due.length ? item.due : item.done).filter(({ purpose }) => purpose === null || SAID_HERE.has(purpose));
  const owedTo = new Map<string, Set<string | null>>();
  for (const duty of plain) owedTo.set(dutyWords(duty, t, language), new Set([...(owedTo.get(dutyWords(duty, t, language)) ?? []), duty.memberId]));
  const titles = [...owedTo].map(([what, members]) => (members.size > 1 ? t.ofMembers({ what, count: members.size }) : what));
  const last = item.line.lastVisitOn ? t.lastOn({ day: formatDay(item.line.lastVisitOn, language) }) : null;
  const [soonest] = item.reminders;
  // Whose and what for stands on the family's page: a list is read over one's shoulder.
  const agreed = soonest?.untilDay ? [t.agreedDay({ count: item.reminders.length, day: formatDay(soonest.untilDay, language) })] : [];
  const words = [...(titles.length || item.due.length || agreed.length ? titles : [t.nothing]), ...agreed, ...(last ? [last] : [])];
  return words.length ? <span className="quiet">{words.join(' · ')}</span> : null;
}

function dutyWords({ title, needed, credited }: DutyView, t: Spoken<typeof frameText>, language: 'zh' | 'en'): string {
  return needed > 1 ? `${pick(title, language)} ${t.times({ credited, needed })}` : pick(title, language);
}

function Actions({ id, family }: { id: string; family: string }) {
  const t = useText(frameText);
  const { call, busy, note } = useCall(id);
  return (
    <>
      <div className="family-actions">
        <Button busy={busy} label={t.callNamed({ name: family })} onClick={call}>{t.call}</Button>
        <Link href={`/households/${id}/record`} className="button button-main" aria-label={t.recordNamed({ name: family })}>{t.record}</Link>
      </div>
      <p role="alert" className={note ? 'family-note' : 'unseen'}>{note}</p>
    </>
  );
}

/** One tap: the number is shown to nobody, it goes from the server into the dialler, and the look is on record. */
export function useCall(householdId: string): { call: () => void; busy: boolean; note: string } {
  const t = useText(frameText);
  const [state, setState] = useState({ busy: false, note: '' });
  const call = async () => {
    setState({ busy: true, note: '' });
    try {
      const number = await phoneOf(householdId);
      location.href = `tel:${number}`;
      setState({ busy: false, note: '' });
    } catch (thrown) {
      setState({ busy: false, note: whyNot(problemFrom(thrown), t) });
    }
  };
  return { call: () => void call(), busy: state.busy, note: state.note };
}

function whyNot(problem: Problem, t: Spoken<typeof frameText>): string {
  if (problem.status === 0) return t.callLater;
  // The server's own word for "no such value": the file has no number.
  return problem.code === 'field.unknown' ? t.noPhone : problem.title;
}
