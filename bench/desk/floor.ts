import fastify, { type FastifyInstance } from 'fastify';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { tokenDigest } from '../../platform/database/scope.ts';

/**
 * Fastify and one query by the index of the code, nothing else: no session, no limit, no rights, nothing recorded, nothing of what the certificate
 * opens. It is sent the blind index and does not make it.
 */
export function bareFloor(url: string): FastifyInstance {
  return served(url, async (pool, { index }) => {
    const { rows } = await pool.query({
      name: 'certificate',
      text: `select c.county_id, c.certificate_id, c.member_id, c.kind, c.issued_on, c.expires_on, c.ended_on
        from app.certificate_code k join app.certificate c on c.county_id = k.county_id and c.certificate_id = k.certificate_id where k.code_index = $1`,
      values: [Buffer.from(index, 'hex')],
    });
    return rows[0] ?? null;
  });
}

/**
 * The same with what no answer of a desk can be without: the session is read, the question counted, the look and its record written, in one statement.
 * Still without what is asked of them: whether the session may stand at a desk, whether a limit is reached, whom the pack admits, whether the household
 * is served, what the certificate opens, who is to be called.
 */
export function writingFloor(url: string, hospitalId: string): FastifyInstance {
  return served(url, async (pool, { index }, token) => {
    const { rows } = await pool.query({
      name: 'look',
      text: `with who as (select s.county_id, s.account_id from app.session s where s.digest = $1 and s.ends_at > clock_timestamp()),
        found as (select c.* from app.certificate_code k join app.certificate c on c.county_id = k.county_id and c.certificate_id = k.certificate_id where k.code_index = $2),
        asked as (insert into app.desk_attempt (county_id, attempt_id, hospital_id, account_id, at, found)
          select who.county_id, $3::uuid, $4::uuid, who.account_id, clock_timestamp(), true from who),
        look as (insert into app.desk_look (county_id, look_id, hospital_id, household_id, division_id, member_id, certificate_id, account_id, account_name, found_by, valid, at, shown_name)
          select f.county_id, $3, $4, f.household_id, f.division_id, f.member_id, f.certificate_id, who.account_id, '服务台', 'code', true, clock_timestamp(), '潘*妹' from who, found f),
        recorded as (insert into app.record (county_id, record_id, at, kind, account_id, purpose, subject, subject_id, household_id, division_id, household_ids, action)
          select f.county_id, $3, clock_timestamp(), 'read', who.account_id, '云岭县人民医院', 'desk.check', $3::text, f.household_id, f.division_id, array[f.household_id], 'look' from who, found f)
        select f.county_id, f.certificate_id, f.member_id, f.kind, f.issued_on, f.expires_on, f.ended_on from who, found f`,
      values: [tokenDigest(token), Buffer.from(index, 'hex'), uuidv7(), hospitalId],
    });
    return rows[0] ?? null;
  });
}

type Answer = (pool: pg.Pool, asked: { readonly index: string }, token: string) => Promise<unknown>;

function served(url: string, answer: Answer): FastifyInstance {
  // Looks are reads: nobody waits for the disk, here as there.
  const pool = new pg.Pool({ connectionString: url, max: 16, options: '-c synchronous_commit=off -c jit=off' });
  // The database may be stopped before the last session has said goodbye.
  pool.on('error', () => {});
  const app = fastify();
  app.post('/', (request) => answer(pool, request.body as { readonly index: string }, request.headers.authorization!.slice('Bearer '.length)));
  app.addHook('onClose', () => pool.end());
  return app;
}
