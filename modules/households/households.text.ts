import { notFound, Problem, type Text } from '../../platform/problem.ts';
import type { IdNumberFault } from './idNumber.rules.ts';

export const noHousehold = (): Problem => notFound({ zh: '户家庭', en: 'household' });
export const noMember = (): Problem => notFound({ zh: '位家庭成员', en: 'member' });
export const noSpell = (): Problem => notFound({ zh: '条记录', en: 'entry' });

const refused = (status: number, code: string, field: string, text: Text): Problem => new Problem(status, code, text, [{ field, code, message: text }]);

/** Says no more than that: where the person is on file is nobody else's business. */
export const identityKnown = (field: string): Problem =>
  refused(409, 'identity.known', field, { zh: '这个身份证号已经在册，请问县里。', en: 'This ID number is already on file. Ask the county.' });

const ID_TEXT = {
  'id.length': { zh: '身份证号应当是 18 位（老证 15 位），请对照证件再填。', en: 'An ID number has 18 places (15 on old cards). Check it against the card.' },
  'id.birthDay': { zh: '身份证号第 7 到 14 位不是一个日期，请对照证件再填。', en: 'Places 7 to 14 of the ID number are not a date. Check it against the card.' },
  'id.checksum': { zh: '身份证号最后一位对不上，多半是有一位抄错了，请对照证件再填。', en: 'The last place of the ID number does not fit the others; one of them was probably copied wrong. Check it against the card.' },
} as const satisfies Record<IdNumberFault, Text>;

export const idNumberWrong = (fault: IdNumberFault, field: string): Problem => refused(422, fault, field, ID_TEXT[fault]);

export const phoneWrong = (field: string): Problem =>
  refused(422, 'phone.length', field, {
    zh: '这个电话号码拨不通：手机应当是 11 位，座机请带区号。',
    en: 'This number cannot be dialled: a mobile has 11 digits, a landline needs its area code.',
  });

export const dayFuture = (field: string): Problem =>
  refused(422, 'day.future', field, { zh: '这一天还没到，请填今天或以前的日子。', en: 'This day has not come yet. Enter today or an earlier day.' });

export const dayOrder = (field: string): Problem =>
  refused(422, 'day.order', field, { zh: '结束的日子比开始的还早，请核对。', en: 'The last day is before the first. Check the two.' });

export const alreadyOnList = (): Problem =>
  refused(409, 'flag.open', 'key', { zh: '这个标记现在还有效，不用再加；要改来源或日期，请先结束原来的。', en: 'This flag stands already. To change its source or day, end the old one first.' });

export const awayOverlap = (): Problem =>
  refused(409, 'away.overlap', 'fromDay', {
    zh: '这段日子已经登记过外出，请先把原来的那条结束。',
    en: 'The household is already entered as away on some of these days. End that entry first.',
  });

export const notServed = (): Problem =>
  refused(409, 'service.none', 'toDay', { zh: '这户那天不在服务中，请核对日期。', en: 'The household was not being served on that day. Check the day.' });

export const stillServed = (): Problem =>
  refused(409, 'service.open', 'fromDay', { zh: '这户在服务中，不用再恢复。', en: 'The household is being served; there is nothing to take up again.' });

export const confirmedLater = (): Problem =>
  refused(409, 'confirm.earlier', 'day', { zh: '这份档案在更晚的日子已经核对过了。', en: 'The file was checked on a later day already.' });

export const noMark = (): Problem => notFound({ zh: '个待核对的标记', en: 'mark' });

export const noSuchField = (): Problem =>
  refused(422, 'field.unknown', 'field', { zh: '没有这一项，或者这一项没有填过。', en: 'There is no such value, or nothing was entered for it.' });

export const noChange = (): Problem =>
  refused(422, 'change.none', 'changes', { zh: '没有改动，不用保存。', en: 'Nothing was changed, so there is nothing to save.' });

export const adoptionOrder = (): Problem =>
  refused(409, 'adoption.order', 'fromDay', {
    zh: '这里在同一天或更晚已经定过政策包，请选一个更晚的开始日期。',
    en: 'A pack was already set here for that day or a later one. Choose a later first day.',
  });

export const noPack = (): Problem =>
  refused(422, 'pack.unknown', 'packId', { zh: '没有这个政策包，请从列表里选。', en: 'There is no such policy pack. Choose one from the list.' });

export const ENDED_BY_DEATH = '家庭成员均已去世 / every member has died';
export const SERVICE_MOVED = '迁到别的乡镇 / moved to another township';
