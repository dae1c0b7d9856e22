import { expect, test } from 'vitest';
import { z } from 'zod';
import { fieldWords } from './fieldWords.ts';
import { invalidInput } from './problems.ts';
import { dayShape } from './shapes.schema.ts';

function said(shape: z.ZodType, value: unknown): { zh: string; en: string }[] {
  return shape.safeParse(value).error!.issues.map(fieldWords);
}

test.each([
  ['an empty text', z.string().min(1), '', '这一项必须填。'],
  ['nothing at all', z.object({ name: z.string() }), {}, '这一项必须填。'],
  ['a reason of one letter', z.string().min(2), 'a', '至少写 2 个字。'],
  ['a note that is too long', z.string().max(3), 'abcd', '太长了，最多 3 个字。'],
  ['a page of none', z.coerce.number().min(1), '0', '不能小于 1。'],
  ['a page that is no number', z.coerce.number(), 'x', '要填数字。'],
  ['half a household', z.number().int(), 0.5, '要填整数。'],
  ['nobody took part', z.array(z.string()).min(1), [], '至少要有 1 项。'],
  ['another kind of visit', z.enum(['home', 'phone']), 'fax', '只能是：home、phone。'],
  ['an id of somebody else’s making', z.uuid(), 'abc', '编号不对，要写成 UUID。'],
  ['29 February of a common year', dayShape, '2026-02-29', '要写成日历上有的一天，如 2026-11-22。'],
  ['a field too many', z.strictObject({}), { colour: 1 }, '不认识：colour。'],
])('%s is told as a person would say it, in both languages and never as undefined', (_what, shape, value, zh) => {
  const [words] = said(shape, value);
  expect(words!.zh).toBe(zh);
  expect(words!.en).toMatch(/^[A-Z][^一-鿿]*\.$/);
  expect(`${words!.zh}${words!.en}`).not.toMatch(/undefined|NaN|期望|expected (string|number)/);
});

test('a mistyped address is told whole, as a reader would: no word of ids, the field for programs', () => {
  const shape = z.object({ id: z.uuid() });
  const { status, code, text, fields } = invalidInput('params', shape.safeParse({ id: 'abc' }).error!);
  expect([status, code, fields]).toEqual([400, 'input.invalid', [{ field: 'id', code: 'invalid_format' }]]);
  expect(`${text.zh}${text.en}`).not.toMatch(/UUID|id\b/);
});
