import { z } from 'zod';
import { dayShape, divisionShape, flagQuery, idShape, pageQuery, reasonShape, textShape } from '../../platform/http/shapes.schema.ts';
import { divisionCode } from '../divisions/divisions.schema.ts';

export const CATEGORIES = ['bereaved', 'disabled', 'unknown'] as const;
export const RELATIONS = ['husband', 'wife', 'head', 'child', 'unknown'] as const;
/** GB/T 2261.1 */
export const SEXES = ['0', '1', '2', '9'] as const;
export const FLAG_KEYS = ['key', 'livingAlone', 'registeredPoor', 'hardship', 'povertyRegister', 'selfCareNone', 'selfCarePartial'] as const;
export const CHILD_EVENTS = ['died', 'disabled', 'unknown'] as const;
/** Why a value is looked at; anything else may be written in words. */
export const REVEAL_PURPOSES = ['call', 'visit', 'check', 'service'] as const;

const name = z.string().trim().min(1).max(60);
const line = z.string().trim().max(200);
/** Read by `readPhone` and `readIdNumber`, which say what is wrong in words a clerk understands. */
const number = z.string().trim().max(40);
/** An empty text takes the value away. */
const clearable = number.nullable().optional();

export const situationShape = z.object({
  living: z.string().trim().max(4000).default(''),
  difficulties: z.string().trim().max(4000).default(''),
  requests: z.string().trim().max(4000).default(''),
});
export type Situation = z.output<typeof situationShape>;

export const memberInput = z.object({
  id: idShape,
  name,
  relation: z.enum(RELATIONS).default('unknown'),
  sex: z.enum(SEXES).optional(),
  birthDay: dayShape.optional(),
  idNumber: number.optional(),
  phone: number.optional(),
});
export type MemberInput = z.output<typeof memberInput>;

export const childInput = z.object({
  name: z.string().trim().max(60).optional(),
  birthDay: dayShape.optional(),
  events: z.array(z.object({ kind: z.enum(CHILD_EVENTS), day: dayShape.optional() })).max(8).default([]),
});
export type ChildInput = z.output<typeof childInput>;

export const householdInput = z.object({
  id: idShape,
  headName: name,
  divisionCode,
  groupName: line.default(''),
  registeredAddress: line.default(''),
  livingAddress: line.default(''),
  phone: number.optional(),
  category: z.enum(CATEGORIES).default('unknown'),
  situation: situationShape.optional(),
  members: z.array(memberInput).max(12).default([]),
  children: z.array(childInput).max(8).default([]),
  /** First day of service; the day it is entered when no source names one (duties.md). */
  servedFrom: dayShape.optional(),
});
export type HouseholdInput = z.output<typeof householdInput>;

export const householdPatch = z.object({
  version: z.number().int().min(1),
  reason: reasonShape,
  changes: z.object({
    headName: name.optional(),
    groupName: line.optional(),
    registeredAddress: line.optional(),
    livingAddress: line.optional(),
    phone: clearable,
    category: z.enum(CATEGORIES).optional(),
    situation: situationShape.nullable().optional(),
    divisionCode: divisionCode.optional(),
  }),
});
export type HouseholdPatch = z.output<typeof householdPatch>;

export const memberPatch = z.object({
  reason: reasonShape,
  changes: z.object({
    name: name.optional(),
    relation: z.enum(RELATIONS).optional(),
    sex: z.enum(SEXES).optional(),
    birthDay: dayShape.nullable().optional(),
    deathDay: dayShape.nullable().optional(),
    idNumber: clearable,
    phone: clearable,
  }),
});
export type MemberPatch = z.output<typeof memberPatch>;

export const childrenInput = z.object({ reason: reasonShape, children: z.array(childInput).max(8) });
export const flagInput = z.object({
  id: idShape,
  key: z.enum(FLAG_KEYS),
  memberId: idShape.optional(),
  /** The list or paper it comes from. */
  source: z.string().trim().min(1).max(200),
  fromDay: dayShape,
});
export type FlagInput = z.output<typeof flagInput>;
export const flagEnd = z.object({ toDay: dayShape, reason: reasonShape });
export const confirmInput = z.object({ day: dayShape });
export const markInput = z.object({ reason: reasonShape });
export const serviceEnd = z.object({ toDay: dayShape, reason: reasonShape });
export const awayInput = z.object({ id: idShape, householdId: idShape, place: z.string().trim().min(1).max(200), fromDay: dayShape, toDay: dayShape.optional() });
export type AwayInput = z.output<typeof awayInput>;
export const awayEnd = z.object({ toDay: dayShape });
export const revealInput = z.object({ field: z.string().max(80), purpose: z.string().trim().min(2).max(80) });
export const revealed = z.object({ field: z.string(), value: z.union([z.string(), z.array(z.unknown())]) });

