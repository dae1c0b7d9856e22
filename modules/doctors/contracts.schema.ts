import { z } from 'zod';
import { clauseShape, dayShape, divisionShape, idShape, listOf, noteShape, pageQuery, personShape, reasonShape, textShape } from '../../platform/http/shapes.schema.ts';

/** How a contract stands on a day. `refused` is a state like the others and nobody's failure (C1, C6). */
export const CONTRACT_STATES = ['offered', 'refused', 'coming', 'signed', 'expiring', 'expired', 'ended'] as const;
export type ContractState = (typeof CONTRACT_STATES)[number];

/** Why a member did not want one; `other` with words. */
export const REFUSALS = ['hasOwnDoctor', 'livesElsewhere', 'notNow', 'noNeed', 'doesNotTrust', 'other'] as const;
export type Refusal = (typeof REFUSALS)[number];

const packageId = z.string().min(1).max(80);
const refusal = { refusal: z.enum(REFUSALS), note: noteShape.optional(), askAgainOn: dayShape.optional() };

/** Without a package it is the first one the pack of the household's place offers. */
const named = { id: idShape, memberId: idShape, teamId: idShape, packageId: packageId.optional() };
export const contractInput = z.discriminatedUnion('state', [
  z.object({ ...named, state: z.literal('offered'), day: dayShape.optional() }),
  z.object({ ...named, state: z.literal('signed'), day: dayShape.optional(), fromDay: dayShape.optional() }),
  z.object({ ...named, state: z.literal('refused'), day: dayShape.optional(), ...refusal }),
]);
export type ContractInput = z.output<typeof contractInput>;

export const signInput = z.object({ day: dayShape.optional(), fromDay: dayShape.optional() });
export type SignInput = z.output<typeof signInput>;
export const refuseInput = z.object({ day: dayShape.optional(), ...refusal });
export type RefuseInput = z.output<typeof refuseInput>;
export const endContractInput = z.object({ day: dayShape, reason: reasonShape });
export type EndContractInput = z.output<typeof endContractInput>;
export const renewInput = z.object({ id: idShape, day: dayShape.optional(), packageId: packageId.optional(), teamId: idShape.optional() });
export type RenewInput = z.output<typeof renewInput>;
export const contractParams = z.object({ id: idShape });

export const contractView = z.object({
  id: z.string(), household: z.object({ id: z.string(), name: z.string(), division: divisionShape, groupName: z.string() }), member: personShape,
  team: z.object({ id: z.string(), name: z.string() }), package: z.object({ id: z.string(), title: textShape, clause: clauseShape.nullable() }),
  state: z.enum(CONTRACT_STATES), offeredOn: z.string(), signedOn: z.string().nullable(), fromDay: z.string().nullable(), toDay: z.string().nullable(),
  refusedOn: z.string().nullable(), refusal: z.enum(REFUSALS).nullable(), note: z.string().nullable(), askAgainOn: z.string().nullable(),
  endedOn: z.string().nullable(), endReason: z.string().nullable(), renews: z.string().nullable(), version: z.number().int(),
});
export type ContractView = z.input<typeof contractView>;

export const contractsQuery = pageQuery.extend({
  household: idShape.optional(), member: idShape.optional(), team: idShape.optional(), division: z.string().max(12).optional(), state: z.enum(CONTRACT_STATES).optional(),
});
export type ContractsQuery = z.output<typeof contractsQuery>;
export const contractList = listOf(contractView);

// One page of a county's list, signed in one evening.
const MOST_AT_ONCE = 200;
/** What is done to one member of many: a first contract, a signature under an offer, the next year's. `id` makes each happen once. */
export const bulkContractItem = z.discriminatedUnion('state', [
  ...contractInput.options,
  z.object({ state: z.literal('offerSigned'), id: idShape, contractId: idShape, day: dayShape.optional() }),
  z.object({ state: z.literal('renewed'), id: idShape, contractId: idShape, day: dayShape.optional() }),
]);
export type BulkContractItem = z.output<typeof bulkContractItem>;
export const bulkContractInput = z.object({ items: z.array(bulkContractItem).min(1).max(MOST_AT_ONCE) });
export type BulkContractInput = z.output<typeof bulkContractInput>;
export const bulkContractAnswer = z.object({
  items: z.array(z.object({ id: z.string(), contract: contractView.nullable(), problem: z.object({ code: z.string(), text: textShape }).nullable() })),
});
export type BulkContractAnswer = z.input<typeof bulkContractAnswer>;

/** From a phone: the member signs or refuses what was offered (`contractId`), or does so at once. `householdId` only tells the phone whose it was. */
const atTheDoor = { id: idShape, memberId: idShape, teamId: idShape, packageId: packageId.optional(), contractId: idShape.optional(), day: dayShape.optional(), householdId: idShape.optional() };
export const signCommand = z.object(atTheDoor);
export type SignCommand = z.output<typeof signCommand>;
export const refuseCommand = z.object({ ...atTheDoor, ...refusal });
export type RefuseCommand = z.output<typeof refuseCommand>;

/** `none`: nobody has asked them yet. */
export const MEMBER_STATES = [...CONTRACT_STATES, 'none'] as const;
export type MemberState = (typeof MEMBER_STATES)[number];

/**
 * What a list of members can be narrowed to: a state; `askAgain`: refused, and the day agreed for asking again has come; `inForce` and `open`: the members behind
 * the figures of coverage 2, under contract today, and neither that nor refused.
 */
export const MEMBER_FILTERS = [...MEMBER_STATES, 'askAgain', 'inForce', 'open'] as const;
export type MemberFilterState = (typeof MEMBER_FILTERS)[number];

const place = { division: z.string().max(12).optional(), team: idShape.optional() };
export const contractMembersQuery = pageQuery.extend({ ...place, household: idShape.optional(), state: z.enum(MEMBER_FILTERS).optional() });
export type ContractMembersQuery = z.output<typeof contractMembersQuery>;
/** A member and the one contract that speaks for them today: the one in force, else what was said last. */
export const contractMember = z.object({
  household: z.object({ id: z.string(), name: z.string(), division: divisionShape, groupName: z.string() }), member: personShape,
  state: z.enum(MEMBER_STATES), contract: contractView.nullable(),
  /** What the pack of their place offers today, the first by default. */
  packages: z.array(z.object({ id: z.string(), title: textShape })),
  mayWrite: z.boolean(),
  /** Of a member under contract, where one household is asked for by somebody who may know: signed is not served (C6). `from`: the first day that counts. */
  care: z.object({ from: z.string(), attended: z.boolean(), overdue: z.boolean() }).nullable(),
});
export type ContractMember = z.input<typeof contractMember>;
export const contractMembers = listOf(contractMember);

export const contractFiguresQuery = z.object(place);
export type ContractFiguresQuery = z.output<typeof contractFiguresQuery>;
/** What waits for somebody at the contracts of a place; each is the total of `GET /api/contracts/members` with that `state`. */
export const contractFigures = z.object({ askAgain: z.number().int(), expiring: z.number().int(), expired: z.number().int() });
export type ContractFigures = z.input<typeof contractFigures>;

export const CONTRACT_PROBLEMS = [
  'contract.package', 'contract.open', 'contract.state', 'contract.days', 'contract.future', 'contract.overlaps', 'contract.askAgain', 'contract.team', 'contract.died', 'contract.notServed',
] as const;
export type ContractProblem = (typeof CONTRACT_PROBLEMS)[number];
