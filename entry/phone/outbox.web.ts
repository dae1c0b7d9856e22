import { inOrder, keptProblem, pauseAfter, verdict, wireForm } from './outbox.rules.ts';
import type { Command, Kept } from './outbox.rules.ts';

/**
 * Where commands lie until the server has answered. Encryption and whole days without network come in behind this seam;
 * nothing else of the phone knows how they are kept.
 */
export interface OutboxStore {
  all(): Promise<readonly Kept[]>;
  put(entry: Kept): Promise<void>;
  remove(id: string): Promise<void>;
}

/** The answer of `POST /api/commands` to one command. */
export interface Answered {
  readonly id: string;
  readonly status: number;
  readonly answer?: unknown;
  readonly problem?: unknown;
}

/** How the whole request ended: answers one by one, or one refusal for all. */
export type Delivery = { readonly answers: readonly Answered[] } | { readonly status: number; readonly problem: unknown };

export interface OutboxOptions {
  readonly store: OutboxStore;
  readonly deliver: (commands: readonly Command[]) => Promise<Delivery>;
  /** Only one tab sends at a time; the server would do it once anyway, but would be asked twice. */
  readonly alone?: (work: () => Promise<void>) => Promise<void>;
  readonly wait?: (milliseconds: number, then: () => void) => () => void;
}

export interface OutboxView {
  readonly mine: readonly Kept[];
  /** How many others left on this phone; they go out when those people sign in again. */
  readonly others: number;
  readonly sending: boolean;
  /** False once the phone refused to store something: it then lives only as long as the page. */
  readonly safe: boolean;
}

const BATCH = 20;

/** The phone's outgoing post: keeps every command until it is answered, sends in order, and never throws one away by itself. */
export class Outbox {
  readonly #options: OutboxOptions;
  // What the disk refused stays here, so that a full phone loses nothing while the page is open.
  readonly #unstored = new Map<string, Kept>();
  readonly #watchers = new Set<() => void>();
  readonly #answerWatchers = new Set<(command: Kept, answer: unknown) => void>();
  #actor: string | null = null;
  #view: OutboxView = { mine: [], others: 0, sending: false, safe: true };
  #failures = 0;
  #running: Promise<void> | null = null;
  #cancelRetry = (): void => {};

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  readonly view = (): OutboxView => this.#view;

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  onAnswer(watcher: (command: Kept, answer: unknown) => void): () => void {
    this.#answerWatchers.add(watcher);
    return () => this.#answerWatchers.delete(watcher);
  }

  /** Whose commands are shown and sent from now on; null when nobody is signed in. */
  async serve(account: string | null): Promise<void> {
    this.#actor = account;
    await this.refresh();
    void this.flush();
  }

  /** Keeps a command and starts sending; resolves once it is kept, not once it is sent. */
  async add(command: Command): Promise<void> {
    await this.#keep({ ...wireForm(command), state: 'waiting', problem: null });
    await this.refresh();
    // A sending under way may have looked before this one was there.
    void (this.#running ?? Promise.resolve()).then(() => this.flush());
  }

  /** Sends what is waiting; calls while a sending is under way join it. */
  flush(): Promise<void> {
    if (!this.#actor) return Promise.resolve();
    this.#cancelRetry();
    const alone = this.#options.alone ?? ((work: () => Promise<void>) => work());
    this.#show({ sending: true });
    this.#running ??= alone(() => this.#drain()).catch(() => this.#retryLater()).finally(() => {
      this.#running = null;
      this.#show({ sending: false });
    });
    return this.#running;
  }

