import pg from 'pg';

import { DatabaseProblem } from './embedded-problem.ts';

/** The login the program serves with: without rights of its own beyond what migrations grant it. */
export const APP_ROLE = 'lianxin_app';

/**
 * Makes sure the program's login exists, can sign in, and cannot pass by row security.
 * @returns its address
 * @throws DatabaseProblem role.refused, role.unsafe
 */
export async function ensureAppRole(
  owner: pg.Client,
  ownerUrl: string,
  app: { password: string; } | { url: string; },
): Promise<string> {
  if ('url' in app) {
    await checkRole(app.url);
    return app.url;
  }
  const url = withLogin(ownerUrl, APP_ROLE, app.password);
  if (!(await canSignIn(url))) await makeRole(owner, app.password);
  await checkRole(url);
  return url;
}

/** The same server and database under another login. */
export function withLogin(url: string, role: string, password: string): string {
  const address = new URL(url);
  address.username = encodeURIComponent(role);
  address.password = encodeURIComponent(password);
  return address.href;
}

async function makeRole(owner: pg.Client, password: string): Promise<void> {
  const { rows } = await owner.query<{ sql: string; search: string; }>(
    `select format(case when exists (select from pg_roles where rolname = $1)
                        -- Attributes are for a superuser to change; checkRole refuses a role that has too many.
                        then 'alter role %I login password %L'
                        else 'create role %I login nosuperuser nobypassrls nocreatedb nocreaterole password %L' end, $1::text, $2::text) as sql,
            format('alter role %I set search_path = app', $1::text) as search`,
    [APP_ROLE, password],
  );
  try {
    await owner.query(rows[0]?.sql ?? '');
    await owner.query(rows[0]?.search ?? '');
  } catch (cause) {
    if ((cause as { code?: string; }).code !== '42501') throw cause;
    const sql = `create role ${APP_ROLE} login nosuperuser nobypassrls password '…'; alter role ${APP_ROLE} set search_path = app;`;
    throw new DatabaseProblem('role.refused', { sql }, cause);
  }
}

async function canSignIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch (error) {
    // 28P01 wrong password, 28000 no such role: both are what we are here to mend. Anything else is a fault.
    if (['28P01', '28000'].includes((error as { code?: string; }).code ?? '')) return false;
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

async function checkRole(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ role: string; unsafe: boolean; }>(
      `select current_user as role, rolsuper or rolbypassrls or pg_has_role(current_user,
                (select nspowner from pg_namespace where nspname = 'lianxin'), 'usage') as unsafe
         from pg_roles where rolname = current_user`,
    );
    if (rows[0]?.unsafe !== false) throw new DatabaseProblem('role.unsafe', { role: rows[0]?.role ?? '?' });
  } finally {
    await client.end();
  }
}
