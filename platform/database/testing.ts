import { randomBytes } from 'node:crypto';

import pg from 'pg';
import { afterAll, inject } from 'vitest';

import { address, OWNER } from './embedded.ts';
import { APP_ROLE, SCHEMA } from './migrate.ts';
import type { TestServer } from './testing-context.ts';

export type TestDatabase = {
  /** Owner of the tables: arranges what a test needs. Unqualified names are found. */
  readonly ownerUrl: string;
  /** The login the program serves with: what a test is about. */
  readonly appUrl: string;
  /** Superuser of the throw-away server. */
  readonly superUrl: string;
  /** Major version of the server: 18 embedded, the machine's own otherwise. */
  readonly major: number;
  readonly name: string;
};

/**
 * A migrated, empty database for one test file, dropped when the file (or the describe block) is done.
 * Call it at the top of the file (`const db = await testDatabase()`) or of a describe block.
 * @param options.empty true for a database without our schema, as a county's administrator would hand it over
 */
export async function testDatabase(options: { empty?: boolean; } = {}): Promise<TestDatabase> {
  const server: TestServer | undefined = inject('testServer');
  if (!server) throw new Error('testDatabase() works in the vitest projects "server" and "web" only: see vitest.config.ts');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = address('postgres', server.superPassword, server.port, 'postgres');
  const template = options.empty ? 'template0' : server.template;
  await statement(admin, `create database ${name} owner ${OWNER} template ${template}`);
  afterAll(() => statement(admin, `drop database if exists ${name} with (force)`));
  const search = `?options=-c%20search_path%3D${SCHEMA}`;
  return {
    ownerUrl: address(OWNER, server.ownerPassword, server.port, name) + search,
    appUrl: address(APP_ROLE, server.appPassword, server.port, name),
    superUrl: address('postgres', server.superPassword, server.port, name) + search,
    major: server.major,
    name,
  };
}

async function statement(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
