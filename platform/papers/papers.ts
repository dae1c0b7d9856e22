import type { Papers, Printed } from './paper.ts';
import { Press } from './press.ts';

let press: Press | undefined;

/**
 * Papers as PDF: cards, letters, agreements, forms (`paper.ts`). One thread for the whole program, started when it is first needed.
 * `LIANXIN_FONTS` may name a folder of the office's own typefaces.
 * @throws PapersError `papers.tooMany`, `papers.busy`, or `papers.failed` with its cause
 */
export function renderPapers(papers: Papers): Promise<Printed> {
  press ??= new Press({ ownFonts: process.env.LIANXIN_FONTS });
  return press.print(papers);
}

/** For a program that stops and does not wait for its threads to be found idle. */
export async function closePapers(): Promise<void> {
  const open = press;
  press = undefined;
  await open?.close();
}
