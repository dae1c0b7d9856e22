import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Barriers axe knows on the page as it stands now. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

/** Controls smaller than a thumb; a link inside a sentence is none of them. */
export function tooSmall(page: Page, least: number): Promise<string[]> {
  return page.evaluate((size) => [...document.querySelectorAll('button, a, summary, input, textarea')].flatMap((element) => {
    const target = element.matches('.choice input, .pill input') ? element.parentElement! : element;
    const { width, height } = (element.closest('label.check') ?? target).getBoundingClientRect();
    const hidden = width === 0 || element.closest('details:not([open]) > :not(summary)') !== null;
    return hidden || (width >= size - 0.5 && height >= size - 0.5) ? [] : [`${Math.round(width)}x${Math.round(height)} ${element.outerHTML.slice(0, 120)}`];
  }), least);
}

/** Pixels that run out of the screen. */
export function tooWide(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
