import { type Expression, sql, type SqlBool } from 'kysely';

// The last character there is: a prefix is the range from itself to itself followed by this.
const LAST = '\u{10FFFF}';

/**
 * `column` begins with `text`, byte by byte. A range and not LIKE: row policies let only comparisons that leak nothing go before them, so
 * LIKE would read every row of the county.
 * @param column as `h.pinyin`
 */
export const beginsWith = (column: string, text: string): Expression<SqlBool> =>
  sql<SqlBool>`(${sql.ref(column)} collate "C" >= ${text} and ${sql.ref(column)} collate "C" < ${text + LAST})`;
