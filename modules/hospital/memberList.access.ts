import type { Context } from '../../platform/context.ts';
import { rightsOfKind } from '../accounts/accounts.rules.ts';
import { authoriseCounty, authoriseDesk } from './hospital.access.ts';

/** Acts for the county's office; somebody who is both that and the head of a hospital does so as the office, which sees all that the head would. */
export const actsForOffice = ({ actor: { posts } }: Pick<Context, 'actor'>): boolean =>
  posts.some(({ kind, level }) => level === 'county' && rightsOfKind(kind).includes('hospital.write'));

/** The head answers for the institution and therefore for the paper; a desk asks for none and prints none. @throws Problem `not-allowed` (403) */
export function authoriseList(ctx: Pick<Context, 'actor'>): void {
  if (actsForOffice(ctx)) authoriseCounty(ctx);
  else authoriseDesk(ctx, 'consent.approve');
}
