import { Agent, request } from 'node:http';

/** One burst of questions from a process of its own, so that asking is neither in the way of answering nor in what answering costs. */
export interface Burst {
  readonly port: number;
  readonly path: string;
  /** Stands in every answer that found somebody: a quick "nobody" is no answer here. */
  readonly expects: string;
  readonly desks: readonly { readonly token: string; readonly questions: readonly string[] }[];
}

export interface BurstResult {
  readonly perSecond: number;
  /** Milliseconds: of the answer in the middle, and of the slowest hundredth. */
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

async function desk(burst: Burst, { token, questions }: Burst['desks'][number], times: number[]): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let failed = 0;
  for (const question of questions) {
    const begun = performance.now();
    const answer = await ask(burst, token, question, agent);
    times.push(performance.now() - begun);
    if (!answer.includes(burst.expects)) failed += 1;
  }
  agent.destroy();
  return failed;
}

function ask({ port, path }: Burst, token: string, body: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), authorization: `Bearer ${token}` };
    const sent = request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => { text += part; });
      answer.once('end', () => resolve(answer.statusCode === 200 ? text : ''));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

async function run(burst: Burst): Promise<BurstResult> {
  const times: number[] = [];
  const begun = performance.now();
  const failures = await Promise.all(burst.desks.map((one) => desk(burst, one, times)));
  const seconds = (performance.now() - begun) / 1000;
  times.sort((a, b) => a - b);
  const slowerThan = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  return { perSecond: times.length / seconds, p50: slowerThan(0.5), p99: slowerThan(0.99), failed: failures.reduce((total, one) => total + one, 0) };
}

process.on('message', (burst: Burst) => void run(burst).then((result) => process.send!(result)));
