import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { address, OWNER } from './embedded.ts';
import { dumpSchema } from './migrate-dump.ts';
import { projectRoot } from './migrate-root.ts';
import { generateRowTypes } from './migrate-types.ts';
import { startTestServer } from './testing-server.ts';

/** Derived files that are stale, after writing them anew when asked. */
export async function checkDerived(write: boolean): Promise<string[]> {
  const { server, stop } = await startTestServer();
  try {
    const ownerUrl = address(OWNER, server.ownerPassword, server.port, server.template);
    const files = { 'db/schema.sql': await dumpSchema(ownerUrl), 'platform/database/schema.ts': await generateRowTypes(ownerUrl) };
    const stale = Object.entries(files).filter(([path, text]) => !existsSync(join(projectRoot(), path)) || readFileSync(join(projectRoot(), path), 'utf8') !== text);
    if (write) for (const [path, text] of stale) writeFileSync(join(projectRoot(), path), text);
    return stale.map(([path]) => path);
  } finally {
    await stop();
  }
}

const write = process.argv.includes('--write');
const stale = await checkDerived(write);
for (const path of stale) console.log(write ? `written: ${path}` : `stale: ${path} (npm run check -- --write)`);
if (stale.length === 0) console.log('schema.sql and the row types are up to date');
process.exitCode = stale.length > 0 && !write ? 1 : 0;
