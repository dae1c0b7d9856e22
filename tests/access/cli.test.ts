import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { testGround, testSettings } from '../demo/ground.ts';
import { askedProgram, testProgram } from '../demo/program.ts';
import { growCounty, type GrownAccount, type GrownCounty } from './forest.ts';
import { plans } from './forest.plan.ts';
import { holds, maySee } from './oracle.ts';

const settings = await testSettings('2026-11-22');
const ground = await testGround(settings);
const environment = { LIANXIN_DATA: settings.folder, DATABASE_URL: settings.databaseUrl!, LIANXIN_APP_DATABASE_URL: settings.appDatabaseUrl!, LIANXIN_DEMO: '1', LIANXIN_TODAY: '2026-11-22', LANG: 'zh_CN.UTF-8' };
const program = await testProgram('cli-access');
// Two at once, as there are cores.
const askers = [await askedProgram('cli-asked', environment), await askedProgram('cli-asked', environment)];
const folder = await mkdtemp(join(tmpdir(), 'lianxin-access-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A random county whose accounts can be named on the command line. */
async function grow(plan: Parameters<typeof growCounty>[1]): Promise<GrownCounty> {
  const county = await growCounty(ground, plan);
  const { countyId, accounts } = county;
  await ground.owner.insertInto('username').values(accounts.map(({ username, accountId }) => ({ username, countyId, accountId }))).execute();
  // The fixed day of these trees is refused where real families are.
  await ground.owner.updateTable('county').set({ demo: true }).where('countyId', '=', countyId).execute();
  return county;
}

let turn = 0;

/** What one command said. Commands of a process of their own are the last test's and tests/boot's; here it is about what is shown. */
async function answerTo(account: GrownAccount, ...args: string[]): Promise<{ code: number | null; out: string }> {
  const { code, out, err } = await askers[turn++ % askers.length]!([...args, '--as', account.username]);
  expect(err, args.join(' ')).not.toMatch(/^\s+at /m);
  return { code, out };
}

interface Missing {
  readonly missing: readonly { readonly household: { readonly id: string } }[];
}

/** What one command showed, beside what the plain rule allows; null: it is refused. */
interface Reading {
  readonly asked: string;
  readonly shown: unknown;
  readonly allowed: unknown;
}

async function readings(county: GrownCounty, account: GrownAccount): Promise<Reading[]> {
  const found: Reading[] = [];
  for (const household of county.households) found.push(await dutiesOf(account, household));
  for (const place of [county.places[0]!, county.places.at(-1)!]) {
    const inside = county.households.filter(({ path }) => path.startsWith(place.path)).map(({ id }) => id).sort();
    found.push(await coverageOf(account, place, inside), await ledgerOf(account, place, inside));
  }
  const [whole] = county.places;
  const impact = await answerTo(account, 'packs', 'impact', 'packs', '--division', whole!.code, '--days', '30', '--json');
  const looked = impact.code === 0 ? (JSON.parse(impact.out) as { households: { looked: number } }).households.looked : null;
  return [...found, { asked: 'packs impact', shown: looked, allowed: holds(account, 'household.read', whole!.path) ? county.households.length : null }];
}

async function dutiesOf(account: GrownAccount, household: GrownCounty['households'][number]): Promise<Reading> {
  const { code, out } = await answerTo(account, 'duties', '--household', household.id, '--from', '2026-11-01', '--to', '2026-11-30', '--json');
  return { asked: `duties ${household.name}`, shown: [code, out.includes(household.id)], allowed: maySee(account, household) ? [0, true] : [1, false] };
}

type Place = GrownCounty['places'][number];

async function coverageOf(account: GrownAccount, place: Place, inside: readonly string[]): Promise<Reading> {
  const { code, out } = await answerTo(account, 'coverage', '--division', place.code, '--missing', '--json');
  const shown = code === 0 ? (JSON.parse(out) as Missing).missing.map(({ household }) => household.id).sort() : null;
  return { asked: `coverage ${place.code}`, shown, allowed: holds(account, 'household.read', place.path) ? inside : null };
}

async function ledgerOf(account: GrownAccount, place: Place, inside: readonly string[]): Promise<Reading> {
  const file = join(folder, `${account.username}-${place.code}.json`);
  const { code } = await answerTo(account, 'report', 'huangjin-ledger', '--division', place.code, '--format', 'json', '--out', file);
  const households = code === 0 ? (JSON.parse(await readFile(file, 'utf8')) as { households: { householdId: string }[] }).households : null;
  return { asked: `ledger ${place.code}`, shown: households?.map(({ householdId }) => householdId).sort() ?? null, allowed: holds(account, 'import.write', place.path) ? inside : null };
}

// Each question opens the ground anew, packs and all: one tree a run, another each time, and every read of the command line on it.
test('what the command line shows to an account is what the plain rule names, for any tree, posts and assignments', async () => {
  await fc.assert(fc.asyncProperty(plans, async (plan) => {
    const county = await grow(plan);
    const found = (await Promise.all(county.accounts.map((account) => readings(county, account)))).flat();
    expect(found.map(({ asked, shown }) => ({ asked, shown }))).toEqual(found.map(({ asked, allowed }) => ({ asked, shown: allowed })));
  }), { numRuns: 1, endOnFailure: true });
}, 300_000);

test('another county is not there at all', async () => {
  const [one, other] = [await grow(fc.sample(plans, { seed: 3, numRuns: 1 })[0]!), await grow(fc.sample(plans, { seed: 4, numRuns: 1 })[0]!)];
  const account = one.accounts[0]!;
  for (const args of [['duties', '--household', other.households[0]!.id, '--from', '2026-11-01', '--to', '2026-11-30'], ['coverage', '--division', other.places[0]!.code],
    ['report', 'huangjin-ledger', '--division', other.places[0]!.code, '--out', join(folder, 'other.xlsx')]]) {
    const { code, out, err } = await program.run([...args, '--as', account.username], environment);
    expect([args[0], code, out]).toEqual([args[0], 1, '']);
    expect(err).not.toMatch(/^\s+at /m);
  }
}, 300_000);
