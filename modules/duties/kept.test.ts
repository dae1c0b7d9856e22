import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { expect, test } from 'vitest';
import { askAhead } from '../../platform/database/scope.ts';
import { testWorld } from '../../tests/world.ts';
import { askAccommodation, approveAccommodation, endAccommodation } from '../accommodations/accommodations.service.ts';
import { accommodationInput } from '../accommodations/accommodations.schema.ts';
import { changeWorker } from '../accounts/workers.service.ts';
import { assignmentInput, endInput, handoverInput, territoryInput } from '../contacts/contacts.schema.ts';
import { assignContact, endContact, handOver } from '../contacts/contacts.service.ts';
import { assignTerritory, endTerritory } from '../contacts/contacts.territory.ts';
import { adoptPack } from '../households/adoptions.ts';
import { changeHousehold } from '../households/households.change.ts';
import { awayInput, flagInput, memberInput } from '../households/households.schema.ts';
import { addMember, changeMember } from '../households/members.ts';
import { endService, resumeService } from '../households/service.ts';
import { addAway, addFlag, endAway, endFlag } from '../households/spells.ts';
import { incidentInput } from '../incidents/incidents.schema.ts';
import { reportIncident, voidIncident } from '../incidents/incidents.service.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { adoptionInput } from '../policies/adoptions.schema.ts';
import { excuseDuty, listDuties } from './duties.service.ts';

const world = await testWorld();
const { countyId } = world;
const { yunshan, baima, liuwan } = world.divisions;
const cadre = await world.addAccount({ username: 'cadre', kind: 'villageCadre', division: 'yunshan', name: '何山二' });
const [carer, other, leader] = [
  await world.addWorker({ name: '邹水七', division: 'baima' }), await world.addWorker({ name: '柳木五', division: 'baima' }), await world.addWorker({ name: '韩乡长', division: 'baima' }),
];
const householdId = await world.addHousehold({ name: '潘山一', division: 'yunshan', contacts: [{ role: 'villageCadre', workerId: cadre.workerId }] });

const sorted = (facts: object): object =>
  Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, Array.isArray(value) ? value.map((one) => JSON.stringify(one)).sort() : value]));

/** What is kept of the household, and what its tables say. */
async function keptAndTold(): Promise<{ kept: object; told: object }> {
  const told = await world.as('officer', async ({ tx }) => (await sql<{ facts: object }>`select facts from app.household_facts(${countyId}, ${[householdId]}::uuid[])`.execute(tx)).rows[0]!.facts);
  const { facts } = await world.owner.selectFrom('keptFacts').select('facts').where('countyId', '=', countyId).where('householdId', '=', householdId).executeTakeFirstOrThrow();
  return { kept: sorted(facts as object), told: sorted(told) };
}

const [memberId, flagId, awayId, incidentId, accommodationId, territoryId, assignmentId] = Array.from({ length: 7 }, () => uuidv7()) as [string, string, string, string, string, string, string];
const version = async () => (await world.owner.selectFrom('household').select('version').where('householdId', '=', householdId).where('countyId', '=', countyId).executeTakeFirstOrThrow()).version;
const move = async (ctx: CareContext, divisionCode: string) => changeHousehold(ctx, householdId, { version: await version(), reason: '搬家', changes: { divisionCode } });
const leads = (ctx: CareContext, leading: boolean, at: number) => changeWorker(ctx, leader, { version: at, leader: leading });

