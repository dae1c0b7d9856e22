import { z } from 'zod';
import { clauseShape } from '../../platform/http/shapes.schema.ts';
import { HOSPITAL_KINDS } from '../policies/care.schema.ts';

const count = z.number().int();

/** How many hospitals that are to open the channel for a place have it open on a day (D10). */
export const channelFigures = z.object({
  hospitals: count, open: count,
  /** The two halves of open, each by itself: somebody named at the window, and a desk that can check a certificate. */
  contact: count, desk: count,
  clause: clauseShape.nullable(),
});
export type ChannelFigures = z.input<typeof channelFigures>;

/** One of them, with what it lacks and the article by which it is to open the channel. */
export const channelHospital = z.object({
  hospital: z.object({ id: z.string(), name: z.string(), level: z.string() }), kind: z.enum(HOSPITAL_KINDS), open: z.boolean(), contact: z.boolean(), desk: z.boolean(),
  clause: clauseShape,
});
export type ChannelHospital = z.input<typeof channelHospital>;
