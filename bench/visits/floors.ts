import fastify, { type FastifyInstance } from 'fastify';
import pg from 'pg';
import { uuidv7 } from 'uuidv7';

interface Body {
  readonly id: string;
  readonly householdId: string;
  readonly day: string;
  readonly kind: string;
  readonly participants: readonly string[];
}

export interface FloorGround {
  readonly countyId: number;
  readonly accountId: string;
  readonly divisionId: number;
}

// As long as the sealed note and the sealed record of the visits posted are.
const words = Buffer.alloc(130, 7);
const content = Buffer.alloc(430, 7);

const insertVisit = `insert into app.visit (county_id, visit_id, household_id, division_id, day, kind, outcome, recorder_id, recorded_at, content_enc)
  values ($1, $2, $3, $4, $5, $6, 'reached', $7, now(), $8)`;

/** Fastify and one insert, nothing else: what the machine and the driver can do at all. */
export function bareFloor(url: string, ground: FloorGround): FastifyInstance {
  const pool = new pg.Pool({ connectionString: url, max: 16 });
  // The database may be gone a moment before a connection that is being closed.
  pool.on('error', () => undefined);
  const app = fastify();
  app.post('/', async (request) => {
    const body = request.body as Body;
    await pool.query({ name: 'visit', text: insertVisit, values: [ground.countyId, body.id, body.householdId, ground.divisionId, body.day, body.kind, ground.accountId, words] });
    return { id: body.id };
  });
  app.addHook('onClose', () => pool.end());
  return app;
}

// What a visit of the carer, cadre and doctor in one person credits while it is the first of its window.
const CREDITED = { phone: ['carer.contact', 'villageCadre.contact'], home: ['carer.contact', 'villageCadre.contact', 'familyDoctor.round'] } as Record<string, string[]>;

/**
 * Fastify and one transaction that writes the same rows as recording a visit does: the visit, who took part, the command, the record of the
 * change, the duties that the first visit of a week or month meets and the household's standing. No session, no rights, no crediting, no
 * sealing: the rows are made up.
 */
export function sameRowsFloor(url: string, ground: FloorGround): FastifyInstance {
  const pool = new pg.Pool({ connectionString: url, max: 16 });
  pool.on('error', () => undefined);
  const app = fastify();
  app.post('/', async (request) => {
    const body = request.body as Body;
    const client = await pool.connect();
    try {
      const run = (name: string, text: string, values: unknown[]) => client.query({ name, text, values });
      await client.query('begin');
      await run('command', `insert into app.command (county_id, account_id, command_id, command, digest, subject_id, at) values ($1, $2, $3, 'visits.record', $4, $3, now())`, [ground.countyId, ground.accountId, body.id, content.subarray(0, 32)]);
      await run('visit', insertVisit, [ground.countyId, body.id, body.householdId, ground.divisionId, body.day, body.kind, ground.accountId, words]);
      await run('participant', 'insert into app.visit_participant (county_id, visit_id, worker_id, household_id, division_id) values ($1, $2, $3, $4, $5)', [ground.countyId, body.id, body.participants[0], body.householdId, ground.divisionId]);
      await run('record', `insert into app.record (county_id, record_id, at, kind, account_id, subject, subject_id, household_id, division_id, household_ids, action, content_enc)
        values ($1, $2, now(), 'change', $3, 'visit', $4, $5::uuid, $6, array[$5::uuid], 'create', $7)`, [ground.countyId, uuidv7(), ground.accountId, body.id, body.householdId, ground.divisionId, content]);
      // The Sundays are posted from the last one backwards: each is the new first day of a month that one after it has met already.
      const credited = await run('duty', `update app.duty set credited = credited + 1, met_on = $4 where county_id = $1 and household_id = $2 and fixed is null
        and first_day <= $4 and last_day >= $4 and rule = any($3) returning rule, first_day::text, last_day::text, credited`, [ground.countyId, body.householdId, CREDITED[body.kind], body.day]);
      const met = credited.rows.filter((duty: { credited: number }) => duty.credited === 1);
      if (met.length > 0) {
        await run('tally', `insert into app.duty_tally (county_id, division_id, last_day, first_day, rule, role, rolling, met_on, after_state, n)
          select $1, $2, d.last_day, d.first_day, d.rule, '', false, n.met_on, 'missed', n.n from jsonb_to_recordset($3) d (rule text, first_day date, last_day date),
            (values (null::date, -1), ($4::date, 1)) n (met_on, n)`, [ground.countyId, ground.divisionId, JSON.stringify(met), body.day]);
      }
      await run('standing', 'update app.household_standing set last_visit_on = $3 where county_id = $1 and household_id = $2 and last_visit_on < $3', [ground.countyId, body.householdId, body.day]);
      await client.query('commit');
      return { id: body.id };
    } finally {
      client.release();
    }
  });
  app.addHook('onClose', () => pool.end());
  return app;
}
