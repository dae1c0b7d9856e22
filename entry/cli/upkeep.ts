import { writeFile } from 'node:fs/promises';
import { sql } from 'kysely';
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

export interface Upkeep {
  stop(): Promise<void>;
}

/**
 * What the program does by itself while it serves: seals records and puts tallies together each minute, and after midnight in China brings the duties to the new day and
 * writes out the head of the records. A round that fails (the database is being restarted) is simply tried again a minute later.
 */
export function startUpkeep(ground: Ground, say: Say): Upkeep {
  let stopping = false;
  let broken = false;
  let doneFor = '';
  const round = async (): Promise<void> => {
    try {
      await sealAll(ground);
      await foldTallies(ground);
      const today = ground.program.clock.today();
      if (today !== doneFor) {
        await writeHead(ground, ground.program.clock.now());
        await refreshAll(ground, say, () => stopping);
        doneFor = today;
      }
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
      // Nothing stays unsealed while the program is down; a database that is gone seals nothing.
      await sealAll(ground).catch(() => 0);
    },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
