import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Post } from '../../platform/context.ts';
import { mayAt, POST_KINDS, PROFESSIONAL, RIGHTS, type PostKind, type Right } from './accounts.rules.ts';
import { mayGrant, standsAt } from './grants.rules.ts';

const paths = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }).map((ids) => ids.map((id, depth) => `${depth}${id}.`).join(''));
const isGeneral = (right: Right): boolean => !(PROFESSIONAL as readonly Right[]).includes(right);
const kinds = fc.constantFrom<PostKind>(...POST_KINDS);
const post = fc.record({ kind: kinds, path: paths }).map(({ kind, path }): Post => ({ postId: path, kind, divisionId: 1, path, level: '', code: '', name: '' }));

test('whoever gives a post could do everything there that the post allows but the professional, however many posts they hold', () => {
  fc.assert(fc.property(fc.array(post, { maxLength: 4 }), kinds, paths, (posts, kind, path) => {
    if (!mayGrant(posts, kind, path)) return;
    for (const right of RIGHTS[kind].filter(isGeneral)) expect(mayAt(posts, right, { path })).toBe(true);
    expect(mayAt(posts, 'account.write', { path })).toBe(true);
  }), { numRuns: 2_000 });
});

test('no chain of grants reaches beyond the territory it began in', () => {
  fc.assert(fc.property(fc.array(post, { maxLength: 3 }), fc.array(fc.record({ kind: kinds, path: paths }), { maxLength: 6 }), (posts, wishes) => {
    let held = posts;
    for (const { kind, path } of wishes) {
      if (mayGrant(held, kind, path)) held = [...held, { postId: 'given', kind, divisionId: 1, path, level: '', code: '', name: '' }];
    }
    const roots = posts.filter((one) => one.kind === 'countyAdministrator').map((one) => one.path);
    for (const given of held.slice(posts.length)) expect(roots.some((root) => given.path.startsWith(root))).toBe(true);
  }), { numRuns: 2_000 });
});

test('an administrator gives every post of the county, an officer none', () => {
  const at = (kind: PostKind): Post => ({ postId: 'p', kind, divisionId: 1, path: '1.', level: 'county', code: '', name: '' });
  for (const kind of POST_KINDS) {
    expect(mayGrant([at('countyAdministrator')], kind, '1.4.')).toBe(true);
    expect(mayGrant([at('countyAdministrator')], kind, '2.4.')).toBe(false);
    expect(mayGrant([at('countyOfficer')], kind, '1.4.')).toBe(false);
  }
});

test('a clerk stands at a township, a cadre at a village, a contact anywhere', () => {
  expect(standsAt('townshipClerk', 'county')).toBe(false);
  expect(standsAt('villageCadre', 'village')).toBe(true);
  expect(standsAt('contact', 'village')).toBe(true);
});

test('who keeps the accounts appoints doctors and desks without becoming one', () => {
  const administrator: Post = { postId: 'p', kind: 'countyAdministrator', divisionId: 1, path: '1.', level: 'county', code: '', name: '' };
  for (const right of PROFESSIONAL) expect(mayAt([administrator], right, { path: '1.4.', assigned: true }), right).toBe(false);
});
