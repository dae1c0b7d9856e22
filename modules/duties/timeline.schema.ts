import { z } from 'zod';
import { clauseShape, idShape, listOf, pageQuery, textShape } from '../../platform/http/shapes.schema.ts';
import { visitView } from '../visits/visits.schema.ts';

export const timelineItem = z.object({
  id: z.string(),
  /** The civil day it happened. */
  at: z.string(),
  kind: z.enum(['visit', 'contact', 'event', 'accommodation', 'away', 'service']),
  title: textShape,
  text: z.string().nullable(),
  by: z.string().nullable(),
  visit: visitView.nullable(),
  /** Duties this visit counted for. */
  credits: z.array(z.object({ dutyId: z.string(), title: textShape, clause: clauseShape })),
});
export type TimelineItem = z.input<typeof timelineItem>;

export const timelineParams = z.object({ id: idShape });
export const timelineQuery = pageQuery;
export const timelineAnswer = listOf(timelineItem);
