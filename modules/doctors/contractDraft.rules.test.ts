import { expect, test } from 'vitest';
import { nearestFirst } from './contractDraft.rules.ts';

test('teams of the member’s own township come first, then the county’s, then the others, each in the order they had', () => {
  const team = (name: string, code: string) => ({ name, division: { code } });
  const teams = [team('a', '519900102000'), team('b', '519900000000'), team('c', '519900101201'), team('d', '519900103000'), team('e', '519900101000')];
  expect(nearestFirst(teams, '519900101205').map(({ name }) => name)).toEqual(['c', 'e', 'b', 'a', 'd']);
});
