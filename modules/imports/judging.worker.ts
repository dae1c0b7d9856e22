import { parentPort, workerData } from 'node:worker_threads';
import { FileError, type FileErrorCode } from '../../platform/documents/fileErrors.ts';
import { readTable } from '../../platform/documents/readTable.ts';
import type { NamedFile } from '../../platform/documents/tables.ts';
import type { JudgedRow } from './imports.schema.ts';
import { judge, type JudgeContext, type Judgement } from './judge.ts';

/** What is asked of the thread: to judge the file under a context, then rows, some hundreds at a time. */
export type JudgingCall = { readonly judge: JudgeContext } | { readonly rows: number };
export type Judged = Pick<Judgement, 'mapping' | 'columnNames' | 'problems'>;
/** What it answers, call by call; no rows: the file has ended. */
export type JudgingAnswer = { readonly judged: Judged } | { readonly rows: readonly JudgedRow[] } | { readonly fileError: FileErrorCode } | { readonly fault: string };

const port = parentPort;
if (port === null) throw new Error('judging.worker runs in a worker thread only');
const file = workerData as NamedFile;
// Opened once: what its cells share is read with the first row and kept for the passes that follow.
const reader = readTable(file);
reader.catch(() => {});
let rows: AsyncIterator<JudgedRow> | null = null;

async function judgeFile(context: JudgeContext): Promise<JudgingAnswer> {
  const judgement = await judge(await reader, context);
  rows = judgement.rows()[Symbol.asyncIterator]();
  const { mapping, columnNames, problems } = judgement;
  return { judged: { mapping, columnNames, problems } };
}

async function nextRows(count: number): Promise<JudgingAnswer> {
  const batch: JudgedRow[] = [];
  while (batch.length < count) {
    const next = await rows!.next();
    if (next.done) break;
    batch.push(next.value);
  }
  return { rows: batch };
}

const answer = (call: JudgingCall): Promise<JudgingAnswer> => ('judge' in call ? judgeFile(call.judge) : nextRows(call.rows));

const faultOf = (error: unknown): JudgingAnswer =>
  error instanceof FileError ? { fileError: error.code } : { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };

// One after the other, in the order asked.
let last: Promise<void> = Promise.resolve();
port.on('message', (call: JudgingCall) => {
  last = last.then(async () => port.postMessage(await answer(call).catch(faultOf)));
});
