import { addDays, type DayNumber } from '@lianxin/engine';
import type { Chance } from './chance.ts';
import { inventedName, inventedPhone } from './people.ts';
import { HUANGJIN_TOWNSHIP, TOWNSHIPS, townshipCode, villageCode } from './places.ts';

export interface DemoWorker {
  readonly workerId: string;
  readonly name: string;
  readonly divisionCode: string;
  readonly leader: boolean;
  readonly phone: string;
  readonly leftOn: DayNumber | null;
  /** How reliably they come, in thousandths: no office is alike, and none is perfect. */
  readonly diligence: number;
}

export interface VillageStaff {
  readonly code: string;
  readonly name: string;
  readonly cadre: DemoWorker;
  readonly doctor: DemoWorker;
}

export interface TownshipStaff {
  readonly code: string;
  readonly name: string;
  readonly letters: string;
  /** Huangjin's notice or the county's own system. */
  readonly huangjin: boolean;
  readonly leaders: readonly DemoWorker[];
  readonly contacts: readonly DemoWorker[];
  readonly doctors: readonly DemoWorker[];
  readonly clerk: DemoWorker;
  readonly villages: readonly VillageStaff[];
  /** The day on which the township began to keep its families here. */
  readonly began: DayNumber;
  /** A doctor who came in the place of another a few days ago, in one township; the families are still being told. */
  readonly newDoctor: { readonly from: DayNumber; readonly before: DemoWorker; readonly after: DemoWorker } | null;
}

/** Days of history: a year and a week, so that a whole year can be compared. */
const HISTORY_DAYS = 372;
const NEW_DOCTOR_TOWNSHIP = 3;
const NEW_DOCTOR_DAYS = 6;
/** One village without a cadre: the old one retired, nobody has been named. */
const EMPTY_VILLAGE = { township: 4, village: 7, days: 24 } as const;

/** Everyone who serves, township by township. */
export function hireStaff(chance: Chance, today: DayNumber, historyDays = HISTORY_DAYS): TownshipStaff[] {
  const since = addDays(today, -historyDays - 400);
  return TOWNSHIPS.map((plan, index) => {
    const code = townshipCode(index);
    const own = (options: Partial<DemoWorker> = {}) => hire(chance, code, since, options);
    const doctors = [own(), own(), own()];
    return {
      code, name: plan.name, letters: plan.letters, huangjin: plan.name === HUANGJIN_TOWNSHIP,
      leaders: [own({ leader: true }), own({ leader: true }), own({ leader: true })],
      contacts: [own(), own(), own()],
      doctors, clerk: own({ diligence: 1000 }),
      villages: plan.villages.map((name, village) => hireVillage(chance, { township: index, village, name }, since, today)),
      began: addDays(today, -historyDays + (historyDays > 60 ? index * 2 : 0)),
      newDoctor: index === NEW_DOCTOR_TOWNSHIP ? { from: addDays(today, -NEW_DOCTOR_DAYS), before: doctors[0]!, after: own() } : null,
    };
  });
}

function hire(chance: Chance, divisionCode: string, since: DayNumber, options: Partial<DemoWorker>): DemoWorker {
  return {
    workerId: chance.id(since), name: inventedName(chance), divisionCode, leader: false, phone: inventedPhone(chance), leftOn: null,
    diligence: chance.weighed([[990, 5], [970, 8], [940, 4], [880, 2], [780, 1]]), ...options,
  };
}

function hireVillage(chance: Chance, place: { township: number; village: number; name: string }, since: DayNumber, today: DayNumber): VillageStaff {
  const code = villageCode(place.township, place.village);
  const empty = place.township === EMPTY_VILLAGE.township && place.village === EMPTY_VILLAGE.village;
  const cadre = hire(chance, code, since, { leftOn: empty ? addDays(today, -EMPTY_VILLAGE.days) : null });
  // In small villages one person is both, and a visit counts for both.
  const doctor = chance.perMille(120) ? cadre : hire(chance, code, since, {});
  return { code, name: place.name, cadre, doctor };
}

/** A neighbour or relative who looks after one family, sometimes two. */
export const hireCarer = (chance: Chance, divisionCode: string, since: DayNumber): DemoWorker => hire(chance, divisionCode, since, {});

/** All of them once, whoever holds two places. */
export function everyone(townships: readonly TownshipStaff[]): DemoWorker[] {
  const all = townships.flatMap((one) => [
    ...one.leaders, ...one.contacts, ...one.doctors, one.clerk, ...(one.newDoctor ? [one.newDoctor.after] : []),
    ...one.villages.flatMap((village) => [village.cadre, village.doctor]),
  ]);
  return [...new Map(all.map((worker) => [worker.workerId, worker])).values()];
}
