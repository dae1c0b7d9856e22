import { useState } from 'react';
import { useLocation } from 'wouter';
import { healthText, moodText, needText, purposeText, visitKindText } from '../../modules/visits/visits.words.text.ts';
import { useSession } from '../../modules/accounts/session.web.ts';
import { newId } from '../../platform/ui/client.web.ts';
import { formatDay } from '../../platform/ui/day.rules.ts';
import { pick } from '../../platform/ui/text.schema.ts';
import { useLanguage, useText } from '../../platform/ui/text.web.ts';
import { DoneForWhom } from './DoneForWhom.tsx';
import { waysTo } from './due.rules.ts';
import { useDraft } from './drafts.web.ts';
import { useFamily } from './family.web.ts';
import { frameText } from './frame.text.ts';
import { useOptions } from './options.web.ts';
import { commandOf, outbox } from './outbox.post.web.ts';
import type { Kept } from './outbox.rules.ts';
import { useOutbox } from './outbox.use.web.ts';
import { bringsCard, deliverInput, handedOver, waitingOn } from './papers.rules.ts';
import { papersText } from './papers.text.ts';
import { usePaperWords } from './PapersWaiting.tsx';
import { Button, Choice, DayField, Form, Ticks, WordsField } from './parts.tsx';
import { asksForWhom, missesWeeks, notAskedByMember, owedServices, partsOf, patientsOf } from './patients.rules.ts';
import type { Round } from './patients.rules.ts';
import { useContacts, usePapers, usePatients, useReminders, useToday } from './reading.web.ts';
import { recordText } from './record.text.ts';
import { InnerScreen } from './screens.tsx';
import type { DutyView, PaperLine, RoundInput, VisitInput } from './server.types.ts';
import { daysBefore } from './today.rules.ts';
import { draftOf, emptyDraft, forecast, offered, toggleNeed, visitInput } from './visit.rules.ts';
import type { Draft } from './visit.rules.ts';

/** How far back a worker may enter a visit; the server judges by the pack's own figure (duties.md, Credit). */
const LATE_ENTRY_DAYS = 31;

/** A visit in three taps; everything beyond "how" may be left out. `corrects` is a refused one to be put right. */
export function RecordScreen({ householdId, corrects }: { householdId: string; corrects?: string }) {
  const { mine } = useOutbox();
  const refused = mine.find(({ id, command }) => id === corrects && (command === 'visits.record' || command === 'rounds.record'));
  return <RecordForm key={refused?.id ?? householdId} householdId={householdId} refused={refused ?? null} />;
}

interface FormProps { readonly draft: Draft; readonly set: (change: Partial<Draft>) => void }

