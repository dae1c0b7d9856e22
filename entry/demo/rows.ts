import { toDay, type Book, type DayNumber, type HouseholdFacts } from '@lianxin/engine';
import type { Insertable } from 'kysely';
import { standFirst } from '../../modules/duties/duties.lay.ts';
import { cachedDuties, dutyRow, type Standing } from '../../modules/duties/duties.rules.ts';
import { phoneColumns, idNumberColumns, sealJson } from '../../modules/households/households.sealed.ts';
import type { Keys } from '../../platform/crypto/keys.ts';
import type { Tx } from '../../platform/database/pool.ts';
import type { DB } from '../../platform/database/schema.ts';
import { type NameReading, readName } from '../../platform/pinyin/pinyin.ts';
import { sealChange } from '../../platform/records/records.ts';
import { insertAll } from '../../platform/database/insert-all.ts';
import type { Chance } from './chance.ts';
import type { CopyIn } from './copy.ts';
import type { DemoFamily } from './family.ts';
import type { DemoWorker } from './staff.ts';
import type { DemoVisit, VisitedYear } from './visits.ts';

/** A hundred times as long as the others. */
const LONG_TABLES = ['visit', 'visitParticipant', 'record'] as const satisfies readonly (keyof DB)[];

type Tables = { [T in keyof DB & string]?: Insertable<DB[T]>[] };

/** In the order of the foreign keys. */
const FAMILY_TABLES = [
  'worker', 'household', 'member', 'identity', 'child', 'serviceSpell', 'residenceSpell', 'flagSpell', 'assignment', 'event', 'accommodation', 'excuse',
] as const satisfies readonly (keyof DB)[];

export interface RowSetting {
  readonly countyId: number;
  readonly keys: Keys;
  /** The account of the township's clerk, who entered all of it. */
  readonly clerk: string;
  readonly officer: string;
  readonly divisionId: number;
  readonly chance: Chance;
  readonly today: DayNumber;
}

/** Rows of a batch of families, gathered table by table. */
export class FamilyRows {
  private readonly tables: Tables = {};
  private readonly duties: object[] = [];
  private readonly standings: Standing[] = [];
  private readonly book: Book;

  constructor(book: Book) {
    this.book = book;
  }

  /** @param facts what the engine may know of the family before anybody came */
  add(family: DemoFamily, facts: HouseholdFacts, year: VisitedYear, setting: RowSetting): void {
    const { countyId, divisionId, keys, today } = setting;
    const standing = { facts: { ...facts, visits: year.visits, excuses: year.excuses }, updatedOn: toDay(family.updatedOn) };
    this.standings.push(standing);
    for (const duty of cachedDuties(standing.facts, this.book, today).duties) this.duties.push(Object.assign(dutyRow(duty), { countyId, divisionId }));
    this.put('worker', family.contacts.carers.map((one) => workerRow(one, countyId, divisionId, keys)));
    this.addPeople(family, setting);
    this.addSpells(family, setting);
    this.addCare(family, year, setting);
    for (const visit of year.visits) this.addVisit(family, visit, setting);
  }

  /** Writes what has gathered, and how the families stand. */
  async write(tx: Tx, copyIn: CopyIn, { countyId, today }: { countyId: number; today: DayNumber }): Promise<void> {
    for (const table of FAMILY_TABLES) await insertAll(tx, table, (this.tables[table] ?? []) as never);
    for (const table of LONG_TABLES) await copyIn(table, this.tables[table] ?? []);
    await copyIn('duty', this.duties);
    await standFirst(tx, countyId, this.standings, this.book, today);
  }

  private put<T extends keyof DB & string>(table: T, rows: readonly Insertable<DB[T]>[]): void {
    ((this.tables as Record<string, unknown[]>)[table] ??= []).push(...rows);
  }

  private addPeople(family: DemoFamily, { countyId, divisionId, keys, chance, clerk }: RowSetting): void {
    const at = { countyId, householdId: family.id, divisionId };
    this.put('household', [{
      ...at, headName: family.headName, ...reading(family.headName), groupName: family.groupName, registeredAddress: family.address, livingAddress: family.address,
      ...phoneColumns({ keys }, family.phone), category: family.category, situationEnc: family.situation ? sealJson({ keys }, family.situation) : null,
      marks: [], updatedOn: toDay(family.updatedOn), version: 1,
    }]);
    const members = family.members.map((member) => ({
      ...at, memberId: member.id, name: member.name, ...reading(member.name), relation: member.relation, sex: member.sex, birthDay: toDay(member.birthDay),
      deathDay: dayOrNull(member.deathDay), ...idNumberColumns({ keys }, member.idNumber), ...phoneColumns({ keys }, member.phone),
    }));
    this.put('member', members);
    this.put('identity', members.map((row) => ({ idNumberIndex: row.idNumberIndex!, countyId, memberId: row.memberId })));
    this.put('child', [{ ...at, childId: chance.id(family.served.from), detailsEnc: sealJson({ keys }, family.child) }]);
    const { headName, groupName } = family;
    this.put('record', [recordRow(family, { countyId, divisionId, keys, chance }, {
      on: family.served.from, accountId: clerk, subject: 'household', subjectId: family.id, action: 'create', before: null, after: { headName, groupName },
    })]);
  }

