import { Problem, type Text } from '../../platform/problem.ts';
import type { AccommodationKind, AccommodationProblem } from './accommodations.schema.ts';

export const ACCOMMODATION_TITLES: Readonly<Record<AccommodationKind, Text>> = {
  noHomeVisit: { zh: '不上门，电话联系', en: 'No home visits, calls instead' },
  noFestival: { zh: '节日不打扰', en: 'Not at festivals' },
  noDays: { zh: '这些天不打扰', en: 'Not on these days' },
  pause: { zh: '暂停一段时间', en: 'A pause' },
  noContact: { zh: '不希望联系', en: 'No contact' },
  preference: { zh: '相处的习惯', en: 'How they like things' },
};

const PROBLEMS: Readonly<Record<AccommodationProblem, { readonly status: number; readonly field?: string; readonly text: Text }>> = {
  'accommodation.own': { status: 403, text: {
    zh: '您是这户的联系人，这项约定会减轻您自己的事，不能由您来定。请办公室里另一位同事办理。',
    en: 'You are a contact of this household and the agreement would relieve you, so you cannot decide it. Ask another colleague in the office.' } },
  'accommodation.decided': { status: 409, text: { zh: '这项约定已经有人处理过了，请刷新看看。', en: 'This request has been decided already. Refresh and look.' } },
  'accommodation.notApproved': { status: 409, text: { zh: '这项约定现在没有生效，不能复核或结束。', en: 'This agreement is not in force, so it can neither be reviewed nor ended.' } },
  'accommodation.days': { status: 422, field: 'toDay', text: { zh: '结束日期在开始日期之前，请核对。', en: 'The last day lies before the first. Check the dates.' } },
  'accommodation.review': { status: 422, field: 'reviewDay', text: {
    zh: '复核日期要在开始（或这次复核）之后、结束之前，请核对。',
    en: 'The review day must lie after the first day (or this review) and not after the last. Check it.' } },
  'accommodation.ended': { status: 409, field: 'toDay', text: {
    zh: '这项约定到那天已经结束；想再延长，请重新提出一项。',
    en: 'The agreement has ended by that day; to go on longer, ask for a new one.' } },
  'accommodation.daysMissing': { status: 422, field: 'days', text: { zh: '请填上哪些天不要去，每段的开始不晚于结束。', en: 'Give the days not to come; each span must begin before it ends.' } },
  'accommodation.festivals': { status: 422, field: 'festivals', text: { zh: '有不认识的节日，请从列表里选。', en: 'One of these festivals is not known. Choose from the list.' } },
  'accommodation.extra': { status: 422, field: 'kind', text: {
    zh: '节日和日期只用在“节日不打扰”和“这些天不打扰”里，请改选种类或去掉它们。',
    en: 'Festivals and days belong only to "not at festivals" and "not on these days". Choose that kind or leave them out.' } },
  'accommodation.accepted': { status: 422, field: 'accepted', text: {
    zh: '既然约定不上门或不联系，可接受的方式就不能选上门（不联系时都不选）。',
    en: 'Where nobody should come, the accepted channel cannot be a home visit; where nobody should be in touch, there is none.' } },
  'accommodation.future': { status: 422, field: 'day', text: { zh: '还没到这一天，请填复核那天的日期。', en: 'That day has not come yet. Give the day of the review.' } },
  'accommodation.notServed': { status: 422, field: 'fromDay', text: { zh: '这家已经不再纳入服务，请核对日期。', en: 'The household is no longer served by then. Check the date.' } },
};

/** A refusal of this module, with the field it is about. */
export function accommodationProblem(code: AccommodationProblem): Problem {
  const { status, field, text } = PROBLEMS[code];
  return new Problem(status, code, text, field === undefined ? [] : [{ field, code, message: text }]);
}

export const ACCOMMODATION_WORD: Text = { zh: '项约定', en: 'agreement' };
