import { z } from 'zod';
import { idShape } from '../../platform/http/shapes.schema.ts';

/** Filters a person keeps for themselves; nobody else sees them. */
export const savedView = z.object({ id: z.string(), name: z.string(), query: z.record(z.string(), z.unknown()) });
export const newView = z.object({
  id: idShape,
  name: z.string().trim().min(1).max(40),
  query: z.record(z.string().max(40), z.union([z.string().max(200), z.boolean(), z.number()])),
});
export const viewParams = z.object({ id: idShape });
