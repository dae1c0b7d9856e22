import { readFileSync, statSync } from 'node:fs';

import { DatabaseProblem } from './embedded-problem.ts';

/** The system account a server process runs under. */
export type Account = { readonly uid: number; readonly gid: number; };

/** High enough to be nobody's on the systems we know, low enough for the 65,536 ids a container may map. */
const FIRST_OWN_UID = 58_432;

/**
 * PostgreSQL refuses to run as root, therefore root lends it an id of its own. No account is created:
 * a number that no one holds is enough for the server.
 * @param cluster the database files, which stay with the id that owns them already
 * @returns null when we are not root (the server then runs as ourselves)
 */
export function serverAccount(cluster?: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  const owner = cluster === undefined ? undefined : statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const taken = new Set(passwd().map((entry) => entry.uid));
  let uid = FIRST_OWN_UID;
  while (taken.has(uid)) uid += 1;
  return { uid, gid: uid };
}

/**
 * The account for initdb alone: unlike the server, initdb looks up its own name and gives up on an id
 * without one ("could not look up effective user ID"). What it made is handed over at once.
 * @throws DatabaseProblem account.missing
 */
export function namedAccount(): Account {
  const entries = passwd().filter((entry) => entry.uid !== 0);
  const found = entries.find((entry) => entry.name === 'nobody') ?? entries.find((entry) => entry.name === 'daemon') ?? entries[0];
  if (!found) throw new DatabaseProblem('account.missing');
  return { uid: found.uid, gid: found.gid };
}

function passwd(): { name: string; uid: number; gid: number; }[] {
  let text: string;
  try {
    text = readFileSync('/etc/passwd', 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}
