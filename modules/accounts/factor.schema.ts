import { z } from 'zod';
import { reasonShape } from '../../platform/http/shapes.schema.ts';

/** Six digits of an authenticator, or a recovery code; spaces and hyphens are how people read them out. */
export const otpShape = z.string().trim().min(1).max(24);

export const factorBegin = z.object({ password: z.string().min(1).max(200) });
/** Shown to its owner until the first code is entered, and never again. */
export const factorBegun = z.object({ secret: z.string(), uri: z.string() });
export type FactorBegun = z.output<typeof factorBegun>;

export const factorConfirm = z.object({ otp: otpShape });
export const factorConfirmed = z.object({ recoveryCodes: z.array(z.string()) });
export type FactorConfirmed = z.output<typeof factorConfirmed>;

export const factorOff = z.object({ reason: reasonShape });
