import { toDay, type Assignment, type DayNumber, type Pack } from '@lianxin/engine';
import { sql } from 'kysely';
import type { PostKind } from '../../modules/accounts/accounts.rules.ts';
import type { Tx } from '../../platform/database/pool.ts';
import { readName } from '../../platform/pinyin/pinyin.ts';
import { insertAll } from '../../platform/database/insert-all.ts';
import type { Chance } from './chance.ts';
import { COUNTY, TOWNSHIPS, townshipCode, villageCode } from './places.ts';
import type { DemoWorker, TownshipStaff } from './staff.ts';

/** The ids of divisions by their codes. */
export type DivisionIds = ReadonlyMap<string, number>;

export async function layDivisions(tx: Tx, countyId: number): Promise<DivisionIds> {
  const ids = new Map<string, number>();
  const add = async (level: string, parentCode: string | null, places: readonly { code: string; name: string }[]): Promise<void> => {
    const rows = await tx.insertInto('division')
      .values(places.map(({ code, name }) => ({ countyId, parentId: parentCode === null ? null : ids.get(parentCode)!, level, code, name, path: '' })))
      .returning(['divisionId', 'code']).execute();
    for (const row of rows) ids.set(row.code, row.divisionId);
  };
  await add('county', null, [{ code: COUNTY.divisionCode, name: COUNTY.name }]);
  await add('township', COUNTY.divisionCode, TOWNSHIPS.map(({ name }, index) => ({ code: townshipCode(index), name })));
  for (const [index, { villages }] of TOWNSHIPS.entries()) {
    await add('village', townshipCode(index), villages.map((name, village) => ({ code: villageCode(index, village), name })));
  }
  for (const level of ['county', 'township', 'village']) await setPaths(tx, countyId, level);
  return ids;
}

/** The path of each division of a level, from its parent's. */
export async function setPaths(tx: Tx, countyId: number, level: string): Promise<void> {
  await sql`update app.division d set path = coalesce((select p.path from app.division p where p.division_id = d.parent_id), '') || d.division_id || '.'
    where d.county_id = ${countyId} and d.level = ${level}`.execute(tx);
}

/** One cadre of the county serves a township by one assignment, where its pack asks for one. */
export async function layCountyCadres(tx: Tx, place: { countyId: number; ids: DivisionIds; chance: Chance }, townships: readonly TownshipStaff[], packOf: (township: TownshipStaff) => Pack, cadres: readonly DemoWorker[]): Promise<ReadonlyMap<string, Assignment>> {
  const { countyId, ids, chance } = place;
  const held = townships.filter((one) => packOf(one).required.some(({ role }) => role === 'countyCadre')).map((one, index) => {
    const worker = cadres[index % cadres.length]!;
    return [one.code, { id: chance.id(one.began), role: 'countyCadre', workerId: worker.workerId, leader: false, from: one.began, to: null }] as const;
  });
  await insertAll(tx, 'territoryAssignment', held.map(([code, one]) => ({
    countyId, assignmentId: one.id, divisionId: ids.get(code)!, role: one.role, workerId: one.workerId, fromDay: toDay(one.from), toDay: null,
  })));
  return new Map(held);
}

interface AccountPlan {
  readonly username: string;
  readonly kind: PostKind;
  readonly code: string;
  readonly worker: DemoWorker;
}

export interface LaidAccounts {
  readonly officer: string;
  /** Account of each township's clerk, by the township's code. */
  readonly clerks: ReadonlyMap<string, string>;
}

// As many as somebody trying it out needs to see it from every side.
export const SIDES = 3;

export async function layAccounts(tx: Tx, place: { countyId: number; ids: DivisionIds; chance: Chance; today: DayNumber }, staff: { county: readonly DemoWorker[]; townships: readonly TownshipStaff[]; carers: readonly DemoWorker[] }): Promise<LaidAccounts> {
  const { countyId, ids, chance, today } = place;
  const plans = planAccounts(staff);
  const accountIds = new Map(plans.map(({ username }) => [username, chance.id(today)]));
  await insertAll(tx, 'account', plans.map((plan) => ({
    countyId, accountId: accountIds.get(plan.username)!, divisionId: ids.get(plan.code)!, workerId: plan.worker.workerId, username: plan.username, name: plan.worker.name,
    // No password opens it until whoever prints them has drawn one (openDemoAccounts).
    passwordHash: '!', mustChangePassword: false, failures: 0, demo: true, machine: false, language: 'zh', textSize: 'normal', createdAt: chance.time(today),
  })));
  await insertAll(tx, 'username', plans.map(({ username }) => ({ username, countyId, accountId: accountIds.get(username)! })));
  await insertAll(tx, 'post', plans.map((plan) => ({
    countyId, postId: chance.id(today), accountId: accountIds.get(plan.username)!, kind: plan.kind, divisionId: ids.get(plan.code)!, fromDay: '2020-01-01', toDay: null,
  })));
  return {
    officer: accountIds.get('officer')!,
    clerks: new Map(staff.townships.map(({ code, letters }) => [code, accountIds.get(`clerk.${letters}`)!])),
  };
}

function planAccounts({ county, townships, carers }: { county: readonly DemoWorker[]; townships: readonly TownshipStaff[]; carers: readonly DemoWorker[] }): AccountPlan[] {
  const [admin, officer, reader, keeper] = county as readonly [DemoWorker, DemoWorker, DemoWorker, DemoWorker];
  const whole = { code: COUNTY.divisionCode };
  const some = townships.slice(0, SIDES);
  return [
    { ...whole, username: 'admin', kind: 'countyAdministrator', worker: admin },
    { ...whole, username: 'officer', kind: 'countyOfficer', worker: officer },
    { ...whole, username: 'reader', kind: 'reader', worker: reader },
    { ...whole, username: 'keeper', kind: 'healthOfficer', worker: keeper },
    ...townships.map((one): AccountPlan => ({ username: `clerk.${one.letters}`, kind: 'townshipClerk', code: one.code, worker: one.clerk })),
    ...some.map(({ villages: [village] }): AccountPlan => ({ username: `cadre.${readName(village!.name.slice(0, -1)).pinyin}`, kind: 'villageCadre', code: village!.code, worker: village!.cadre })),
    ...some.map((one): AccountPlan => ({ username: `doctor.${one.letters}`, kind: 'familyDoctor', code: one.code, worker: one.doctors[0]! })),
    ...some.slice(1).map((one): AccountPlan => ({ username: `leader.${one.letters}`, kind: 'contact', code: one.code, worker: one.leaders[0]! })),
    ...carers.slice(0, SIDES).map((worker, index): AccountPlan => ({ username: `carer.${index + 1}`, kind: 'contact', code: worker.divisionCode, worker })),
  ];
}
