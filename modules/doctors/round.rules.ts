import type { z } from 'zod';
import type { SelfCare } from './health.schema.ts';
import type { roundInput, RoundService, ServiceChoice } from './services.schema.ts';

/** A member under contract with the doctor's team, and what may be recorded for them. */
export interface RoundMember {
  readonly member: { readonly id: string; readonly name: string };
  readonly choices: readonly ServiceChoice[];
}

/** What a doctor says was done for one member, while it is being filled in. Empty and null mean that nothing was said. */
export interface DoneFor {
  readonly kinds: readonly string[];
  /** Of a prescription. */
  readonly weeks: number | null;
  /** Of a referral: the name of the hospital, as tapped. */
  readonly hospital: string | null;
  readonly level: SelfCare | null;
  /** For the health file. */
  readonly words: string;
}

/** By member; who is not in it was not spoken of. */
export type Done = Readonly<Record<string, DoneFor>>;

const NOTHING: DoneFor = { kinds: [], weeks: null, hospital: null, level: null, words: '' };

export const doneFor = (done: Done, memberId: string): DoneFor => done[memberId] ?? NOTHING;

export const withDone = (done: Done, memberId: string, change: Partial<DoneFor>): Done => ({ ...done, [memberId]: { ...doneFor(done, memberId), ...change } });

/** Something that can be done now for a household (`memberId` null) or a member; `kinds`: the ways that are accepted, also those a rule alone does not name. */
export interface OwedService {
  readonly rule: string;
  readonly memberId: string | null;
  readonly kinds: readonly string[];
}

const isOwed = (owed: readonly OwedService[], { kind }: ServiceChoice, memberId: string): boolean =>
  owed.some((one) => one.rule === kind && (one.memberId === null || one.memberId === memberId));

/** A family that lives away is served by phone where its package says at home: then what is owed names the way. */
const isDoneBy = (choice: ServiceChoice, way: string, owed: readonly OwedService[]): boolean =>
  choice.ways.includes(way) || owed.some(({ rule, kinds }) => rule === choice.kind && kinds.includes(way));

export interface Offering {
  /** What is shown at once: what comes round with every such visit and what is owed; where there is neither, what is done in this way alone. */
  readonly usual: readonly ServiceChoice[];
  readonly more: readonly ServiceChoice[];
}

/** What may be said of one member for a visit of this way. */
export function offeringFor({ member, choices }: RoundMember, way: string, owed: readonly OwedService[]): Offering {
  const fitting = choices.filter((choice) => isDoneBy(choice, way, owed));
  const near = fitting.filter((choice) => choice.regular || isOwed(owed, choice, member.id));
  const own = fitting.filter(({ ways }) => ways.length === 1);
  const usual = [near, own, fitting].find(({ length }) => length > 0) ?? [];
  return { usual, more: fitting.filter((choice) => !usual.includes(choice)) };
}

/** What is usual for all of several members, so that one tap says it of the couple; nothing for one alone. What asks for a purpose or weeks was done for somebody by name. */
export function sharedBy(members: readonly RoundMember[], way: string, owed: readonly OwedService[]): readonly ServiceChoice[] {
  const [first, ...others] = members.map((one) => offeringFor(one, way, owed).usual);
  if (!first || others.length === 0) return [];
  return first.filter(({ kind, purposes, weeks }) => purposes.length === 0 && weeks === null && others.every((usual) => usual.some((one) => one.kind === kind)));
}

export const allHave = (done: Done, memberIds: readonly string[], kind: string): boolean => memberIds.every((id) => doneFor(done, id).kinds.includes(kind));

/** Says it of all of them, or takes it back from all of whom it was said. */
export function toggleDone(done: Done, memberIds: readonly string[], kind: string): Done {
  const taking = allHave(done, memberIds, kind);
  return memberIds.reduce((next, id) => {
    const others = doneFor(next, id).kinds.filter((each) => each !== kind);
    return withDone(next, id, { kinds: taking ? others : [...others, kind] });
  }, done);
}

/** What was said of a member and can have been done in this way: a service tapped before the visit became a call is not sent. */
export function saidOf(of: RoundMember, done: Done, way: string, owed: readonly OwedService[]): readonly ServiceChoice[] {
  const { kinds } = doneFor(done, of.member.id);
  return of.choices.filter((choice) => kinds.includes(choice.kind) && isDoneBy(choice, way, owed));
}

export interface RoundIn { readonly members: readonly RoundMember[]; readonly done: Done; readonly way: string; readonly owed: readonly OwedService[] }

/** Members with a prescription of which nobody said for how many weeks. */
export function weeksMissing({ members, done, way, owed }: RoundIn): readonly string[] {
  return members.filter((of) => doneFor(done, of.member.id).weeks === null && saidOf(of, done, way, owed).some(({ weeks }) => weeks !== null)).map(({ member }) => member.id);
}

/** As it goes over the wire. */
type Entry = NonNullable<z.input<typeof roundInput>['entries']>[number];
export interface RoundParts { readonly services: readonly RoundService[]; readonly entries: readonly Entry[] }

/** What goes with the visit: services under the contract, and what was found for the health file, dated as the visit. */
export function roundParts(round: RoundIn, day: string, newId: () => string): RoundParts {
  const said = round.members.map((of) => ({ memberId: of.member.id, choices: saidOf(of, round.done, round.way, round.owed), ...doneFor(round.done, of.member.id) }));
  return {
    services: said.flatMap(({ memberId, choices, weeks, hospital }) => choices.map((choice) =>
      ({ id: newId(), memberId, kind: choice.kind, ...(choice.weeks && weeks !== null && { weeks }), ...(choice.toHospital && hospital !== null && { content: hospital }) }))),
    entries: said.flatMap(({ memberId, choices, level, words }): Entry[] => [
      ...(level ? [{ id: newId(), memberId, day, kind: 'selfCare' as const, level, words: '' }] : []),
      ...(words.trim() ? [{ id: newId(), memberId, day, kind: choices.some(({ purposes }) => purposes.includes('healthCheck')) ? 'healthCheck' as const : 'note' as const, words: words.trim() }] : []),
    ]),
  };
}

/** What was sent, back in the form. */
export function doneOf({ services = [], entries = [] }: { readonly [Part in keyof RoundParts]?: RoundParts[Part] | undefined }): Done {
  const withServices = services.reduce<Done>((done, { memberId, kind, weeks, content }) =>
    withDone(done, memberId, { kinds: [...doneFor(done, memberId).kinds, kind], ...(weeks !== undefined && { weeks }), ...(content !== undefined && { hospital: content }) }), {});
  return entries.reduce((done, entry) => withDone(done, entry.memberId, entry.kind === 'selfCare' ? { level: entry.level } : { words: entry.words ?? '' }), withServices);
}
