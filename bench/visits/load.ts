import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { uuidv7 } from 'uuidv7';

/** One burst of load from a thread of its own, so that making requests does not take time from answering them. */
export interface Burst {
  readonly port: number;
  readonly path: string;
  /** Visits each client posts: as many for each contestant, because the later Sundays of a month credit less and write less. */
  readonly posts: number;
  /** Each client goes through its households on the first day, then on the second. */
  readonly days: readonly string[];
  readonly clients: readonly { readonly token: string; readonly workerId: string; readonly households: readonly string[]; readonly begun: number }[];
}

export interface BurstResult {
  readonly perSecond: number;
  readonly p99: number;
  readonly failed: number;
  /** Visits each client has behind it, to go on from. */
  readonly turns: readonly number[];
}

interface ClientResult {
  readonly failed: number;
  readonly turn: number;
}

async function client(burst: Burst, who: Burst['clients'][number], times: number[]): Promise<ClientResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let failed = 0;
  let turn = who.begun;
  for (; turn < who.begun + burst.posts; turn++) {
    const round = Math.floor(turn / who.households.length);
    const body = JSON.stringify({
      id: uuidv7(), householdId: who.households[turn % who.households.length], day: burst.days[round % burst.days.length], kind: turn % 3 === 0 ? 'home' : 'phone', outcome: 'reached',
      participants: [who.workerId], health: 'same', mood: 'calm', needs: ['none'], note: '一切都好，药还够吃两周。',
    });
    const begun = performance.now();
    const status = await post(burst, who.token, body, agent);
    times.push(performance.now() - begun);
    if (status !== 200 && status !== 201) failed += 1;
  }
  agent.destroy();
  return { failed, turn };
}

function post({ port, path }: Burst, token: string, body: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), authorization: `Bearer ${token}` };
    const sent = request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

const burst = workerData as Burst;
const times: number[] = [];
const begun = performance.now();
const clients = await Promise.all(burst.clients.map((who) => client(burst, who, times)));
const seconds = (performance.now() - begun) / 1000;
times.sort((a, b) => a - b);
parentPort!.postMessage({
  perSecond: times.length / seconds, p99: times[Math.floor(times.length * 0.99)] ?? 0,
  failed: clients.reduce((total, one) => total + one.failed, 0), turns: clients.map((one) => one.turn),
} satisfies BurstResult);
