import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command, Kept } from './outbox.rules.ts';
import { Outbox } from './outbox.web.ts';
import type { Answered, Delivery, OutboxStore } from './outbox.web.ts';

const ACTOR = '01990000-0000-7000-8000-00000000000a';

function visit(n: number, actor = ACTOR): Command {
  const id = `01990000-0000-7000-8000-${String(n).padStart(12, '0')}`;
  return { id, actor, command: 'visits.record', input: { id, kind: 'phone' }, at: `2026-11-22T08:${String(n).padStart(2, '0')}:00Z` };
}

/** A disk that outlives the page. */
function disk(): OutboxStore & { readonly kept: Map<string, Kept> } {
  const kept = new Map<string, Kept>();
  return {
    kept,
    all: async () => [...kept.values()].reverse(),
    put: async (entry) => void kept.set(entry.id, structuredClone(entry)),
    remove: async (id) => void kept.delete(id),
  };
}

/** A network that loses requests and answers as told, before a server that does each id once. */
function lossyServer(fates: ('through' | 'requestLost' | 'answerLost' | 'busy')[]) {
  const done: string[] = [];
  const deliver = async (commands: readonly Command[]): Promise<Delivery> => {
    const fate = fates.shift() ?? 'through';
    if (fate === 'requestLost') throw new TypeError('Failed to fetch');
    if (fate === 'busy') return { status: 503, problem: null };
    const answers = commands.map(({ id }): Answered => {
      if (done.includes(id)) return { id, status: 200, answer: { again: true } };
      done.push(id);
      return { id, status: 201, answer: {} };
    });
    if (fate === 'answerLost') throw new TypeError('Failed to fetch');
    return { answers };
  };
  return { done, deliver };
}

const never = () => () => {};

test('whatever the network loses, every visit is done once, in order, and nothing is left behind or dropped', async () => {
  const fate = fc.constantFrom('through' as const, 'requestLost' as const, 'answerLost' as const, 'busy' as const);
  await fc.assert(fc.asyncProperty(fc.array(fate, { maxLength: 12 }), fc.integer({ min: 1, max: 45 }), async (fates, count) => {
    const store = disk();
    const tries = fates.length;
    const server = lossyServer([...fates]);
    const outbox = new Outbox({ store, deliver: server.deliver, wait: never });
    await outbox.serve(ACTOR);
    const sent = Array.from({ length: count }, (_, n) => visit(n));
    for (const command of sent) {
      await outbox.add(command);
      expect(store.kept.has(command.id) || server.done.includes(command.id)).toBe(true);
    }
    for (let n = 0; n <= tries; n += 1) await outbox.flush();
    expect(server.done).toEqual(sent.map(({ id }) => id));
    expect(store.kept.size).toBe(0);
    expect(outbox.view().mine).toEqual([]);
  }), { numRuns: 60 });
});

test('what was not sent before the page was closed is sent by the next page', async () => {
  const store = disk();
  const before = new Outbox({ store, deliver: async () => ({ status: 0, problem: null }), wait: never });
  await before.serve(ACTOR);
  await before.add(visit(1));
  await before.flush();
  const server = lossyServer([]);
  const after = new Outbox({ store, deliver: server.deliver, wait: never });
  await after.serve(ACTOR);
  await after.flush();
  expect(server.done).toEqual([visit(1).id]);
});

test('a refused visit stays on the phone with the words of the server until somebody decides', async () => {
  const store = disk();
  const text = { zh: '日子填到后面去了，改成今天或以前。', en: 'That day is still to come. Choose today or earlier.' };
  let refuse = true;
  const outbox = new Outbox({
    store, wait: never,
    deliver: async (commands) => ({ answers: commands.map(({ id }) => (refuse ? { id, status: 422, problem: { code: 'visit.future', text, fields: [] } } : { id, status: 201 })) }),
  });
  await outbox.serve(ACTOR);
  await outbox.add(visit(1));
  await outbox.flush();
  expect(outbox.view().mine).toMatchObject([{ id: visit(1).id, state: 'refused', problem: { code: 'visit.future', text } }]);
  await outbox.flush();
  expect(store.kept.size).toBe(1);
  refuse = false;
  await outbox.resend(visit(1).id);
  expect(store.kept.size).toBe(0);
});

test('a visit the server cannot read at all does not hold up the others', async () => {
  const store = disk();
  const done: string[] = [];
  const outbox = new Outbox({
    store, wait: never,
    deliver: async (commands) => {
      if (commands.some(({ id }) => id === visit(1).id)) return { status: 400, problem: { code: 'input.invalid' } };
      done.push(...commands.map(({ id }) => id));
      return { answers: commands.map(({ id }) => ({ id, status: 201 })) };
    },
  });
  for (const n of [0, 1, 2]) await store.put({ ...visit(n), state: 'waiting', problem: null });
  await outbox.serve(ACTOR);
  await outbox.flush();
  expect(done).toEqual([visit(0).id, visit(2).id]);
  expect([...store.kept.values()]).toMatchObject([{ id: visit(1).id, state: 'refused', problem: { code: 'input.invalid' } }]);
});

test('another person signed in on the same phone neither sends nor sees what was left there, only that there is something', async () => {
  const store = disk();
  await store.put({ ...visit(1, 'another-account'), state: 'waiting', problem: null });
  const server = lossyServer([]);
  const outbox = new Outbox({ store, deliver: server.deliver, wait: never });
  await outbox.serve(ACTOR);
  await outbox.flush();
  expect(outbox.view()).toMatchObject({ mine: [], others: 1 });
  expect(server.done).toEqual([]);
  await outbox.serve('another-account');
  await outbox.flush();
  expect(server.done).toEqual([visit(1).id]);
});

test('a phone without room keeps the visit on the page, says so, and sends it all the same', async () => {
  const full: OutboxStore = { all: async () => [], put: async () => { throw new DOMException('full', 'QuotaExceededError'); }, remove: async () => {} };
  const server = lossyServer([]);
  let down = true;
  const outbox = new Outbox({ store: full, wait: never, deliver: (commands) => (down ? Promise.reject(new TypeError('Failed to fetch')) : server.deliver(commands)) });
  await outbox.serve(ACTOR);
  await outbox.add(visit(1));
  await outbox.flush();
  expect(outbox.view()).toMatchObject({ safe: false, mine: [{ id: visit(1).id, state: 'waiting' }] });
  down = false;
  await outbox.flush();
  expect(server.done).toEqual([visit(1).id]);
  expect(outbox.view()).toMatchObject({ safe: true, mine: [] });
});

test('the server\'s answer reaches the page that asked', async () => {
  const answers: unknown[] = [];
  const outbox = new Outbox({ store: disk(), wait: never, deliver: async (commands) => ({ answers: commands.map(({ id }) => ({ id, status: 201, answer: { credited: [id] } })) }) });
  outbox.onAnswer((_, answer) => answers.push(answer));
  await outbox.serve(ACTOR);
  await outbox.add(visit(3));
  await outbox.flush();
  expect(answers).toEqual([{ credited: [visit(3).id] }]);
});

test('a failure is tried again later, each time after a longer pause, never beyond five minutes', async () => {
  const pauses: number[] = [];
  const outbox = new Outbox({ store: disk(), deliver: async () => ({ status: 503, problem: null }), wait: (pause) => { pauses.push(pause); return () => {}; } });
  await outbox.serve(ACTOR);
  await outbox.add(visit(1));
  for (let n = 0; n < 9; n += 1) await outbox.flush();
  expect(pauses.slice(0, 3)).toEqual([5_000, 10_000, 20_000]);
  expect(pauses.at(-1)).toBe(300_000);
});
