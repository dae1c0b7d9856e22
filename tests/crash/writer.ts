/**
 * A program like the server: starts the database on the folder it is given, then writes through a pool as
 * fast as acknowledgements come, printing each acknowledged number. Made to be killed.
 */
import pg from 'pg';

import { openMigrated } from '../../platform/database/migrate-open.ts';

const [folder = '', first = '1'] = process.argv.slice(2);
const database = await openMigrated({ folder });
const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 4 });
owner.on('error', () => {});
await owner.query('create table if not exists public.acknowledged (id bigint primary key, at timestamptz not null default now())');
console.log(`ready ${database.embedded?.cluster ?? ''}`);

let next = Number(first);
await Promise.all([0, 1, 2, 3].map(write));

/** Sent again under the same number until acknowledged: as the phone's outbox does. */
async function write(): Promise<never> {
  for (;;) {
    const id = next;
    next += 1;
    while (!(await once(id))) await new Promise((resolve) => setTimeout(resolve, 20));
    console.log(String(id));
  }
}

async function once(id: number): Promise<boolean> {
  try {
    await owner.query('insert into public.acknowledged (id) values ($1) on conflict (id) do nothing', [id]);
    return true;
  } catch {
    return false;
  }
}
