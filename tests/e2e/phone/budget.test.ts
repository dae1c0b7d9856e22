import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { build } from 'vite';
import type { Rolldown } from 'vite';

/** 150 kB: about four seconds on the slow side of a village's network, the most a worker waits before putting the phone away. */
const BUDGET = 150_000;

// The test runner says NODE_ENV=test, which would build the developers' React, half as large again.
process.env['NODE_ENV'] = 'production';

async function built(): Promise<Rolldown.OutputChunk[]> {
  const result = await build({ configFile: 'vite.config.ts', mode: 'phone', logLevel: 'silent', build: { write: false } });
  const outputs = (Array.isArray(result) ? result : [result]) as Rolldown.RolldownOutput[];
  return outputs.flatMap(({ output }) => output.filter((each): each is Rolldown.OutputChunk => each.type === 'chunk'));
}

/** Everything the browser fetches before the first screen: the entry and what it imports, and what those import. */
function firstLoad(chunks: readonly Rolldown.OutputChunk[]): Rolldown.OutputChunk[] {
  const wanted = new Set(chunks.filter(({ isEntry, name }) => isEntry && name !== 'sw').map(({ fileName }) => fileName));
  for (const fileName of wanted) chunks.find((chunk) => chunk.fileName === fileName)?.imports.forEach((each) => wanted.add(each));
  return chunks.filter(({ fileName }) => wanted.has(fileName));
}

test('the phone loads at most 150 kB of script before its first screen, gzipped, and neither a component library nor a validator', async () => {
  const chunks = firstLoad(await built());
  const bytes = chunks.reduce((sum, { code }) => sum + gzipSync(code).length, 0);
  expect(chunks.length).toBeGreaterThan(0);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(BUDGET);
  const libraries = chunks.flatMap(({ moduleIds }) => moduleIds).filter((id) => /node_modules[\\/](antd|antd-mobile|zod|echarts)[\\/]/.test(id));
  expect(libraries).toEqual([]);
});
