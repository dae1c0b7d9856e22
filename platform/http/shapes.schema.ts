import { isDay } from '@lianxin/engine';
import { z } from 'zod';

/** By this the refusal is known again and said in both languages. */
export const NOT_A_DAY = 'not a day of the calendar (YYYY-MM-DD)';

/** A civil day, `2026-11-22`. */
export const dayShape = z.string().refine(isDay, { error: NOT_A_DAY }).meta({ format: 'date' });

/** A UUID made by whoever creates the thing, so that the same create can be sent twice. */
export const idShape = z.uuid().transform((id) => id.toLowerCase());

/** RFC 3339, as the database hands it out. */
export const timeShape = z.union([z.date().transform((time) => time.toISOString()), z.string()]).pipe(z.string());

export const textShape = z.object({ zh: z.string(), en: z.string() });

export const clauseShape = z.object({
  document: z.string(),
  article: z.string(),
  summary: textShape,
  remark: textShape.optional(),
  mark: z.enum(['A', 'B', 'C', 'X']),
  checkedOn: z.string(),
});

export const divisionShape = z.object({ code: z.string(), name: z.string() });

export const personShape = z.object({ id: z.string(), name: z.string() });

export const okShape = z.object({ ok: z.literal(true) });

/** Query of every list: at most 200 a page, and a cursor that means nothing to the reader. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(400).optional(),
});

export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int().optional() });

/** A flag in an address: `?vacant=true`. */
export const flagQuery = z.enum(['true', 'false']).transform((value) => value === 'true').optional();

export const reasonShape = z.string().trim().min(2).max(500);
export const noteShape = z.string().trim().max(4000);
