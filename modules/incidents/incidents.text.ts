import { Problem, type Text } from '../../platform/problem.ts';
import type { IncidentKind, IncidentProblem } from './incidents.schema.ts';

/** How an incident is called in the household's own file; never on a list that shows several households. */
export const INCIDENT_TITLES: Readonly<Record<IncidentKind, Text>> = {
  accident: { zh: '意外事故', en: 'Accident' },
  illness: { zh: '重病', en: 'Serious illness' },
  disaster: { zh: '受灾', en: 'Disaster' },
  death: { zh: '家中亡故', en: 'Death in the family' },
  hardship: { zh: '突发困难', en: 'Sudden hardship' },
};

const PROBLEMS: Readonly<Record<IncidentProblem, { readonly status: number; readonly field?: string; readonly text: Text }>> = {
  'incident.future': { status: 422, field: 'day', text: { zh: '还没到这一天，请填事情发生的那天。', en: 'That day has not come yet. Give the day it happened.' } },
  'incident.late': { status: 422, field: 'day', text: {
    zh: '这件事已经过去太久，自己报不了了，请镇里或县里的同事帮您补报。',
    en: 'That was too long ago to report yourself. Ask the township or county office to enter it for you.' } },
  'incident.lateReason': { status: 422, field: 'lateReason', text: { zh: '补报这么早的事，请写一句原因。', en: 'Reporting something this late needs a word on why.' } },
  'incident.notServed': { status: 422, field: 'day', text: {
    zh: '那一天这家还没有（或已经不再）纳入服务，请核对日期。',
    en: 'The household was not being served on that day. Check the date.' } },
  'incident.voided': { status: 409, text: { zh: '这条情况已经作废了。', en: 'This report has already been voided.' } },
  'incident.voidNotYours': { status: 403, text: {
    zh: '只有上报的人或办公室可以作废这条情况。',
    en: 'Only the person who reported it or the office may void it.' } },
};

/** A refusal of this module, with the field it is about. */
export function incidentProblem(code: IncidentProblem): Problem {
  const { status, field, text } = PROBLEMS[code];
  return new Problem(status, code, text, field === undefined ? [] : [{ field, code, message: text }]);
}

export const INCIDENT_WORD: Text = { zh: '条重大情况', en: 'incident' };