const ADOPTION = 'the township adopts another pack';
const CHANGES: readonly (readonly [what: string, change: (ctx: CareContext) => Promise<unknown>])[] = [
  ['a contact is named', (ctx) => assignContact(ctx, assignmentInput.parse({ id: assignmentId, householdId, role: 'carer', workerId: carer, fromDay: '2026-11-01' }))],
  ['all of a worker is handed over', (ctx) => handOver(ctx, handoverInput.parse({ id: uuidv7(), fromWorkerId: carer, toWorkerId: other, day: '2026-11-20' }))],
  ['a contact ends', async (ctx) => endContact(ctx, (await ctx.duties.load(ctx, [householdId]))[0]!.facts.assignments.find(({ role, to }) => role === 'carer' && to === null)!.id, endInput.parse({ toDay: '2026-11-21', reason: '外出务工' }))],
  ['a leader serves the whole township', (ctx) => assignTerritory(ctx, territoryInput.parse({ id: territoryId, divisionCode: baima.code, role: 'townshipLeader', workerId: leader, fromDay: '2026-11-01' }))],
  ['whoever serves becomes a leader', (ctx) => leads(ctx, true, 1)],
  ['and is none any more', (ctx) => leads(ctx, false, 2)],
  ['and leaves', (ctx) => endTerritory(ctx, territoryId, endInput.parse({ toDay: '2026-11-21', reason: '工作调动' }))],
  ['a member is added', (ctx) => addMember(ctx, householdId, memberInput.parse({ id: memberId, name: '石父', relation: 'husband', birthDay: '1950-02-28' }))],
  ['a birthday is put right', (ctx) => changeMember(ctx, householdId, memberId, { reason: '写错了', changes: { birthDay: '1951-02-28' as never } })],
  ['a flag is set', (ctx) => addFlag(ctx, householdId, flagInput.parse({ id: flagId, key: 'livingAlone', source: '村里登记', fromDay: '2026-01-01' }))],
  ['a flag ends', (ctx) => endFlag(ctx, householdId, flagId, { toDay: '2026-11-01', reason: '名册调整' })],
  ['they are away', (ctx) => addAway(ctx, awayInput.parse({ id: awayId, householdId, place: '成都', fromDay: '2026-10-01' }))],
  ['they are back', (ctx) => endAway(ctx, awayId, { toDay: '2026-11-20' })],
  ['something urgent is reported', (ctx) => reportIncident(ctx, incidentInput.parse({ id: incidentId, householdId, kind: 'illness', day: '2026-11-20' }))],
  ['and was a mistake', (ctx) => voidIncident(ctx, incidentId, '报错了人家')],
  ['they wish no home visit', (ctx) => askAccommodation(ctx, accommodationInput.parse({ id: accommodationId, householdId, kind: 'noHomeVisit', fromDay: '2026-11-01', agreedBy: '户主本人', words: '不方便' }))],
  ['the office agrees', (ctx) => approveAccommodation(ctx, accommodationId)],
  ['the wish ends', (ctx) => endAccommodation(ctx, accommodationId, { toDay: '2026-11-21', reason: '家里希望恢复' })],
  ['a duty is excused', async (ctx) => excuseDuty(ctx, (await listDuties(ctx, { household: householdId, state: ['open', 'vacant'], limit: 1 })).items[0]!.id, { reason: '家里人住院' })],
  ['they move to another township', (ctx) => move(ctx, liuwan.code)],
  ['and back', (ctx) => move(ctx, yunshan.code)],
  [ADOPTION, (ctx) => adoptPack(ctx, adoptionInput.parse({ id: uuidv7(), divisionCode: baima.code, packId: 'huangjin', fromDay: '2026-11-22' }))],
  ['they are served no more', (ctx) => endService(ctx, householdId, { toDay: '2026-11-21', reason: '迁出本县' })],
  ['and again', (ctx) => resumeService(ctx, householdId, { id: uuidv7(), fromDay: '2026-11-22' as never, reason: '又迁回来' })],
];

test('what a visit is weighed by is what the tables say, whatever is changed', async () => {
  let before = (await keptAndTold()).kept;
  for (const [what, change] of CHANGES) {
    await world.as(what === ADOPTION ? 'administrator' : 'officer', change);
    const { kept, told } = await keptAndTold();
    expect({ what, kept }).toEqual({ what, kept: told });
    // An application that is not yet decided is no fact.
    if (what !== 'they wish no home visit') expect(JSON.stringify(kept), what).not.toBe(JSON.stringify(before));
    before = kept;
  }
});

test('a visit reads what is kept while the standing is of today, and the tables as soon as it is not', async () => {
  const { owner } = world;
  const asked = { householdId, day: world.today, commandId: uuidv7(), participants: [] };
  const serving = () => world.as('officer', async (ctx) => (await askAhead(ctx.tx, countyId, ctx.duties.forVisit(ctx, asked)))!.loaded.facts.assignments.map(({ workerId }) => workerId));
  const told = await serving();
  expect(told).toContain(cadre.workerId);
  await owner.updateTable('keptFacts').set({ facts: sql<string>`jsonb_set(facts::jsonb, '{assignments}', '[]')::json` }).where('countyId', '=', countyId).where('householdId', '=', householdId).execute();
  expect(await serving()).not.toContain(cadre.workerId);
  await owner.updateTable('householdStanding').set({ computedOn: '2026-11-21' }).where('countyId', '=', countyId).where('householdId', '=', householdId).execute();
  expect(await serving()).toEqual(told);
});

test('nobody reads or writes what is kept but the functions that keep it', async () => {
  await expect(world.as('officer', ({ tx }) => tx.selectFrom('keptFacts').select('facts').where('countyId', '=', countyId).execute())).rejects.toMatchObject({ code: '42501' });
  await expect(world.as('officer', ({ tx }) => tx.deleteFrom('keptFacts').where('countyId', '=', countyId).execute())).rejects.toMatchObject({ code: '42501' });
});
