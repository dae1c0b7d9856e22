import fastify, { type FastifyInstance } from 'fastify';
import pg from 'pg';

/**
 * Fastify and one query by the index of the code, nothing else: no session, no limit, no rights, nothing recorded, nothing of what the certificate
 * opens. It is sent the blind index and does not make it.
 */
export function bareFloor(url: string): FastifyInstance {
  const pool = new pg.Pool({ connectionString: url, max: 16 });
  // The database may be stopped before the last session has said goodbye.
  pool.on('error', () => {});
  const app = fastify();
  app.post('/', async (request) => {
    const { index } = request.body as { readonly index: string };
    const { rows } = await pool.query({
      name: 'certificate',
      text: `select c.county_id, c.certificate_id, c.member_id, c.kind, c.issued_on, c.expires_on, c.ended_on
        from app.certificate_code k join app.certificate c on c.county_id = k.county_id and c.certificate_id = k.certificate_id where k.code_index = $1`,
      values: [Buffer.from(index, 'hex')],
    });
    return rows[0] ?? null;
  });
  app.addHook('onClose', () => pool.end());
  return app;
}