function RecordForm({ householdId, refused }: { householdId: string; refused: Kept | null }) {
  const t = useText(recordText);
  const frame = useText(frameText);
  const today = useToday();
  const { workerId, account } = useSession();
  const [, go] = useLocation();
  const [asked, setAsked] = useState(false);
  const { family, callsOnly, duties } = useFamily(householdId);
  const { draft, set, done } = useDraft<Draft>(refused?.id ?? `visit ${householdId}`, () => (refused ? draftOf(refused.input as VisitInput | RoundInput) : emptyDraft(workerId)));
  const waiting = useWaiting(householdId, draft.day ?? today);
  const round = useRound(householdId, duties);
  const forWhom = asksForWhom(draft, workerId, round.members);
  const missing = forWhom ? missesWeeks(draft, round) : [];
  const save = async () => {
    if (!draft.kind || draft.participants.length === 0 || missing.length > 0) return setAsked(true);
    const id = newId();
    const handed = draft.outcome === 'reached' ? handedOver(waiting, draft.papers) : [];
    const purposes = bringsCard(handed) ? [...new Set([...draft.purposes, 'card' as const])] : draft.purposes;
    const visit = visitInput({ ...draft, purposes }, id, householdId, today);
    const parts = forWhom ? partsOf(draft, round, visit.day, newId) : null;
    const command = parts ? { ...commandOf(account.id, 'rounds.record', { visit, ...parts }), id } : commandOf(account.id, 'visits.record', { ...visit });
    const delivered = deliverInput(handed, { id: newId(), householdId, day: draft.day ?? today, visitId: id });
    done();
    await (refused ? outbox.replace(refused.id, command) : outbox.add(command));
    if (delivered) await outbox.add(commandOf(account.id, 'papers.deliver', delivered));
    go(`/saved/${id}`, { replace: true });
  };
  return (
    <InnerScreen
      title={t.title({ name: family })} name={frame.record} back={refused ? '/outbox' : '/'} backWords={frame.cancel}
      aside={draft.day && draft.day !== today ? <Day day={draft.day} /> : frame.today}
    >
      <Form onSubmit={() => void save()}>
        <How draft={draft} set={set} asked={asked} callsOnly={callsOnly} />
        {forWhom ? <DoneForWhom round={round} draft={draft} set={set} missing={asked ? missing : []} /> : null}
        {draft.outcome === 'reached' ? <Told householdId={householdId} duties={forWhom ? notAskedByMember(duties, round.members) : duties} draft={draft} set={set} /> : null}
        <WordsField label={t.note} hint={t.noteHint} value={draft.note} onChange={(note) => set({ note })} />
        <WhenAndWho householdId={householdId} draft={draft} set={set} asked={asked} />
        <div className="form-foot">
          <Forecast duties={duties} draft={forWhom ? draft : { ...draft, done: {} }} today={today} callsOnly={callsOnly} />
          <Button kind="main" large type="submit">{t.save}</Button>
          <p className="quiet small">{t.anywhere}</p>
        </div>
      </Form>
    </InnerScreen>
  );
}

function Day({ day }: { day: string }) {
  return <>{formatDay(day, useLanguage())}</>;
}

/** How it was done; whether anyone was reached is another question and stands apart. */
function How({ draft, set, asked, callsOnly }: FormProps & { asked: boolean; callsOnly: boolean }) {
  const t = useText(recordText);
  const frame = useText(frameText);
  const kinds = useOptions(visitKindText);
  const missed = draft.outcome === 'notReached';
  return (
    <div>
      <Choice label={t.how} value={draft.kind} options={kinds} required error={asked && !draft.kind ? t.needHow : undefined} onChange={(kind) => set({ kind })} />
      {callsOnly ? <p className="note note-note group-split" role="status">{draft.kind === 'home' ? t.callsOnlyHome : frame.callsOnly}</p> : null}
      <div className="choices group-split">
        <label className="choice choice-apart">
          <input type="checkbox" checked={missed} onChange={() => set({ outcome: missed ? 'reached' : 'notReached' })} />
          <span>{t.notReached}</span>
        </label>
      </div>
    </div>
  );
}

/** Whom a doctor may say it of, and what is owed to them; nobody for everyone else. */
function useRound(householdId: string, duties: readonly DutyView[]): Round {
  const patients = usePatients().data;
  const reminders = useReminders().data ?? [];
  return { members: patients ? patientsOf(patients, householdId) : [], owed: owedServices(duties, reminders.filter(({ household }) => household.id === householdId)) };
}

/** Papers that may be handed over on this visit; none where the server has not told. */
function useWaiting(householdId: string, day: string): PaperLine[] {
  const papers = usePapers(householdId).data;
  return papers?.may.deliver ? waitingOn(papers.items, day) : [];
}

// An ordinary contact is what a visit is when nothing else is said.
const { routine: _ordinary, ...worthAsking } = purposeText;

