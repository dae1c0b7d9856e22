import { z } from 'zod';
import { idShape, timeShape } from '../../platform/http/shapes.schema.ts';
import { TOKEN_KINDS } from './accounts.rules.ts';

/** A program that needs longer is given a new one: what nobody renews ends. */
export const TOKEN_DAYS = 90;

export const tokenInput = z.object({
  id: idShape,
  name: z.string().trim().min(1).max(60),
  /** One of one's own posts; the token works in its place and ends with it. */
  postId: idShape,
  actsAs: z.enum(TOKEN_KINDS),
  days: z.number().int().min(1).max(TOKEN_DAYS).default(TOKEN_DAYS),
});
export type TokenInput = z.output<typeof tokenInput>;

export const tokenLine = z.object({
  id: z.string(), name: z.string(), actsAs: z.enum(TOKEN_KINDS), division: z.object({ code: z.string(), name: z.string() }),
  openedAt: timeShape, endsAt: timeShape, seenAt: timeShape,
});
export type TokenLine = z.input<typeof tokenLine>;

/** The token itself the first time only; afterwards only its digest is known. */
export const createdToken = z.object({ line: tokenLine, token: z.string().optional() });
export type CreatedToken = z.input<typeof createdToken>;

export const tokenParams = z.object({ id: idShape });