export const householdParams = z.object({ id: idShape });
export const memberParams = z.object({ id: idShape, memberId: idShape });
export const flagParams = z.object({ id: idShape, flagId: idShape });
export const markParams = z.object({ id: idShape, code: z.string().min(1).max(40) });

export const householdsQuery = pageQuery.extend({
  search: z.string().trim().max(60).optional(),
  division: divisionCode.optional(),
  flag: z.enum(FLAG_KEYS).optional(),
  vacant: flagQuery,
  overdue: flagQuery,
  stale: flagQuery,
  away: flagQuery,
  complete: flagQuery,
  /** The contact card handed over after the latest change of contacts, as the overview counts it. */
  card: flagQuery,
  marks: flagQuery,
  /** Households no longer served; left out otherwise. */
  ended: flagQuery,
  /** With `vacant`: empty; with `worker`: held by that worker in person; alone: held as coverage counts it, for the household or its whole place. */
  role: z.string().max(40).optional(),
  worker: z.union([z.literal('me'), idShape]).optional(),
});
export type HouseholdsQuery = z.output<typeof householdsQuery>;

/** One line of a list. Never the category, the child, or anything of health: lists stand on shared screens. */
export const householdLine = z.object({
  id: z.string(),
  name: z.string(),
  /** 潘家 */
  family: z.string(),
  division: divisionShape,
  township: divisionShape,
  groupName: z.string(),
  away: z.boolean(),
  /** Where they live while away; null at home. */
  awayPlace: z.string().nullable(),
  callsOnly: z.boolean(),
  key: z.boolean(),
  livingAlone: z.boolean(),
  vacantRoles: z.array(z.string()),
  /** The same roles in words. */
  vacantTitles: z.array(textShape),
  overdue: z.number().int(),
  nextDue: z.string().nullable(),
  lastVisitOn: z.string().nullable(),
  stale: z.boolean(),
  marks: z.array(z.string()),
});
export type HouseholdLine = z.input<typeof householdLine>;

const masked = z.object({ masked: z.string() }).nullable();
const place = divisionShape.extend({ level: z.string() });

export const accommodationLine = z.object({
  id: z.string(),
  householdId: z.string(),
  kind: z.enum(['noHomeVisit', 'noFestival', 'noDays', 'pause', 'noContact', 'preference']),
  festivals: z.array(z.string()).nullable(),
  days: z.array(z.object({ from: z.string(), to: z.string().nullable() })),
  accepted: z.enum(['home', 'phone', 'online', 'message']).nullable(),
  fromDay: z.string(),
  toDay: z.string().nullable(),
  reviewDay: z.string().nullable(),
  agreedBy: z.string(),
  words: z.string().nullable(),
  status: z.enum(['asked', 'approved', 'refused', 'ended']),
});

export const memberView = z.object({
  id: z.string(),
  name: z.string(),
  relation: z.enum(RELATIONS),
  sex: z.enum(SEXES),
  birthDay: z.string().nullable(),
  deathDay: z.string().nullable(),
  /** Full years today; null when the birth day is unknown or the person has died. */
  age: z.number().int().nullable(),
  idNumber: masked,
  phone: masked,
});

export const householdFile = z.object({
  id: z.string(),
  version: z.number().int(),
  headName: z.string(),
  family: z.string(),
  division: place,
  township: place,
  groupName: z.string(),
  registeredAddress: z.string(),
  livingAddress: z.string(),
  phone: masked,
  category: z.enum(CATEGORIES),
  situation: situationShape.nullable(),
  marks: z.array(z.string()),
  updatedOn: z.string(),
  stale: z.boolean(),
  staleOn: z.string().nullable(),
  served: z.array(z.object({ id: z.string(), fromDay: z.string(), toDay: z.string().nullable(), endReason: z.string().nullable() })),
  residence: z.array(z.object({ id: z.string(), kind: z.enum(['local', 'away']), place: z.string(), fromDay: z.string(), toDay: z.string().nullable() })),
  flags: z.array(z.object({
    id: z.string(), key: z.enum(FLAG_KEYS), memberId: z.string().nullable(), source: z.string(), fromDay: z.string(), toDay: z.string().nullable(),
  })),
  members: z.array(memberView),
  /** How many; who they are is revealed one file at a time. */
  children: z.number().int(),
  accommodations: z.array(accommodationLine),
  packId: z.string().nullable(),
  may: z.object({
    write: z.boolean(), visit: z.boolean(), approve: z.boolean(), reveal: z.boolean(), excuse: z.boolean(), contact: z.boolean(), records: z.boolean(),
  }),
});
export type HouseholdFile = z.input<typeof householdFile>;

export const serviceResume = z.object({ id: idShape, fromDay: dayShape, reason: reasonShape });
