import { Problem } from '../problem.ts';

/** A list's place as an opaque word: the keys of the last row shown. */
export const toCursor = (keys: readonly (string | number)[]): string => Buffer.from(JSON.stringify(keys)).toString('base64url');

/** @throws Problem `cursor.unknown` (400) for a word we did not write. */
export function fromCursor<T extends readonly (string | number)[]>(cursor: string | undefined, length: T['length']): T | null {
  if (cursor === undefined) return null;
  const keys = parse(cursor);
  if (!Array.isArray(keys) || keys.length !== length || keys.some((key) => typeof key !== 'string' && typeof key !== 'number')) {
    throw new Problem(400, 'cursor.unknown', { zh: '翻页的位置认不出来，请从第一页重新看。', en: 'The place in the list is not known; start from the first page.' });
  }
  return keys as unknown as T;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
