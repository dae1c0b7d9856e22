import { addDays, toDay, type Accommodation, type DayNumber, type Event, type Flag, type Pack, type Residence } from '@lianxin/engine';
import type { Chance } from './chance.ts';
import { comesBack, nameContacts, type DemoContacts } from './contacts.ts';
import { anyDayOf, type IdNumbers, inventedName, inventedPhone } from './people.ts';
import { CITIES } from './places.ts';
import type { TownshipStaff, VillageStaff } from './staff.ts';
import { AGREED, DIFFICULTIES, INCIDENTS, LEFT, LIVING, REQUESTS } from './words.ts';

export interface DemoMember {
  readonly id: string;
  readonly name: string;
  readonly relation: 'husband' | 'wife';
  readonly sex: '1' | '2';
  readonly birthDay: DayNumber;
  readonly deathDay: DayNumber | null;
  readonly idNumber: string;
  readonly phone: string | null;
}

export type DemoAccommodation = Accommodation & { readonly words: string; readonly reviewDay: DayNumber | null; readonly agreedBy: string; readonly approved: boolean; readonly askedOn: DayNumber };
export type DemoIncident = Event & { readonly note: string };

/** One invented family with everything known of it but the visits. */
export interface DemoFamily {
  readonly id: string;
  readonly township: TownshipStaff;
  readonly village: VillageStaff;
  readonly headName: string;
  readonly groupName: string;
  readonly address: string;
  readonly phone: string;
  readonly category: 'bereaved' | 'disabled' | 'unknown';
  readonly situation: { living: string; difficulties: string; requests: string } | null;
  readonly members: readonly DemoMember[];
  readonly child: object;
  readonly served: { readonly id: string; readonly from: DayNumber; readonly to: DayNumber | null; readonly reason: string | null };
  readonly residence: readonly (Residence & { readonly id: string; readonly place: string })[];
  readonly flags: readonly (Flag & { readonly id: string; readonly memberId: string | null; readonly source: string })[];
  readonly accommodations: readonly DemoAccommodation[];
  readonly incidents: readonly DemoIncident[];
  readonly contacts: DemoContacts;
  readonly updatedOn: DayNumber;
}

export interface FamilySetting {
  readonly township: TownshipStaff;
  readonly village: VillageStaff;
  readonly pack: Pack;
  readonly today: DayNumber;
  readonly idNumbers: IdNumbers;
  /** This family has asked for a pause: rare, so left to chance a small county might have none to show. */
  readonly pauses: boolean;
}

export function inventFamily(chance: Chance, setting: FamilySetting): DemoFamily {
  const { township, village, pack, today } = setting;
  const from = servedFrom(chance, township.began, today);
  const leaves = chance.perMille(12) && today - from > 200;
  const to = leaves ? addDays(today, -chance.int(10, 120)) : null;
  const id = chance.id(from);
  const members = inventMembers(chance, setting, from);
  const key = chance.perMille(150);
  const group = chance.int(1, 9);
  const service = { chance, from, today };
  return {
    id, township, village, headName: members[0]!.name, groupName: `${group}组`,
    address: `云岭县${township.name}${village.name}${group}组`, phone: members[0]!.phone ?? inventedPhone(chance),
    category: chance.weighed([['bereaved', 60], ['disabled', 38], ['unknown', 2]]),
    situation: chance.perMille(700) ? { living: chance.of(LIVING), difficulties: chance.of(DIFFICULTIES), requests: chance.of(REQUESTS) } : null,
    members, child: inventChild(chance, members), served: { id: chance.id(from), from, to, reason: leaves ? chance.of(LEFT) : null },
    residence: inventResidence(service), flags: inventFlags(service, members, key), accommodations: inventAccommodations(service, setting.pauses),
    incidents: inventIncidents(service), contacts: nameContacts(chance, { township, village, pack, from, to, today, key }),
    updatedOn: addDays(today, -chance.weighed([[chance.int(0, 25), 70], [chance.int(26, 60), 24], [chance.int(65, 140), 6]])),
  };
}

/** Most since the township began to keep its families here, the others as they became known. */
function servedFrom(chance: Chance, began: DayNumber, today: DayNumber): DayNumber {
  return chance.perMille(800) ? began : addDays(began, chance.int(1, Math.max(1, today - began - 6)));
}

