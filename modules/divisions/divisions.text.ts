import { notFound, Problem } from '../../platform/problem.ts';

export const noDivision = (): Problem => notFound({ zh: '个地方', en: 'place' });

export const nothingBelow = (): Problem =>
  new Problem(422, 'division.level', {
    zh: '村下面不再分级；村民小组请写在家庭档案的“小组”里。',
    en: 'There is no level below a village; write the group of a village into the household\'s file.',
  }, [{ field: 'parentCode', code: 'division.level' }]);

export const nameKnown = (name: string): Problem =>
  new Problem(409, 'division.known', {
    zh: `这里已经有“${name}”了，请直接选它；真是另外一个的话，请把名字写得能分清。`,
    en: `There is a "${name}" here already: choose it, or write a name that tells the two apart.`,
  }, [{ field: 'name', code: 'division.known' }]);

export const inUse = (left: { readonly households: number; readonly places: number; readonly posts: number; readonly contacts: number }): Problem =>
  new Problem(409, 'division.inUse', {
    zh: `这里还有${inWords([[left.households, '户在服务的家庭'], [left.places, '个下级地方'], [left.posts, '个账号岗位'], [left.contacts, '位整片负责的人']], '、')}。请先迁走、结束，再来撤销。`,
    en: `There are still ${inWords([[left.households, ' household(s) served'], [left.places, ' place(s) below'], [left.posts, ' post(s) of accounts'], [left.contacts, ' contact(s) for the whole place']], ', ')} here. Move or end them first.`,
  });

const inWords = (counts: readonly (readonly [number, string])[], between: string): string =>
  counts.filter(([count]) => count > 0).map(([count, what]) => `${count}${what.startsWith(' ') ? '' : ' '}${what}`).join(between);

export const codeHasPlacesBelow = (): Problem =>
  new Problem(409, 'division.codeBelow', {
    zh: '下面还有村，它们的代码以这个代码开头，不能单独改。',
    en: 'The codes of the places below begin with this one, so it cannot change alone.',
  }, [{ field: 'code', code: 'division.codeBelow' }]);

export const codeTaken = (): Problem =>
  new Problem(409, 'division.codeTaken', {
    zh: '这个区划代码已经用过了，请核对；暂时不知道代码可以空着。',
    en: 'This code is in use already. Check it, or leave it out if you do not know it yet.',
  }, [{ field: 'code', code: 'division.codeTaken' }]);

export const codeElsewhere = (prefix: string): Problem =>
  new Problem(422, 'division.codeElsewhere', {
    zh: `区划代码应当是 12 位，以上级的 ${prefix} 开头，请核对；暂时不知道可以空着。`,
    en: `The code should have 12 digits and begin with ${prefix}, its parent's. Check it, or leave it out if you do not know it yet.`,
  }, [{ field: 'code', code: 'division.codeElsewhere' }]);
