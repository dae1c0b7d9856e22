import { expect, test } from 'vitest';
import { testWorld } from '../../tests/world.ts';
import type { PolicyBook } from '../policies/policies.schema.ts';
import { keepAdmissions } from './hospital.admissions.ts';

const world = await testWorld();
const kept = () => world.owner.selectFrom('packAdmission').selectAll().orderBy('packId').orderBy('admitId').orderBy('fromDay').execute();

test('programs that start in the same second leave what the packs say, whole and once', async () => {
  const before = await kept();
  expect(before.length).toBeGreaterThan(3);
  await world.owner.deleteFrom('packAdmission').execute();
  await Promise.all(Array.from({ length: 8 }, () => keepAdmissions(world.owner, world.program.book as PolicyBook)));
  expect(await kept()).toEqual(before);
  await keepAdmissions(world.owner, { sheets: {} });
  expect(await kept()).toEqual([]);
});
