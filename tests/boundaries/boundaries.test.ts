import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { projectRoot } from '../../platform/database/migrate-root.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { faultyTables, placements } from './catalogue.ts';
import { unlistedModules, wrongDirections } from './directions.ts';
import { impurities } from './purity.ts';
import { countyTables, handBuiltSql, withoutCounty } from './queries.ts';
import { projectSources, type Rule, type Source } from './sources.ts';
import { emptyNames, machinePaths, promises, tooLong, uncheckedTexts, wordsInPages } from './words.ts';

const root = projectRoot();
const sources = projectSources(root);
const { reference, unplaced } = placements(sources);
const tables = countyTables(readFileSync(join(root, 'platform/database/schema.ts'), 'utf8'), reference);

/** Each rule with files that break it; a rule that finds nothing in them would guard nothing. */
const rules: [name: string, rule: Rule, bad: Source[]][] = [
  ['imports go downwards only', wrongDirections, [
    { path: 'platform/ui/table.tsx', text: `import { x } from '../../modules/visits/visits.schema.ts'` },
    { path: 'modules/visits/visits.rules.ts', text: `export * from '../duties/duties.rules.ts'` },
    { path: 'modules/visits/visits.service.ts', text: `const x = await import('../../entry/server.ts')` },
    { path: 'engine/src/duties.ts', text: `import { readFileSync } from 'node:fs'` },
    { path: 'engine/src/duties.ts', text: `import { z } from 'zod'` },
    { path: 'modules/visits/visits.service.ts', text: `import { day } from '../../engine/src/day.ts'` },
    { path: 'modules/visits/visits.service.ts', text: `import { day } from './visits.rules'` },
    { path: 'modules/visits/VisitForm.tsx', text: `import { getVisit } from './visits.queries.ts'` },
    { path: 'modules/visits/visits.rules.ts', text: `import { getVisit } from './visits.queries.ts'` },
    { path: 'modules/visits/visits.schema.ts', text: `import { Form } from './VisitForm.tsx'` },
    { path: 'modules/visits/visits.schema.ts', text: `import { join } from 'node:path'` },
    { path: 'modules/visits/visits.service.ts', text: `import { useVisits } from './visits.web.ts'` },
    { path: 'modules/visits/visits.service.ts', text: `import { family } from './visits.test.ts'` },
    { path: 'entry/phone/main.tsx', text: `import { Button } from 'antd'` },
  ]],
  ['pure files know no clock, no chance and no world', impurities, [
    { path: 'engine/src/duties.ts', text: 'const now = Date.now()' },
    { path: 'engine/src/duties.ts', text: 'const now = new Date()' },
    { path: 'modules/visits/visits.rules.ts', text: 'const now = Date()' },
    { path: 'modules/visits/visits.rules.ts', text: 'const pick = Math.random() < 0.5' },
    { path: 'modules/visits/visits.rules.ts', text: 'const id = crypto.randomUUID()' },
    { path: 'modules/visits/visits.rules.ts', text: 'const at = performance.now()' },
    { path: 'modules/visits/visits.rules.ts', text: 'const zone = process.env.TZ' },
  ]],
  ['files have at most 400 lines', tooLong, [{ path: 'modules/visits/visits.service.ts', text: 'let x\n'.repeat(401) }]],
  ['names say something', emptyNames, [
    { path: 'platform/utils/day.ts', text: '' },
    { path: 'platform/database/queryHelpers.ts', text: '' },
    { path: 'platform/database/common.ts', text: '' },
    { path: 'platform/database/pool.ts', text: 'export class PoolManager {}' },
  ]],
  ['nothing is promised in place of being there', promises, [
    { path: 'modules/visits/visits.service.ts', text: '// TODO: check the day' },
    { path: 'modules/visits/visits.text.ts', text: `{ zh: '敬请期待', en: 'Coming soon' }` },
  ]],
  ['no folder of one machine is named', machinePaths, [{ path: 'docs/x.md', text: 'see /work/main/readme' }]],
  ['pages take their words from a *.text.ts', wordsInPages, [
    { path: 'modules/visits/VisitForm.tsx', text: '<b>上门走访</b>' },
    { path: 'modules/visits/visits.web.ts', text: 'const title = `上门 ${n} 次`' },
  ]],
  ['texts are checked for both languages', uncheckedTexts, [{ path: 'modules/visits/visits.text.ts', text: `export const texts = { a: { zh: '一' } }` }]],
  ['no SQL is built by hand', handBuiltSql, [
    { path: 'modules/visits/visits.queries.ts', text: 'client.query(`select * from visit where id = ${id}`)' },
    { path: 'modules/visits/visits.queries.ts', text: `client.query('select * from ' + table)` },
    { path: 'modules/visits/visits.queries.ts', text: 'sql`select ${sql.raw(column)}`' },
  ]],
  ['queries of a county table name the county', withoutCounty(tables), [
    { path: 'modules/visits/visits.queries.ts', text: `tx.selectFrom('visit').selectAll().where('visitId', '=', id).execute()` },
    { path: 'modules/visits/visits.queries.ts', text: `tx.selectFrom('visit').innerJoin('household', 'household.householdId', 'visit.householdId').where('visit.countyId', '=', c).execute()` },
    { path: 'modules/visits/visits.queries.ts', text: `tx.updateTable('visit').set({ countyId: 1 }).execute()` },
    { path: 'modules/visits/visits.queries.ts', text: 'sql`select count(*) from visit where kind = ${kind}`' },
    { path: 'modules/visits/visits.queries.ts', text: 'sql`select county_id from app.visit v join app.household h using (household_id) where v.county_id = ${c}`' },
  ]],
];