  private addSpells(family: DemoFamily, { countyId, divisionId }: RowSetting): void {
    const at = { countyId, householdId: family.id, divisionId };
    const days = (spell: { from: DayNumber; to: DayNumber | null }) => ({ fromDay: toDay(spell.from), toDay: dayOrNull(spell.to) });
    this.put('serviceSpell', [{ ...at, spellId: family.served.id, ...days(family.served), endReason: family.served.reason }]);
    this.put('residenceSpell', family.residence.map((spell) => ({ ...at, spellId: spell.id, kind: spell.kind, place: spell.place, ...days(spell) })));
    this.put('flagSpell', family.flags.map((flag) => ({ ...at, spellId: flag.id, memberId: flag.memberId, key: flag.key, source: flag.source, ...days(flag) })));
    this.put('assignment', family.contacts.assignments.map((one) => ({
      ...at, assignmentId: one.id, role: one.role, workerId: one.workerId, ...days(one), handedOverFrom: one.handedOverFrom,
    })));
  }

  private addCare(family: DemoFamily, { excuses }: VisitedYear, setting: RowSetting): void {
    const { countyId, divisionId, keys, chance, clerk, officer, today } = setting;
    const at = { countyId, householdId: family.id, divisionId };
    const event = (one: { id: string; kind: string; day: DayNumber; role: string | null }, note: string | null) => ({
      ...at, eventId: one.id, kind: one.kind, day: toDay(one.day), role: one.role, noteEnc: note === null ? null : keys.seal(note),
      recorderId: clerk, recordedAt: chance.time(one.day),
    });
    this.put('event', [
      event({ id: family.served.id, kind: 'serviceStart', day: family.served.from, role: null }, null),
      ...family.contacts.changes.map((one) => event(one, null)), ...family.incidents.map((one) => event(one, one.note)),
    ]);
    this.put('accommodation', family.accommodations.map((one) => ({
      ...at, accommodationId: one.id, kind: one.kind, festivals: one.festivals ? [...one.festivals] : null,
      days: one.days.map(({ from, to }) => ({ from: toDay(from), to: dayOrNull(to) })) as never, accepted: one.accepted,
      fromDay: toDay(one.from), toDay: dayOrNull(one.to), reviewDay: dayOrNull(one.reviewDay), agreedBy: one.agreedBy, wordsEnc: keys.seal(one.words),
      askedBy: clerk, askedAt: chance.time(one.askedOn), approvedBy: one.approved ? officer : null, approvedAt: one.approved ? chance.time(one.askedOn) : null,
    })));
    this.put('excuse', excuses.map((one) => ({ ...at, excuseId: one.id, dutyId: one.dutyId, reason: one.reason, givenBy: clerk, givenAt: chance.time(Math.min(one.on, today - 1) as DayNumber) })));
  }

  private addVisit(family: DemoFamily, visit: DemoVisit, { countyId, divisionId, keys, chance, clerk }: RowSetting): void {
    const entered = chance.time(visit.enteredOn);
    // The long rows are written out in one piece: spreading what they share into each took a third of all the filling.
    this.put('visit', [{
      countyId, householdId: family.id, divisionId, visitId: visit.id, day: toDay(visit.day), kind: visit.kind, outcome: visit.outcome, purposes: [...visit.purposes], needs: [...visit.needs],
      contentEnc: visit.content ? keys.seal(JSON.stringify(visit.content)) : null, recorderId: clerk, recordedAt: entered, recordedOn: toDay(visit.enteredOn), lateReason: '', corrects: visit.corrects,
      voidedAt: visit.voided ? entered : null, voidedBy: visit.voided ? clerk : null, voidReason: visit.voidReason,
    }]);
    this.put('visitParticipant', visit.participants.map((workerId) => ({ countyId, householdId: family.id, divisionId, visitId: visit.id, workerId })));
    const { id, kind, outcome, purposes, participants, content } = visit;
    this.put('record', [recordRow(family, { countyId, divisionId, keys, chance }, {
      on: visit.enteredOn, at: entered, accountId: clerk, subject: 'visit', subjectId: id, action: 'create', before: null,
      after: { id, householdId: family.id, day: toDay(visit.day), kind, outcome, purposes, participants, ...content },
    })]);
  }
}

interface DemoChange {
  readonly on: DayNumber;
  readonly at?: Date;
  readonly accountId: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly action: string;
  readonly before: unknown;
  readonly after: unknown;
}

function recordRow(family: DemoFamily, { countyId, divisionId, keys, chance }: Pick<RowSetting, 'countyId' | 'divisionId' | 'keys' | 'chance'>, change: DemoChange): Insertable<DB['record']> {
  return {
    countyId, recordId: chance.id(change.on), at: change.at ?? chance.time(change.on), kind: 'change', accountId: change.accountId, sessionId: null, purpose: '',
    subject: change.subject, subjectId: change.subjectId, householdId: family.id, divisionId, householdIds: [family.id], action: change.action, reason: '',
    contentEnc: sealChange({ keys }, change),
  };
}

export function workerRow(one: DemoWorker, countyId: number, divisionId: number, keys: Keys): Insertable<DB['worker']> {
  return {
    countyId, workerId: one.workerId, divisionId, name: one.name, ...reading(one.name), ...phoneColumns({ keys }, one.phone), leader: one.leader,
    leftOn: dayOrNull(one.leftOn), version: 1,
  };
}

const dayOrNull = (day: DayNumber | null): string | null => (day === null ? null : toDay(day));

// Names repeat in a large county, and a reading costs more than all else of a row.
const readings = new Map<string, NameReading>();

function reading(name: string): NameReading {
  const known = readings.get(name) ?? readName(name);
  readings.set(name, known);
  return known;
}
