import { databaseSecret, startDatabase } from './embedded.ts';
import type { DatabaseProblem } from './embedded-problem.ts';
import { APP_ROLE, migrate } from './migrate.ts';
import { migrationsFolder } from './migrate-root.ts';

export type OpenDatabase = {
  /** Serve with this one. */
  readonly appUrl: string;
  /** Migrate, dump and seed with this one. */
  readonly ownerUrl: string;
  /** Set when we run the server ourselves: what a backup of its files needs. */
  readonly embedded: { readonly superUrl: string; readonly cluster: string; readonly joined: boolean } | null;
  /** Migrations that ran just now. */
  readonly applied: readonly string[];
  stop(): Promise<void>;
};

/**
 * The database the environment asks for, migrated and ready to serve: DATABASE_URL (PostgreSQL 15 or later),
 * else the embedded one in the data folder. Several programs on one DATABASE_URL share one login, therefore
 * they either share a data folder or are given LIANXIN_APP_DATABASE_URL.
 * @throws DatabaseProblem
 */
export async function openMigrated(options: {
  folder: string;
  databaseUrl?: string | undefined;
  appDatabaseUrl?: string | undefined;
  onLost?: (problem: DatabaseProblem) => void;
}): Promise<OpenDatabase> {
  const app = options.appDatabaseUrl ? { url: options.appDatabaseUrl } : { password: databaseSecret(options.folder, APP_ROLE) };
  if (options.databaseUrl) {
    const migrated = await migrate({ ownerUrl: options.databaseUrl, folder: migrationsFolder(), app });
    return { ...migrated, ownerUrl: options.databaseUrl, embedded: null, stop: async () => {} };
  }
  const { folder, onLost } = options;
  const running = await startDatabase(onLost ? { folder, onLost } : { folder });
  try {
    const migrated = await migrate({ ownerUrl: running.url, folder: migrationsFolder(), app });
    return { ...migrated, ownerUrl: running.url, embedded: running, stop: () => running.stop() };
  } catch (error) {
    await running.stop();
    throw error;
  }
}
