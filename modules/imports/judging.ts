import { Worker } from 'node:worker_threads';
import { FileError } from '../../platform/documents/fileErrors.ts';
import { readTable } from '../../platform/documents/readTable.ts';
import type { NamedFile } from '../../platform/documents/tables.ts';
import type { JudgedRow } from './imports.schema.ts';
import { judge, type JudgeContext } from './judge.ts';
import type { Judged, JudgingAnswer, JudgingCall } from './judging.worker.ts';

/** A file judged, with its rows by the hundreds. */
export interface JudgedFile extends Judged {
  batches(size: number): AsyncIterable<readonly JudgedRow[]>;
}

/** Judges one file, perhaps several times, until it is closed. */
export interface Judging {
  /** @throws Problem `file.*` (422) */
  judge(context: JudgeContext): Promise<JudgedFile>;
  close(): Promise<void>;
}

// A ledger of 3,000 rows is 300 kB and judged within a second; a larger one would keep everybody else waiting for the one thread that answers them.
const APART_FROM_BYTES = 400_000;

// 700,000 different texts of 100,000 rows take 60 MB. Without a limit the heap of a thread grows to whatever the machine would allow.
const LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 16 };

/** Where the judging of a file happens: here, or for large files in a thread of its own, whose memory goes with it. */
export const openJudging = (file: NamedFile): Judging => (file.bytes.length < APART_FROM_BYTES ? judgingHere(file) : judgingApart(file));

export function judgingHere(file: NamedFile): Judging {
  const reader = readTable(file);
  reader.catch(() => {});
  return {
    async judge(context) {
      const judgement = await judge(await reader, context);
      return { ...judgement, batches: (size) => inBatches(judgement.rows(), size) };
    },
    close: async () => {},
  };
}

export function judgingApart(file: NamedFile): Judging {
  const thread = new JudgingThread(file);
  return {
    async judge(context) {
      const answer = await thread.ask({ judge: context });
      if (!('judged' in answer)) throw new Error('the thread answered rows before the file was judged');
      return { ...answer.judged, batches: (size) => thread.batches(size) };
    },
    close: () => thread.close(),
  };
}

async function* inBatches<T>(all: AsyncIterable<T>, size: number): AsyncIterable<T[]> {
  let batch: T[] = [];
  for await (const one of all) {
    batch.push(one);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

interface Waiting {
  readonly done: (answer: JudgingAnswer) => void;
  readonly failed: (error: unknown) => void;
}

class JudgingThread {
  private readonly file: NamedFile;
  private readonly worker: Worker;
  private readonly waiting: Waiting[] = [];
  private ended: Error | null = null;

  constructor(file: NamedFile) {
    this.file = file;
    this.worker = startWorker(file);
    this.worker.on('message', (answer: JudgingAnswer) => this.settle(answer));
    this.worker.on('error', (error) => this.end(error));
    this.worker.on('exit', (code) => this.end(new Error(`the judging thread ended with ${code}`)));
  }

  ask(call: JudgingCall): Promise<JudgingAnswer> {
    if (this.ended) return Promise.reject(this.ended);
    return new Promise((done, failed) => {
      this.waiting.push({ done, failed });
      this.worker.postMessage(call);
    });
  }

  /** One batch is judged while the one before is stored, and never more: so memory holds two of them whatever the file. */
  async *batches(size: number): AsyncIterable<readonly JudgedRow[]> {
    for (let next = this.ask({ rows: size }); ; ) {
      const answer = await next;
      if (!('rows' in answer)) throw new Error('the thread did not answer rows');
      if (answer.rows.length === 0) return;
      next = this.ask({ rows: size });
      next.catch(() => {});
      yield answer.rows;
    }
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private settle(answer: JudgingAnswer): void {
    const { done, failed } = this.waiting.shift()!;
    if ('fileError' in answer) failed(new FileError(answer.fileError, this.file.name));
    else if ('fault' in answer) failed(new Error(answer.fault));
    else done(answer);
  }

  private end(error: Error): void {
    this.ended ??= error;
    for (const { failed } of this.waiting.splice(0)) failed(this.ended);
  }
}

/** From the bundle the built file beside it; from the sources the TypeScript one, by the loader that whoever runs sources has installed. */
function startWorker(workerData: NamedFile): Worker {
  const options = { workerData, resourceLimits: LIMITS };
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./judging.worker.js', import.meta.url), options);
  const file = JSON.stringify(import.meta.resolve('./judging.worker.ts'));
  // Node 20 gives the loader of the program to no thread of it.
  return new Worker(`import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ tsImport }) => tsImport(${file}, ${file}))`, { ...options, eval: true });
}
