import { writeFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { closeGone } from '../../modules/certificates/certificates.service.ts';
import { refreshOutdated } from '../../modules/duties/duties.service.ts';
import type { Ground } from './ground.ts';
import { MachineSessions, machinesOf, type Machine } from './machine.ts';
import { headFile } from './settings.ts';

/** One message in both languages for the log on stderr. */
export type Say = (text: { readonly zh: string; readonly en: string }) => void;

// One seal names its records; so many ids make an array of about 80 kB, and hashing them takes a tenth of a second.
const SEAL_AT_ONCE = 5_000;
// Facts of so many households with a year of visits are some 5 MB, and the transaction stays short beside people at work.
const REFRESH_AT_ONCE = 100;
// Changes of a village's tally that are added up at each look before they are put together: some hundred visits, a millisecond.
const TALLY_CHANGES = 500;
// Deaths and leavings of a day in a county are a handful; the first night of an old county may bring more.
const CLOSE_AT_ONCE = 200;
const MINUTE_MS = 60_000;

/** Takes every record nobody has sealed yet into the chain; returns how many there were. */
export async function sealAll({ program }: Pick<Ground, 'program'>): Promise<number> {
  for (let total = 0; ; ) {
    const { rows } = await sql<{ sealed: number }>`select app.seal_records(${SEAL_AT_ONCE}) as sealed`.execute(program.db);
    const sealed = rows[0]?.sealed ?? 0;
    total += sealed;
    if (sealed === 0) return total;
  }
}

/** Puts together what visits have added to the tallies of places, where it has become much. */
async function foldTallies({ program }: Pick<Ground, 'program'>): Promise<void> {
  await sql`select app.fold_tallies(${TALLY_CHANGES})`.execute(program.db);
}

/** The latest seal of each county, written beside the database: whoever keeps a copy elsewhere can prove that the chain was not made anew. */
export async function writeHead({ owner, settings }: Pick<Ground, 'owner' | 'settings'>, now: Date): Promise<void> {
  const { rows } = await sql<{ code: string; seal: number; hash: string }>`
    select c.code, s.seal, encode(s.hash, 'hex') as hash from app.county c join app.seal s on s.county_id = c.county_id
    where s.seal = (select max(x.seal) from app.seal x where x.county_id = c.county_id) order by c.code`.execute(owner);
  const lines = rows.map((row) => `${now.toISOString()} ${row.code} ${row.seal} ${row.hash}\n`);
  await writeFile(headFile(settings), lines.join(''), { flag: 'a', mode: 0o600 });
}

/** Brings every county's stored answers to today, a batch at a time so that people at work are not kept waiting. */
export async function refreshAll(ground: Pick<Ground, 'program' | 'owner'>, say: Say, stopped: () => boolean = () => false): Promise<number> {
  const sessions = new MachineSessions(ground);
  let total = 0;
  for (const machine of await machinesOf(ground.owner)) total += await refreshCounty(sessions, machine, say, stopped);
  return total;
}

/** Ends the certificates of those who died or left: the desk has refused them since that day, and now it is on record (E6). */
export async function closeCertificates(ground: Pick<Ground, 'program' | 'owner'>, stopped: () => boolean = () => false): Promise<void> {
  const sessions = new MachineSessions(ground);
  for (const machine of await machinesOf(ground.owner)) {
    for (let closed = -1; closed !== 0 && !stopped();) closed = await sessions.run(machine, 'day.new', (ctx) => closeGone(ctx, CLOSE_AT_ONCE));
  }
}

async function refreshCounty(sessions: MachineSessions, machine: Machine, say: Say, stopped: () => boolean): Promise<number> {
  const began = performance.now();
  let total = 0;
  for (let done = -1; done !== 0 && !stopped(); total += done) {
    done = await sessions.run(machine, 'day.new', (ctx) => refreshOutdated(ctx, REFRESH_AT_ONCE));
    if (total > 0 && Math.floor(total / 5_000) !== Math.floor((total + done) / 5_000)) {
      say({ zh: `正在更新应做事项：已完成 ${total + done} 户…`, en: `Bringing duties up to date: ${total + done} households so far …` });
    }
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (total > 0) say({ zh: `${machine.countyCode}：${total} 户的应做事项已更新到今天（${seconds} 秒）。`, en: `${machine.countyCode}: duties of ${total} households are of today (${seconds} s).` });
  return total;
}

// Told by app.discharge as it commits: a hospital changed a family's facts and may not compute its duties.
const LISTEN = 'listen lianxin_outdated';

/** Brings the counties in which a household is not of today to today; on most rounds none is. */
async function refreshOutdatedCounties(ground: Ground, sessions: MachineSessions, say: Say, stopped: () => boolean): Promise<void> {
  const { rows } = await sql<{ countyId: number }>`select c.county_id from app.county c where exists (
    select 1 from app.household_standing s where s.county_id = c.county_id and s.computed_on < ${ground.program.clock.today()}::date) order by c.county_id`.execute(ground.owner);
  if (rows.length === 0) return;
  const behind = new Set(rows.map(({ countyId }) => countyId));
  for (const machine of (await machinesOf(ground.owner)).filter(({ countyId }) => behind.has(countyId))) await refreshCounty(sessions, machine, say, stopped);
}

/** Listens until the connection ends; the next round of upkeep finds that out and listens again. */
async function listen(ground: Ground, heard: () => void): Promise<{ readonly alive: () => boolean; end(): void }> {
  const client = await ground.program.pool.connect();
  let alive = true;
  const end = (error?: Error): void => {
    if (alive) client.release(error ?? true);
    alive = false;
  };
  client.on('notification', heard);
  client.on('error', end);
  await client.query(LISTEN);
  return { alive: () => alive, end: () => end() };
}

export interface Upkeep {
  stop(): Promise<void>;
}

/**
 * What the program does by itself while it serves: seals records and puts tallies together each minute, and after midnight in China brings the duties to the new day and
 * writes out the head of the records. Households a hospital has discharged somebody of are brought to their day at once. A round that fails (the database is being restarted) is simply tried again a minute later.
 */
export function startUpkeep(ground: Ground, say: Say): Upkeep {
  let stopping = false;
  let broken = false;
  let doneFor = '';
  let ear: Awaited<ReturnType<typeof listen>> | undefined;
  const sessions = new MachineSessions(ground);
  const catchUp = (): Promise<void> => refreshOutdatedCounties(ground, sessions, say, () => stopping);
  const soon = (): void => void (running = running.then(catchUp).catch(() => undefined));
  const round = async (): Promise<void> => {
    try {
      // Before it looks what is owed: a discharge between the look and the listening would wait for the next round.
      if (!stopping && ear?.alive() !== true) ear = await listen(ground, soon);
      await sealAll(ground);
      await foldTallies(ground);
      const today = ground.program.clock.today();
      if (today !== doneFor) {
        await writeHead(ground, ground.program.clock.now());
        await refreshAll(ground, say, () => stopping);
        await closeCertificates(ground, () => stopping);
        doneFor = today;
      } else await catchUp();
      broken = false;
    } catch (error) {
      if (!stopping && !broken) say({ zh: `后台维护这一轮没有做成，一分钟后再试：${messageOf(error)}`, en: `This round of upkeep failed and is tried again in a minute: ${messageOf(error)}` });
      broken = true;
    }
  };
  let running = round();
  const timer = setInterval(() => void (running = running.then(round)), MINUTE_MS);
  return {
    async stop() {
      stopping = true;
      clearInterval(timer);
      await running;
      ear?.end();
      // Nothing stays unsealed while the program is down; a database that is gone seals nothing.
      await sealAll(ground).catch(() => 0);
    },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