function inventMembers(chance: Chance, { idNumbers }: FamilySetting, from: DayNumber): DemoMember[] {
  const one = (relation: 'husband' | 'wife', phoned: number): DemoMember => {
    const sex = relation === 'husband' ? '1' : '2';
    const birthDay = anyDayOf(chance, 1945, 1974);
    return {
      id: chance.id(from), name: inventedName(chance), relation, sex, birthDay, deathDay: null, idNumber: idNumbers.next(birthDay, sex),
      phone: chance.perMille(phoned) ? inventedPhone(chance) : null,
    };
  };
  const head = one(chance.perMille(680) ? 'husband' : 'wife', 960);
  if (chance.perMille(270)) return [head];
  const other = one(head.relation === 'husband' ? 'wife' : 'husband', 450);
  return [head, chance.perMille(60) ? { ...other, deathDay: addDays(from, -chance.int(100, 3000)) } : other];
}

/** Sealed in the file and shown nowhere else. */
function inventChild(chance: Chance, members: readonly DemoMember[]): object {
  const birthDay = addDays(members[0]!.birthDay, chance.int(8_400, 11_000));
  const kind = chance.perMille(610) ? 'died' : 'disabled';
  return { name: inventedName(chance, members[0]!.name[0]), birthDay: toDay(birthDay), events: [{ kind, day: toDay(addDays(birthDay, chance.int(900, 6_000))) }] };
}

interface Service {
  readonly chance: Chance;
  readonly from: DayNumber;
  readonly today: DayNumber;
}

/** Any day since service began. */
const dayOfService = ({ chance, from, today }: Service): DayNumber => addDays(from, chance.int(0, Math.max(0, today - from - 2)));

function inventResidence(service: Service): DemoFamily['residence'] {
  const { chance, today } = service;
  if (!chance.perMille(85)) return [];
  const from = dayOfService(service);
  const to = comesBack(chance) && today - from > 40 ? addDays(from, chance.int(20, today - from - 5)) : null;
  return [{ id: chance.id(from), kind: 'away', place: chance.of(CITIES), from, to }];
}

const HOUSEHOLD_FLAGS = [['livingAlone', 130, '村里走访'], ['registeredPoor', 70, '建档立卡名册'], ['hardship', 45, '民政特困名册']] as const;

function inventFlags({ chance, from }: Service, members: readonly DemoMember[], key: boolean): DemoFamily['flags'] {
  const flag = (name: string, source: string, memberId: string | null) => ({ id: chance.id(from), key: name, source, memberId, from, to: null });
  return [
    ...(key ? [flag('key', '扶助重点人员名单', null)] : []),
    ...HOUSEHOLD_FLAGS.filter(([, perMille]) => chance.perMille(perMille)).map(([name, , source]) => flag(name, source, null)),
    ...members.filter(({ deathDay }) => deathDay === null && chance.perMille(35)).map((member) => flag('selfCarePartial', '家庭医生评估', member.id)),
  ];
}

function inventAccommodations(service: Service, pauses: boolean): DemoAccommodation[] {
  const { chance, today, from } = service;
  if (!pauses && !chance.perMille(60)) return [];
  const kind = pauses ? 'pause' : chance.weighed<DemoAccommodation['kind']>([['noHomeVisit', 5], ['noFestival', 4], ['noDays', 2], ['pause', 1], ['preference', 2]]);
  const since = dayOfService(service);
  const approved = pauses || chance.perMille(900);
  const quiet = addDays(from, chance.int(20, 300));
  return [{
    id: chance.id(since), kind, from: since, to: kind === 'pause' ? addDays(since, 60) : null,
    festivals: kind === 'noFestival' ? ['midAutumn', 'springFestival'] : null,
    days: kind === 'noDays' ? [{ from: quiet, to: addDays(quiet, 3) }] : [], accepted: kind === 'noFestival' && chance.perMille(500) ? 'phone' : null,
    words: chance.of(AGREED[kind]), reviewDay: kind === 'pause' || since + 365 <= today ? null : addDays(since, 365),
    agreedBy: chance.of(['本人', '夫妻二人', '本人和女婿', '本人和妹妹']), approved, askedOn: since,
  }];
}

function inventIncidents(service: Service): DemoIncident[] {
  const { chance } = service;
  if (!chance.perMille(45)) return [];
  const day = dayOfService(service);
  const kind = chance.weighed<keyof typeof INCIDENTS>([['illness', 6], ['accident', 3], ['hardship', 2], ['disaster', 1]]);
  return [{ id: chance.id(day), kind, day, role: null, doneOn: null, note: chance.of(INCIDENTS[kind]) }];
}
