import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import { launchBrowser } from '../browser.ts';

test('the test browser starts and draws Chinese, each character its own shape', async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent('<p style="font: 40px sans-serif"><span id="a">连</span><span id="b">心</span></p>');
    const [first, second, missing] = [await page.locator('#a').screenshot(), await page.locator('#b').screenshot(), await blank(page)];
    expect(first.equals(second)).toBe(false);
    expect(first.equals(missing)).toBe(false);
  } finally {
    await browser.close();
  }
});

/** What a character looks like that no font has. */
async function blank(page: Page): Promise<Buffer> {
  await page.locator('#a').evaluate((element) => (element.textContent = '\uE000'));
  return page.locator('#a').screenshot();
}
