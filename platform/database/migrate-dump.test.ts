import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { dumpSchema } from './migrate-dump.ts';
import { projectRoot } from './migrate-root.ts';
import { generateRowTypes } from './migrate-types.ts';
import { testDatabase } from './testing.ts';

const database = await testDatabase();
const stored = (path: string): string => readFileSync(join(projectRoot(), path), 'utf8');

test('db/schema.sql is what the migrations add up to, on this server too (else: npm run check -- --write)', async () => {
  expect(await dumpSchema(database.ownerUrl)).toBe(stored('db/schema.sql'));
});

test('the row types are those of the tables (else: npm run check -- --write)', async () => {
  expect(await generateRowTypes(database.ownerUrl)).toBe(stored('platform/database/schema.ts'));
});
