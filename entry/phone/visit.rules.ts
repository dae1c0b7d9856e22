import { doneFor, doneOf } from '../../modules/doctors/round.rules.ts';
import type { Done } from '../../modules/doctors/round.rules.ts';
import { doable } from './due.rules.ts';
import type { DutyView, Health, HouseholdContacts, Mood, Need, Purpose, RoundInput, VisitInput, VisitKind, VisitOutcome } from './server.types.ts';

/** What the form holds. Null is "not asked", which is honest; nothing is chosen before the person chooses it. */
export interface Draft {
  readonly kind: VisitKind | null;
  readonly outcome: VisitOutcome;
  readonly purposes: readonly Offered[];
  readonly day: string | null;
  readonly participants: readonly string[];
  readonly health: Health | null;
  readonly mood: Mood | null;
  readonly needs: readonly Need[];
  readonly note: string;
  /** Ids of papers that were handed over. */
  readonly papers: readonly string[];
  /** What a doctor did for whom. */
  readonly done: Done;
}

export type Offered = Exclude<Purpose, 'routine'>;

export function emptyDraft(me: string | null): Draft {
  return { kind: null, outcome: 'reached', purposes: [], day: null, participants: me ? [me] : [], health: null, mood: null, needs: [], note: '', papers: [], done: {} };
}

/** A kept visit back in the form, to be corrected. */
export function draftOf(kept: VisitInput | RoundInput): Draft {
  const input = 'visit' in kept ? kept.visit : kept;
  return {
    kind: input.kind, outcome: input.outcome, purposes: (input.purposes ?? []).filter(isOffered), day: input.day, participants: input.participants,
    health: input.health ?? null, mood: input.mood ?? null, needs: input.needs ?? [], note: input.note ?? '', papers: [], done: 'visit' in kept ? doneOf(kept) : {},
  };
}

function isOffered(purpose: Purpose): purpose is Offered {
  return purpose !== 'routine';
}

const OFFERED: readonly Offered[] = ['greeting', 'handover', 'card', 'incident', 'round', 'followUp'];

/** Which purposes are worth asking about: those that something owed to this household now asks for, and the card that has not arrived. */
export function offered(duties: readonly DutyView[], card: HouseholdContacts['card'] | null): Offered[] {
  const asked = new Set<string | null>(duties.filter(doable).map(({ purpose }) => purpose));
  if (card && !(card.current && card.deliveredOn)) asked.add('card');
  return OFFERED.filter((purpose) => asked.has(purpose));
}

/** The form as the server wants it. What was left out is left out; a family that was not reached has no health to report. */
export function visitInput(draft: Draft, id: string, householdId: string, today: string): VisitInput {
  const { kind, outcome, health, mood, needs } = draft;
  if (!kind) throw new Error('A visit needs to say how.');
  const note = draft.note.trim();
  const told = outcome === 'reached' ? { ...(health && { health }), ...(mood && { mood }), ...(needs.length > 0 && { needs: [...needs] }) } : {};
  return {
    id, householdId, kind, outcome, day: draft.day ?? today, participants: [...draft.participants],
    purposes: ['routine', ...(outcome === 'reached' ? draft.purposes : [])],
    ...told, ...(note && { note }),
  };
}

/** "None" and a need exclude each other; the last one touched wins. */
export function toggleNeed(needs: readonly Need[], need: Need): Need[] {
  if (needs.includes(need)) return needs.filter((each) => each !== need);
  return need === 'none' ? ['none'] : [...needs.filter((each) => each !== 'none'), need];
}

/** A forecast while filling in; what really counts is what the server answers. */
export interface Forecast {
  readonly counts: readonly DutyView[];
  /** Would count, if it had been done in another way. */
  readonly otherKind: readonly DutyView[];
}

export function forecast(duties: readonly DutyView[], draft: Draft, today: string): Forecast {
  const { kind, outcome } = draft;
  if (!kind || outcome !== 'reached') return { counts: [], otherKind: [] };
  const day = draft.day ?? today;
  const fitting = duties.filter((duty) => doable(duty) && inTime(duty, day) && heldByOneOf(duty, draft.participants) && (meant(duty, draft.purposes) || isDone(duty, draft.done)));
  return { counts: fitting.filter(({ kinds }) => kinds.includes(kind)), otherKind: fitting.filter(({ kinds }) => !kinds.includes(kind)) };
}

/** Said by member; what is owed to the household is done when it was done for one of them. */
function isDone({ rule, memberId }: DutyView, done: Done): boolean {
  return Object.keys(done).some((id) => (memberId ?? id) === id && doneFor(done, id).kinds.includes(rule));
}

function inTime(duty: DutyView, day: string): boolean {
  return duty.first <= day && (duty.rolling || day <= duty.last);
}

function heldByOneOf(duty: DutyView, participants: readonly string[]): boolean {
  return duty.worker !== null && participants.includes(duty.worker.id);
}

function meant(duty: DutyView, purposes: readonly string[]): boolean {
  return duty.purpose === null || duty.purpose === 'routine' || purposes.includes(duty.purpose);
}
