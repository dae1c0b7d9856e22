import { connect, type AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { openServer } from './server.ts';

const app = await openServer({ version: '0', log: false });
await app.listen({ host: '127.0.0.1', port: 0 });
const { port } = app.server.address() as AddressInfo;
afterAll(() => app.close());

/** What comes back over the wire for a head written by hand. */
async function answerTo(head: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(`${head}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
  let said = '';
  for await (const chunk of socket) said += String(chunk);
  return said;
}

test.each([
  ['Chinese in an address as it was typed', 'GET /api/households?search=华 HTTP/1.1', 400],
  ['a broken percent sign', 'GET /api/households/%zz HTTP/1.1', 400],
  ['no HTTP at all', 'hello', 400],
  ['headers without end', `GET /api/health HTTP/1.1\r\nX-A: ${'a'.repeat(20_000)}`, 431],
])('%s is refused as a problem like every other', async (_what, head, status) => {
  const [top, body] = (await answerTo(head)).split('\r\n\r\n');
  expect(top).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(top!.toLowerCase()).toContain('content-type: application/problem+json');
  expect(JSON.parse(body!)).toMatchObject({ type: 'urn:lianxin:problem:request.unreadable', status, code: 'request.unreadable', fields: [] });
});
