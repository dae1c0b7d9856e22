import { fromParts } from '@lianxin/engine';
import { expect, test } from 'vitest';
import { loadBook } from '../policies/policies.service.ts';
import { ruleOn } from '../policies/policies.titles.rules.ts';
import { arisesFrom } from './incidents.rules.ts';

const book = await loadBook();
const day = fromParts(2026, 11, 20);
const rule = (pack: string, id: string) => ruleOn(book, pack, id, day);

test.each([
  ['a duty of that kind that begins on its day', 'sixian', 'townshipLeader.incident', 0, 'accident', true],
  ['one that begins a day later', 'sixian', 'townshipLeader.incident', 1, 'accident', false],
  ['one of a kind the rule does not name', 'sixian', 'townshipLeader.incident', 0, 'hardship', false],
  ['hardship where the region names it', 'huangjin', 'villageCadre.incident', 0, 'hardship', true],
  ['a monthly contact that happens to begin that day', 'sixian', 'villageCadre.contact', 0, 'accident', false],
])('%s arises from an incident or not', (_what, pack, id, later, kind, arises) => {
  expect(arisesFrom({ first: (day + later) as typeof day }, rule(pack, id), { kind, day })).toBe(arises);
});
