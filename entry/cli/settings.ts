import { homedir } from 'node:os';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { projectRoot } from '../../platform/database/migrate-root.ts';

/** What the environment says (contract of the program: README). */
export interface Settings {
  /** The data folder: the embedded database, the keys, the head of the records. */
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string | undefined;
  readonly appDatabaseUrl: string | undefined;
  /** LIANXIN_DEMO: '1' allows the demo in a database of one's own, '0' keeps `npm start` from filling one. */
  readonly demo: string | undefined;
  /** LIANXIN_TODAY: a fixed day; refused where real families are. */
  readonly today: string | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const PORT = 5180;
const HOST = '127.0.0.1';

/** @throws RangeError for a PORT that is none */
export function settingsFrom(environment: Environment): Settings {
  const port = environment['PORT'] ? Number(environment['PORT']) : PORT;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new RangeError(`PORT=${environment['PORT']}`);
  return {
    folder: folderOf(environment['LIANXIN_DATA']), host: environment['HOST'] || HOST, port,
    databaseUrl: environment['DATABASE_URL'] || undefined, appDatabaseUrl: environment['LIANXIN_APP_DATABASE_URL'] || undefined,
    demo: environment['LIANXIN_DEMO'] || undefined, today: environment['LIANXIN_TODAY'] || undefined,
  };
}

function folderOf(named: string | undefined): string {
  if (!named) return join(projectRoot(), '.lianxin');
  return resolve(named.startsWith('~/') ? join(homedir(), named.slice(2)) : named);
}

/** Real families in the clone would be deleted, copied or published with it. */
export function isInsideClone(folder: string): boolean {
  const path = relative(projectRoot(), folder);
  return path === '' || (!path.startsWith('..') && !isAbsolute(path));
}

export const keyFile = ({ folder }: Settings): string => join(folder, 'keys', 'lianxin.key');
export const headFile = ({ folder }: Settings): string => join(folder, 'records-head.txt');

/** Demo accounts sign in from this machine alone, so a server for others has none that works. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');
