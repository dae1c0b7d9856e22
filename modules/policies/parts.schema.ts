import { z } from 'zod';

// The parts that every section of a pack file is made of. Sections are strict: a misspelt key is a problem, never a default.
export const FLAG_KEYS = ['key', 'livingAlone', 'registeredPoor', 'hardship', 'selfCareNone', 'selfCarePartial'] as const;
export const VISIT_KINDS = ['home', 'phone', 'online', 'message', 'clinic'] as const;

export const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
// The issue carries the code itself: a day written wrongly is told apart from any other wrong value.
export const day = z.iso.date({ error: 'day.invalid' });
export const id = z.string().regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)*$/);
export const count = z.int().positive();
export const span = z.int().min(0).max(366);

export const clause = z.strictObject({
  document: z.string().min(1), article: z.string().min(1), summary: text, remark: text.optional(), mark: z.enum(['A', 'B', 'C', 'X']), checkedOn: day,
});
export const dated = { from: day, to: day.nullable().default(null), clause };
export const when = z.strictObject({ flags: z.array(z.enum(FLAG_KEYS)).default([]), ageFrom: count.optional() });
