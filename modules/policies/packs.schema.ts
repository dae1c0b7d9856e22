import { z } from 'zod';
import { clauseShape, dayShape, textShape } from '../../platform/http/shapes.schema.ts';

const dated = { from: z.string(), to: z.string().nullable(), clause: clauseShape };
const roleShape = z.object({ id: z.string(), title: textShape });

export const packLine = z.object({
  id: z.string(),
  title: textShape,
  region: textShape,
  parent: z.string().nullable(),
  from: z.string(),
  to: z.string().nullable(),
  /** Every contact role of the pack, in its order. */
  roles: z.array(roleShape),
});
export type PackLine = z.output<typeof packLine>;

/** When a duty of a rule falls, as the engine takes it (`Window` of the engine), with the festival's name beside its id. */
const spread = { before: z.number().int(), after: z.number().int() };
export const windowShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('week') }),
  z.object({ kind: z.literal('months'), months: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(6), z.literal(12)]) }),
  z.object({ kind: z.literal('rolling'), days: z.number().int() }),
  z.object({ kind: z.literal('festival'), festival: z.string(), title: textShape, ...spread }),
  z.object({ kind: z.literal('birthday'), ...spread }),
  z.object({ kind: z.literal('fixedDay'), month: z.number().int(), day: z.number().int(), ...spread }),
  z.object({ kind: z.literal('event'), events: z.array(z.string()), days: z.number().int() }),
]);
export type WindowView = z.output<typeof windowShape>;

const condition = z.object({ flags: z.array(z.string()), ageFrom: z.number().int().optional() }).nullable();

export const packView = z.object({
  pack: z.object({ id: z.string(), title: textShape, region: textShape, parent: z.string().nullable(), from: z.string(), to: z.string().nullable() }),
  on: z.string(),
  documents: z.array(z.object({ id: z.string(), title: textShape, issued: z.string().nullable() })),
  roles: z.array(roleShape.extend({ level: z.string(), medical: z.boolean() })),
  required: z.array(z.object({ role: z.string(), title: textShape, leader: z.boolean(), when: condition, ...dated })),
  rules: z.array(z.object({
    id: z.string(), title: textShape, role: z.string(), roleTitle: textShape, window: windowShape, needed: z.number().int(), kinds: z.array(z.string()),
    purpose: z.string().nullable(), each: z.boolean(), perMember: z.boolean(), awayCallsSuffice: z.boolean(), when: condition, ...dated,
  })),
  settings: z.array(z.object({ key: z.string(), value: z.number(), ...dated })),
  /** Rules of the pack above that this one says do not apply. */
  off: z.array(z.object({ key: z.string(), title: textShape, ...dated })),
});
export type PackShown = z.output<typeof packView>;
export type RuleShown = PackShown['rules'][number];

export const packParams = z.object({ id: z.string().min(1).max(60) });
export const packQuery = z.object({ on: dayShape.optional() });