  /** Sends a refused one again as it is. */
  async resend(id: string): Promise<void> {
    const entry = (await this.#everything()).find((each) => each.id === id);
    if (!entry) return;
    await this.#keep({ ...entry, state: 'waiting', problem: null });
    await this.refresh();
    await this.flush();
  }

  /** A refused one, corrected: the new one is kept before the old one goes. */
  async replace(id: string, command: Command): Promise<void> {
    await this.add(command);
    await this.giveToOffice(id);
  }

  /** Takes one away because a person said so (the office has recorded it). The only way one ever leaves unanswered. */
  async giveToOffice(id: string): Promise<void> {
    await this.#forget(id);
    await this.refresh();
  }

  /** Looks at the store again; another tab may have added or sent. */
  async refresh(): Promise<void> {
    const all = await this.#everything();
    const mine = all.filter((each) => each.actor === this.#actor);
    this.#show({ mine, others: all.length - mine.length, safe: this.#unstored.size === 0 });
  }

  async #drain(): Promise<void> {
    for (;;) {
      const all = await this.#everything();
      const waiting = all.filter((each) => each.actor === this.#actor && each.state === 'waiting');
      if (waiting.length === 0) break;
      const moved = await this.#send(waiting.slice(0, BATCH));
      await this.refresh();
      if (!moved) return this.#retryLater();
    }
    this.#failures = 0;
  }

  /** Sends some at once; true: one was settled at least, so going on makes sense. */
  async #send(batch: readonly Kept[]): Promise<boolean> {
    const delivery = await this.#options.deliver(batch.map(wireForm)).catch((): Delivery => ({ status: 0, problem: null }));
    if ('answers' in delivery) return this.#settleAll(batch, delivery.answers);
    if (verdict(delivery.status) === 'wait') return false;
    // One bad command must not hold up the others: alone, each gets its own answer.
    if (batch.length > 1) return this.#sendOneByOne(batch);
    return this.#settleAll(batch, batch.map(({ id }) => ({ id, status: delivery.status, problem: delivery.problem })));
  }

  async #sendOneByOne(batch: readonly Kept[]): Promise<boolean> {
    let moved = false;
    for (const entry of batch) moved = (await this.#send([entry])) || moved;
    return moved;
  }

  async #settleAll(batch: readonly Kept[], answers: readonly Answered[]): Promise<boolean> {
    let moved = false;
    for (const entry of batch) {
      const answered = answers.find(({ id }) => id === entry.id);
      if (answered) moved = (await this.#settle(entry, answered)) || moved;
    }
    return moved;
  }

  async #settle(entry: Kept, { status, answer, problem }: Answered): Promise<boolean> {
    const judged = verdict(status);
    if (judged === 'wait') return false;
    if (judged === 'refused') {
      await this.#keep({ ...entry, state: 'refused', problem: keptProblem(status, problem) });
      return true;
    }
    await this.#forget(entry.id);
    for (const watcher of this.#answerWatchers) watcher(entry, answer);
    return true;
  }

  #retryLater(): void {
    this.#failures += 1;
    this.#cancelRetry();
    this.#cancelRetry = (this.#options.wait ?? onTimer)(pauseAfter(this.#failures), () => void this.flush());
  }

  async #everything(): Promise<Kept[]> {
    const stored = await this.#options.store.all().catch((): Kept[] => []);
    return inOrder([...stored.filter(({ id }) => !this.#unstored.has(id)), ...this.#unstored.values()]);
  }

  async #keep(entry: Kept): Promise<void> {
    try {
      await this.#options.store.put(entry);
      this.#unstored.delete(entry.id);
    } catch {
      this.#unstored.set(entry.id, entry);
    }
  }

  async #forget(id: string): Promise<void> {
    // With a store that takes nothing, what was never stored cannot be removed from it either.
    if (!this.#unstored.has(id)) await this.#options.store.remove(id);
    else await this.#options.store.remove(id).catch(() => undefined);
    this.#unstored.delete(id);
  }

  #show(change: Partial<OutboxView>): void {
    this.#view = { ...this.#view, ...change };
    for (const watcher of this.#watchers) watcher();
  }
}

function onTimer(milliseconds: number, then: () => void): () => void {
  const timer = setTimeout(then, milliseconds);
  return () => clearTimeout(timer);
}