/** What was learnt; empty means not asked. */
function Told({ householdId, duties, draft, set }: FormProps & { householdId: string; duties: readonly DutyView[] }) {
  const t = useText(recordText);
  const today = useToday();
  const card = useContacts(householdId).data?.card ?? null;
  const waiting = useWaiting(householdId, draft.day ?? today);
  // A card that lies printed is ticked as what it is, below; it makes the visit one that brought the card by itself.
  const worth = offered(duties, card).filter((purpose) => purpose !== 'card' || !bringsCard(waiting));
  const purposes = useOptions(worthAsking).filter(({ value }) => worth.includes(value) || draft.purposes.includes(value));
  const health = useOptions(healthText);
  const moods = useOptions(moodText);
  const needs = useOptions(needText);
  return (
    <>
      {purposes.length ? (
        <Ticks label={t.also} values={draft.purposes} options={purposes}
          onToggle={(purpose) => set({ purposes: draft.purposes.includes(purpose) ? draft.purposes.filter((each) => each !== purpose) : [...draft.purposes, purpose] })} />
      ) : null}
      {waiting.length ? <Handed waiting={waiting} draft={draft} set={set} /> : null}
      <Choice label={t.body} value={draft.health} options={health} onChange={(value) => set({ health: value })} />
      <Choice label={t.mood} value={draft.mood} options={moods} onChange={(mood) => set({ mood })} />
      <Ticks label={t.needs} values={draft.needs} options={needs} onToggle={(need) => set({ needs: toggleNeed(draft.needs, need) })} />
      <p className="quiet small">{t.notAsked}</p>
    </>
  );
}

function Handed({ waiting, draft: { papers }, set }: Pick<FormProps, 'draft' | 'set'> & { waiting: readonly PaperLine[] }) {
  const t = useText(papersText);
  const words = usePaperWords();
  const toggle = (id: string) => set({ papers: papers.includes(id) ? papers.filter((each) => each !== id) : [...papers, id] });
  return <Ticks label={t.handed} values={papers} options={waiting.map((line) => ({ value: line.paperId!, label: words(line) }))} onToggle={toggle} />;
}

/** Folded away: nearly always it was today and I. */
function WhenAndWho({ householdId, draft, set, asked }: FormProps & { householdId: string; asked: boolean }) {
  const t = useText(recordText);
  const today = useToday();
  const { workerId } = useSession();
  const contacts = useContacts(householdId).data?.items ?? [];
  const others = [...new Map(contacts.filter(({ worker }) => worker.id !== workerId).map(({ worker }) => [worker.id, worker.name]))];
  const people = [...(workerId ? [{ value: workerId, label: t.me }] : []), ...others.map(([value, label]) => ({ value, label }))];
  const nobody = draft.participants.length === 0;
  const toggle = (id: string) => set({ participants: draft.participants.includes(id) ? draft.participants.filter((each) => each !== id) : [...draft.participants, id] });
  return (
    <details open={nobody || undefined}>
      <summary>{t.change}</summary>
      <div className="form">
        <DayField label={t.day} hint={t.dayHint} value={draft.day ?? today} min={daysBefore(today, LATE_ENTRY_DAYS)} max={today} onChange={(day) => set({ day })} />
        <Ticks label={t.who} values={draft.participants} options={people} onToggle={toggle} error={asked && nobody ? t.nobody : undefined} />
      </div>
    </details>
  );
}

/** What it will count as, before it is saved; the server has the last word. */
function Forecast({ duties, draft, today, callsOnly }: { duties: readonly DutyView[]; draft: Draft; today: string; callsOnly: boolean }) {
  const t = useText(recordText);
  const kinds = useText(visitKindText);
  const language = useLanguage();
  if (!draft.kind) return <div aria-live="polite" />;
  const { counts, otherKind } = forecast(duties, draft, today);
  const titles = (list: readonly DutyView[]) => [...new Set(list.map(({ title }) => pick(title, language)))].join(t.and);
  const counted = counts.length ? t.willCount({ what: titles(counts) }) : t.noneOwed;
  return (
    <div aria-live="polite" className={`note ${draft.outcome === 'reached' && counts.length ? 'note-main' : 'note-plain'}`}>
      <p>{draft.outcome === 'reached' ? counted : t.tryKept}</p>
      {otherKind.map((duty) => (
        <p key={duty.id}>{t.willNot({ what: pick(duty.title, language), kinds: waysTo(duty, callsOnly).map((kind) => kinds[kind as keyof typeof kinds]).join(t.or) })}</p>
      ))}
    </div>
  );
}
