import { z } from 'zod';
import { dayShape, idShape } from '../../platform/http/shapes.schema.ts';
import { divisionCode } from '../divisions/divisions.schema.ts';

export const adoptionInput = z.object({ id: idShape, divisionCode, packId: z.string().min(1).max(60), fromDay: dayShape });
export type AdoptionInput = z.output<typeof adoptionInput>;
export const adoptionView = z.object({
  id: z.string(), divisionCode: z.string(), divisionName: z.string(), packId: z.string(), fromDay: z.string(), toDay: z.string().nullable(),
});
export type AdoptionView = z.output<typeof adoptionView>;
