import { z } from 'zod';

export const suggestQuery = z.object({ q: z.string().trim().max(60).default('') });
export const suggestion = z.object({
  kind: z.enum(['household', 'worker', 'division']),
  /** Of a place: its code. */
  id: z.string(),
  label: z.string(),
  /** Where; for telling two of one name apart. */
  hint: z.string(),
});
export type Suggestion = z.output<typeof suggestion>;
