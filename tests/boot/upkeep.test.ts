import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import type { Ground } from '../../entry/cli/ground.ts';
import { startUpkeep } from '../../entry/cli/upkeep.ts';
import { checkAtDesk } from '../../modules/hospital/desk.service.ts';
import { registerEncounter } from '../../modules/hospital/encounters.service.ts';
import { discharge } from '../../modules/hospital/stays.service.ts';
import { addHolder, addHospital } from '../holders.ts';
import { testWorld } from '../world.ts';

const world = await testWorld();

test('a follow-up after discharge is owed within seconds, though the hospital may not compute it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lianxin-upkeep-'));
  const hospitalId = await addHospital(world, '云岭县人民医院');
  await world.addAccount({ username: 'desk', kind: 'hospitalDesk', division: 'county', hospitalId });
  const doctor = await world.addWorker({ name: '袁医生', division: 'baima' });
  const householdId = await world.addHousehold({ name: '潘三妹', division: 'yunshan', contacts: [{ role: 'familyDoctor', workerId: doctor }] });
  const holder = await addHolder(world, '潘三妹', '51990019600501002', { householdId });
  const upkeep = startUpkeep({ program: world.program, owner: world.owner, settings: { folder } } as unknown as Ground, () => undefined);
  try {
    const owed = () => world.owner.selectFrom('duty').select('dutyId').where('countyId', '=', world.countyId).where('householdId', '=', householdId).where('rule', '=', 'familyDoctor.discharge').execute();
    // Its account is made in the first round, after it began to listen.
    await expect.poll(() => world.owner.selectFrom('account').select('accountId').where('countyId', '=', world.countyId).where('machine', '=', true).execute(), { timeout: 10_000 }).toHaveLength(1);
    const stay = uuidv7();
    const { checkId } = await world.alone('desk', (ctx) => checkAtDesk(ctx, { code: holder.code.text }));
    await world.as('desk', (ctx) => registerEncounter(ctx, { id: stay, checkId: checkId!, kind: 'inpatient', urgent: false, department: '', companion: '' }));
    await world.as('desk', (ctx) => discharge(ctx, stay, { eventId: uuidv7(), day: world.today, summary: '' }));
    await expect.poll(owed, { timeout: 10_000 }).toHaveLength(1);
  } finally {
    await upkeep.stop();
    await rm(folder, { recursive: true, force: true });
  }
}, 40_000);
