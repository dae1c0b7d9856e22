import type { Context } from '../../platform/context.ts';
import { authoriseCounty, authoriseDesk, isDesk } from './hospital.access.ts';

/** The head answers for the institution and therefore for the paper; a desk asks for none and prints none. @throws Problem `not-allowed` (403) */
export function authoriseList(ctx: Context): void {
  if (isDesk(ctx)) authoriseDesk(ctx, 'consent.approve');
  else authoriseCounty(ctx);
}
