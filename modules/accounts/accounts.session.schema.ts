import { z } from 'zod';
import { idShape, timeShape } from '../../platform/http/shapes.schema.ts';
import { otpShape } from './factor.schema.ts';

export const signInInput = z.object({
  username: z.string().trim().toLowerCase().min(1).max(60),
  password: z.string().min(1).max(200),
  /** A one-time code or a recovery code; asked for with `otp.needed` where the account has them. */
  otp: otpShape.optional(),
});

export const sessionView = z.object({
  account: z.object({
    id: z.string(), username: z.string(), name: z.string(), language: z.enum(['zh', 'en']), textSize: z.enum(['normal', 'large']), mustChangePassword: z.boolean(),
    secondFactor: z.boolean(),
  }),
  county: z.object({ id: z.number(), code: z.string(), name: z.string() }),
  posts: z.array(z.object({ id: z.string(), kind: z.string(), division: z.object({ code: z.string(), name: z.string(), level: z.string() }) })),
  rights: z.array(z.string()),
  workerId: z.string().nullable(),
  today: z.string(),
  demo: z.boolean(),
  idleMinutes: z.number(),
});
export type SessionView = z.infer<typeof sessionView>;

export const sessionLine = z.object({
  id: z.string(), openedAt: timeShape, seenAt: timeShape, address: z.string().nullable(), agent: z.string().nullable(), program: z.boolean(), current: z.boolean(),
});

export const sessionParams = z.object({ id: idShape });
export const preferencesInput = z.object({ language: z.enum(['zh', 'en']).optional(), textSize: z.enum(['normal', 'large']).optional() });
export const passwordInput = z.object({ current: z.string().min(1).max(200), next: z.string().min(1).max(200) });
