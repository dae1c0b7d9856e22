import { expect, test } from 'vitest';
import { csvOf } from '../../platform/documents/testing-files.ts';
import type { JudgedRow } from './imports.schema.ts';
import { judgingApart, judgingHere, type Judging } from './judging.ts';
import { context, sample } from './testing-ledgers.ts';

async function allOf(judging: Judging, size: number) {
  try {
    const { mapping, problems, columnNames, batches } = await judging.judge(context);
    const rows: JudgedRow[] = [];
    for await (const batch of batches(size)) rows.push(...batch);
    return { mapping, problems, columnNames, rows };
  } finally {
    await judging.close();
  }
}

test('a file judged in a thread of its own gives the same rows, in whatever batches they come', async () => {
  const file = { name: '台账.xlsx', bytes: sample('ledger-pairing.xlsx') };
  const here = await allOf(judgingHere(file), 500);
  expect(here.rows.length).toBeGreaterThan(10);
  expect(await allOf(judgingApart(file), 3)).toEqual(here);
});

test('a file judged again under another mapping gives the rows of that one', async () => {
  const judging = judgingApart({ name: '台账.csv', bytes: csvOf([['户主姓名', '户籍地址', '联系电话'], ['白露一', '青石镇柳湾村3组', '13500000001']]) });
  const { mapping } = await judging.judge(context);
  const { batches } = await judging.judge({ ...context, mapping: { ...mapping, fields: { headName: 1, registeredAddress: 2 } } });
  const rows: JudgedRow[] = [];
  for await (const batch of batches(10)) rows.push(...batch);
  await judging.close();
  expect(rows).toMatchObject([{ row: 2, draft: { headName: '白露一' } }]);
  expect(rows[0]!.draft.phone).toBeUndefined();
});

test('what the thread cannot read is refused in the words of the office', async () => {
  const judging = judgingApart({ name: '坏.xlsx', bytes: Uint8Array.of(0x50, 0x4b, 3, 4, 9, 9, 9) });
  await expect(judging.judge(context)).rejects.toMatchObject({ code: 'file.broken', status: 422 });
  await judging.close();
});

test('whoever still waits when the thread ends is told so', async () => {
  const judging = judgingApart({ name: '台账.xlsx', bytes: sample('ledger-pairing.xlsx') });
  const waiting = judging.judge(context);
  await judging.close();
  await expect(waiting).rejects.toThrow('ended');
});
