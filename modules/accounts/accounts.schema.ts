import { z } from 'zod';
import { dayShape, idShape, reasonShape } from '../../platform/http/shapes.schema.ts';
import { divisionCode } from '../divisions/divisions.schema.ts';
import { POST_KINDS } from './accounts.rules.ts';

export const usernameShape = z.string().trim().toLowerCase().regex(/^[a-z0-9][a-z0-9._-]{1,39}$/);
const place = z.object({ code: z.string(), name: z.string(), level: z.string() });

export const postView = z.object({ id: z.string(), kind: z.enum(POST_KINDS), division: place, fromDay: z.string(), toDay: z.string().nullable(),
  /** Whose desk; only for posts at a hospital. */
  hospital: z.object({ id: z.string(), name: z.string() }).nullable().default(null) });
export type PostView = z.input<typeof postView>;

export const accountView = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  workerId: z.string().nullable(),
  division: z.object({ code: z.string(), name: z.string() }),
  closed: z.boolean(),
  /** Too many wrong passwords; opens by itself, or by a reset. */
  locked: z.boolean(),
  mustChangePassword: z.boolean(),
  /** One-time codes are asked for at the door. */
  secondFactor: z.boolean(),
  posts: z.array(postView),
});
export type AccountView = z.input<typeof accountView>;

export const accountsQuery = z.object({ division: divisionCode.optional() });
export const accountParams = z.object({ id: idShape });
export const accountInput = z.object({
  id: idShape,
  username: usernameShape,
  name: z.string().trim().min(1).max(60),
  divisionCode,
  workerId: idShape.optional(),
  /** One is made, and shown once, when it is left out. */
  password: z.string().min(1).max(200).optional(),
});
export type AccountInput = z.output<typeof accountInput>;
export const createdAccount = z.object({ account: accountView, password: z.string().optional() });
export const newPassword = z.object({ password: z.string() });
export const closeInput = z.object({ reason: reasonShape });

export const postInput = z.object({
  id: idShape, accountId: idShape, kind: z.enum(POST_KINDS), divisionCode, fromDay: dayShape, toDay: dayShape.optional(),
  /** For a post at a hospital, which one: it must be one whose accounts this county keeps. */
  hospitalId: idShape.optional(),
});
export type PostInput = z.output<typeof postInput>;
export const postEnd = z.object({ toDay: dayShape, reason: reasonShape });
