import { parentPort, workerData } from 'node:worker_threads';

import { openCompositor } from './compositor.ts';
import type { Papers } from './paper.ts';

/** What is asked of the thread, and what it answers; `id` tells jobs apart. */
export interface PrintJob { readonly id: number; readonly papers: Papers }
export type PrintAnswer =
  | { readonly id: number; readonly pdf: Uint8Array<ArrayBuffer>; readonly pages: number; readonly missing: readonly string[] }
  | { readonly id: number; readonly fault: string };

const port = parentPort;
if (port === null) throw new Error('papers.worker runs in a worker thread only');
const compositor = openCompositor((workerData as { ownFonts?: string }).ownFonts);

port.on('message', ({ id, papers }: PrintJob) => {
  try {
    const printed = compositor.print(papers);
    // Typst's memory cannot change threads; the copy can.
    const pdf = new Uint8Array(printed.pdf);
    port.postMessage({ id, pdf, pages: printed.pages, missing: printed.missing } satisfies PrintAnswer, [pdf.buffer]);
  } catch (error) {
    port.postMessage({ id, fault: error instanceof Error ? error.message : String(error) } satisfies PrintAnswer);
  }
});
