import { Worker } from 'node:worker_threads';

import type { Papers, Printed } from './paper.ts';
import type { PrintAnswer, PrintJob } from './papers.worker.ts';
import { PapersError } from './papersErrors.ts';

/** 1,000 cards with both sides take 0.4 GB while they are set; twice that is what the smallest office machine has to spare. */
const MOST_PAPERS = 2000;

export interface PressOptions {
  /** A folder of the office's own typefaces. */
  readonly ownFonts?: string | undefined;
  /** How long the thread is kept warm after a job, in ms. Starting it takes about 0.3 s. */
  readonly idleMs?: number;
  /** Jobs that may wait behind the one in hand. */
  readonly waiting?: number;
  /** After this a job counts as stuck, in ms. */
  readonly limitMs?: number;
}

interface Job {
  readonly papers: Papers;
  readonly done: (printed: Printed) => void;
  readonly failed: (error: PapersError) => void;
}

/** Makes papers in a thread beside the one that serves requests, one job after the other. */
export class Press {
  readonly #options: Required<Omit<PressOptions, 'ownFonts'>> & PressOptions;
  readonly #queue: Job[] = [];
  #worker: Worker | null = null;
  #current: Job | null = null;
  #timer: NodeJS.Timeout | undefined;
  #number = 0;

  constructor(options: PressOptions = {}) {
    this.#options = { idleMs: 300_000, waiting: 20, limitMs: 60_000, ...options };
  }

  /**
   * Papers as PDF.
   * @throws PapersError `papers.tooMany`, `papers.busy`, or `papers.failed` with its cause
   */
  print(papers: Papers): Promise<Printed> {
    if (papers.pages.length > MOST_PAPERS) return Promise.reject(new PapersError('papers.tooMany'));
    if (this.#queue.length >= this.#options.waiting) return Promise.reject(new PapersError('papers.busy'));
    return new Promise((done, failed) => {
      this.#queue.push({ papers, done, failed });
      if (this.#current === null) this.#next();
    });
  }

  /** Ends the thread; jobs in hand and waiting fail. */
  async close(): Promise<void> {
    const closed = new Error('the press was closed');
    for (const { failed } of this.#queue.splice(0)) failed(new PapersError('papers.failed', closed));
    const last = this.#worker;
    if (last === null) return;
    this.#abandon(last, closed);
    await last.terminate();
  }

  #next(): void {
    clearTimeout(this.#timer);
    this.#current = this.#queue.shift() ?? null;
    if (this.#current === null) return this.#rest();
    const worker = (this.#worker ??= this.#started());
    const { limitMs } = this.#options;
    worker.ref();
    this.#timer = setTimeout(() => this.#abandon(worker, new Error(`no answer within ${limitMs} ms`)), limitMs);
    this.#number += 1;
    worker.postMessage({ id: this.#number, papers: this.#current.papers } satisfies PrintJob);
  }

  /** An idle thread keeps no program alive, and is let go after a while: it holds some 150 MB. */
  #rest(): void {
    const idle = this.#worker;
    if (idle === null) return;
    idle.unref();
    this.#timer = setTimeout(() => this.#abandon(idle, null), this.#options.idleMs);
    this.#timer.unref();
  }

  #started(): Worker {
    const worker = startWorker(this.#options.ownFonts);
    worker.on('message', (answer: PrintAnswer) => this.#settle(answer));
    worker.on('error', (error) => this.#abandon(worker, error));
    worker.on('exit', (code) => this.#abandon(worker, new Error(`the printing thread ended with ${code}`)));
    return worker;
  }

  #settle(answer: PrintAnswer): void {
    const job = this.#current;
    // An abandoned thread may still answer.
    if (answer.id !== this.#number || job === null) return;
    if ('fault' in answer) job.failed(new PapersError('papers.failed', new Error(answer.fault)));
    else job.done({ pdf: Buffer.from(answer.pdf.buffer), pages: answer.pages, missing: answer.missing });
    this.#next();
  }

  /** The thread is gone or not to be trusted any more: its job fails, those waiting get a new one. */
  #abandon(gone: Worker, cause: unknown): void {
    if (this.#worker !== gone) return;
    this.#worker = null;
    void gone.terminate();
    this.#current?.failed(new PapersError('papers.failed', cause));
    this.#next();
  }
}

/** From the bundle the built file beside it; from the sources the TypeScript one, by the loader that whoever runs sources has installed. */
function startWorker(ownFonts: string | undefined): Worker {
  const workerData = { ownFonts };
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./papers.worker.js', import.meta.url), { workerData });
  const file = JSON.stringify(import.meta.resolve('./papers.worker.ts'));
  // Node 20 gives the loader of the program to no thread of it.
  return new Worker(`import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ tsImport }) => tsImport(${file}, ${file}))`, { eval: true, workerData });
}