describe.each(rules)('%s', (_name, rule, bad) => {
  test.each(bad.map((source) => [source.text.slice(0, 70).trim(), source] as const))('the rule catches: %s', (_text, source) => {
    expect(rule(source)).not.toEqual([]);
  });

  test('the project keeps it', () => {
    expect(sources.flatMap(rule)).toEqual([]);
  });
});

test('every module has its place in the order, and a new one without a place is seen', () => {
  expect(unlistedModules(sources)).toEqual([]);
  expect(unlistedModules([{ path: 'modules/weather/weather.ts', text: '' }])).toHaveLength(1);
});

test('every table has its place on a cluster, and one without is seen', () => {
  expect(unplaced).toEqual([]);
  expect(placements([{ path: 'db/migrations/0001_x.sql', text: 'create table app.weather (\n county_id int)' }]).unplaced).toEqual(['weather']);
});

test('the rules look at the whole project', () => {
  for (const folder of ['engine/src/', 'modules/', 'platform/', 'entry/', 'db/migrations/']) {
    expect(sources.filter(({ path }) => path.startsWith(folder)).length, folder).toBeGreaterThan(2);
  }
  expect([...reference]).toContain('division');
  expect([...tables]).toEqual(expect.arrayContaining(['household', 'visit', 'visitParticipant']));
});

test('what is allowed is not complained about', () => {
  const good: Source[] = [
    { path: 'modules/visits/visits.queries.ts', text: `tx.selectFrom('visit').innerJoin('household', (j) => j.onRef('household.countyId', '=', 'visit.countyId')).where('visit.countyId', '=', c).execute()` },
    { path: 'modules/visits/visits.rules.ts', text: `import { day } from '@lianxin/engine'; import { kinds } from '../contacts/contacts.schema.ts'; export const last = new Date(2020, 1, 1), process = { crypto: 1 }` },
    { path: 'modules/visits/VisitForm.tsx', text: `import { kinds } from './visits.schema.ts'; /* 上门 */ export const form = <b>{texts.home}</b>` },
    { path: 'modules/visits/visits.queries.ts', text: `client.query('select 1 from visit where county_id = $1', [c])` },
  ];
  expect(rules.flatMap(([, rule]) => good.flatMap(rule))).toEqual([]);
});

describe('in a live database', async () => {
  const database = await testDatabase();
  const client = new pg.Client({ connectionString: database.ownerUrl });
  beforeAll(() => client.connect());
  afterAll(() => client.end());

  test('every table of people is keyed by county and guarded', async () => {
    expect(await faultyTables(client, reference)).toEqual([]);
  });

  test('a table that breaks each of these is seen', async () => {
    await client.query(`
      create table bad_key (county_id int not null, id uuid primary key);
      create table bad_reference (county_id int, household_id uuid, primary key (household_id, county_id), ref uuid references bad_key (id));
      create unique index bad_unique on bad_key (id, county_id);
      create table bad_people (household_id uuid);`);
    const faults = (await faultyTables(client, reference)).join('\n');
    for (const expected of ['bad_key has no row security', 'bad_key_pkey does not begin', 'bad_reference_ref_fkey refers', 'bad_unique does not begin', 'bad_people holds people', 'bad_people has no primary key']) {
      expect(faults).toContain(expected);
    }
  });
});
