import type { z } from 'zod';
import type { Text } from '../problem.ts';
import { NOT_A_DAY } from './shapes.schema.ts';

type Issue = z.core.$ZodIssue;

const NEEDED: Text = { zh: '这一项必须填。', en: 'This is needed.' };
const ILL_FORMED: Text = { zh: '格式不对，请检查。', en: 'This is not well formed; please check it.' };

const TYPES: Readonly<Record<string, Text>> = {
  string: { zh: '要填文字。', en: 'This must be text.' },
  number: { zh: '要填数字。', en: 'This must be a number.' },
  int: { zh: '要填整数。', en: 'This must be a whole number.' },
  boolean: { zh: '只能填 true 或 false。', en: 'This must be true or false.' },
  array: { zh: '要填一个列表。', en: 'This must be a list.' },
};

/** zod takes the value away before it tells of it; only its sentence still says that there was none. */
const isMissing = (issue: Issue): boolean => issue.code === 'invalid_type' && issue.message.endsWith('received undefined');

function bound(origin: string, least: boolean, limit: number | bigint): Text {
  if (origin === 'string') {
    if (least && limit === 1) return NEEDED;
    return least ? { zh: `至少写 ${limit} 个字。`, en: `Write at least ${limit} characters.` } : { zh: `太长了，最多 ${limit} 个字。`, en: `Too long: at most ${limit} characters.` };
  }
  if (origin === 'array' || origin === 'set') {
    return least ? { zh: `至少要有 ${limit} 项。`, en: `At least ${limit} needed.` } : { zh: `太多了，最多 ${limit} 项。`, en: `Too many: at most ${limit}.` };
  }
  return least ? { zh: `不能小于 ${limit}。`, en: `This must be ${limit} or more.` } : { zh: `不能大于 ${limit}。`, en: `This must be ${limit} or less.` };
}

function formed(format: string): Text {
  if (format === 'uuid' || format === 'guid') return { zh: '编号不对，要写成 UUID。', en: 'This is not an id; a UUID is expected.' };
  return ILL_FORMED;
}

/** What one field that zod refused should have been, as somebody who types would say it. zod's own words name types and give a missing value for every wrong one. */
export function fieldWords(issue: Issue): Text {
  if (isMissing(issue)) return NEEDED;
  if (issue.message === NOT_A_DAY) return { zh: '要写成日历上有的一天，如 2026-11-22。', en: 'This must be a day of the calendar, like 2026-11-22.' };
  switch (issue.code) {
    case 'invalid_type': return TYPES[issue.expected] ?? ILL_FORMED;
    case 'too_small': return bound(issue.origin, true, issue.minimum);
    case 'too_big': return bound(issue.origin, false, issue.maximum);
    case 'invalid_format': return formed(issue.format);
    case 'invalid_value': return { zh: `只能是：${issue.values.join('、')}。`, en: `This must be one of: ${issue.values.join(', ')}.` };
    case 'unrecognized_keys': return { zh: `不认识：${issue.keys.join('、')}。`, en: `Not known here: ${issue.keys.join(', ')}.` };
    default: return ILL_FORMED;
  }
}
