import { z } from 'zod';
import { clauseShape, dayShape, divisionShape, idShape, listOf, pageQuery, reasonShape, textShape } from '../../platform/http/shapes.schema.ts';

/** How a certificate stands on a day; told from its days, never stored. */
export const CERTIFICATE_STATES = ['coming', 'valid', 'expired', 'ended'] as const;
export type CertificateState = (typeof CERTIFICATE_STATES)[number];

/** Why one ended. `corrected`, `replaced` and `lost` are followed by another of the same kind. */
export const END_KINDS = ['corrected', 'replaced', 'lost', 'cancelled', 'expired', 'died', 'left'] as const;
export type EndKind = (typeof END_KINDS)[number];

const kindId = z.string().min(1).max(80);

export const certificateInput = z.object({
  id: idShape, memberId: idShape, kind: kindId, issuedOn: dayShape.optional(),
  /** The number of one issued elsewhere that the pack accepts; not for kinds the office issues itself. */
  externalNumber: z.string().trim().min(1).max(60).optional(),
});
export type CertificateInput = z.output<typeof certificateInput>;

// A township has at most some eighty households with two members each; a page of a county's list is issued in one go.
const MOST_AT_ONCE = 200;
export const bulkInput = z.object({ items: z.array(certificateInput).min(1).max(MOST_AT_ONCE) });
export type BulkInput = z.output<typeof bulkInput>;

export const followInput = z.object({ id: idShape, why: z.enum(['corrected', 'replaced', 'lost']), reason: reasonShape });
export type FollowInput = z.output<typeof followInput>;
export const endInput = z.object({ why: z.enum(['cancelled', 'died', 'left']), reason: reasonShape });
export type EndInput = z.output<typeof endInput>;
export const deliverInput = z.object({ day: dayShape });
/** Why a holder has never shown it, as the holder says (D10). `notHonoured`: the desk did not take it, which the office takes up with the hospital. */
export const UNUSED = ['notNeeded', 'notKnown', 'tooFar', 'notHonoured', 'unwilling', 'notAtHand', 'other'] as const;
export type Unused = (typeof UNUSED)[number];
export const unusedInput = z.object({ why: z.enum(UNUSED) });
export type UnusedInput = z.output<typeof unusedInput>;
export const certificateParams = z.object({ id: idShape });

export const certificateView = z.object({
  id: z.string(), household: z.object({ id: z.string(), name: z.string(), division: divisionShape, groupName: z.string() }),
  member: z.object({ id: z.string(), name: z.string() }), kind: z.string(), title: textShape, external: z.boolean(), state: z.enum(CERTIFICATE_STATES),
  issuedOn: z.string(), expiresOn: z.string().nullable(), printedOn: z.string().nullable(), deliveredOn: z.string().nullable(),
  endedOn: z.string().nullable(), endKind: z.enum(END_KINDS).nullable(), endReason: z.string().nullable(), replaces: z.string().nullable(),
  unusedWhy: z.enum(UNUSED).nullable(), unusedSaidOn: z.string().nullable(), clause: clauseShape.nullable(),
});
export type CertificateView = z.input<typeof certificateView>;

/** Each of many is answered by itself: the rest is issued though one of them could not be. */
export const bulkAnswer = z.object({
  items: z.array(z.object({ id: z.string(), certificate: certificateView.nullable(), problem: z.object({ code: z.string(), text: textShape }).nullable() })),
});
export type BulkAnswer = z.input<typeof bulkAnswer>;

export const certificatesQuery = pageQuery.extend({
  household: idShape.optional(), division: z.string().max(12).optional(), kind: kindId.optional(), state: z.enum(CERTIFICATE_STATES).optional(),
  delivered: z.enum(['true', 'false']).optional(),
  /** Valid now and not after this day: what wants renewing. */
  expiringBy: dayShape.optional(),
});
export type CertificatesQuery = z.output<typeof certificatesQuery>;
export const certificateList = listOf(certificateView);

/** A member entitled to a kind who holds none that is valid: what the office issues next. */
export const lackingQuery = pageQuery.extend({ division: z.string().max(12).optional() });
export const lackingMember = z.object({
  household: z.object({ id: z.string(), name: z.string(), division: divisionShape, groupName: z.string() }), member: z.object({ id: z.string(), name: z.string() }),
  kind: z.string(), title: textShape,
});
export type LackingMember = z.input<typeof lackingMember>;
export const lackingList = listOf(lackingMember);

/** How certificates are used, as the inspection asks (D10): every count opens to its members by the name it has here. */
export const USE_ASKED = ['uncertified', 'undelivered', 'expiring', 'used', 'neverUsed', 'neverUsedUnasked', ...UNUSED.map((why) => `neverUsed.${why}` as const)] as const;
export type UseAsked = (typeof USE_ASKED)[number];
export const figuresQuery = z.object({ division: z.string().max(12).optional(), on: dayShape.optional(), from: dayShape.optional() });
export type FiguresQuery = z.output<typeof figuresQuery>;
export const certificateFigures = z.object({
  /** The period in which uses and money count: from the first of January unless asked otherwise. */
  from: z.string(), on: z.string(), members: z.number().int(),
  /** Hold a valid one; and `certified`, where a hospital opens the channel for it as well (coverage 3). */
  holders: z.number().int(), certified: z.number().int(), delivered: z.number().int(),
  expiring: z.number().int(), used: z.number().int(), neverUsed: z.number().int(), uses: z.number().int(),
  /** Yuan not charged. */
  waived: z.number(),
  why: z.array(z.object({ why: z.enum(UNUSED).nullable(), members: z.number().int() })),
  clause: clauseShape.nullable(),
});
export type CertificateFigures = z.input<typeof certificateFigures>;
export const useMembersQuery = figuresQuery.extend({ asked: z.enum(USE_ASKED).default('neverUsed') });
export const useMembers = z.object({
  total: z.number().int(),
  items: z.array(z.object({ household: lackingMember.shape.household, member: lackingMember.shape.member, certificateId: z.string().nullable() })),
});

/** What is needed to tell a genuine code from an invented one without asking anybody. */
export const keyList = z.object({ items: z.array(z.object({ county: z.string(), publicKey: z.string() })) });

export const CERTIFICATE_PROBLEMS = [
  'certificate.kind', 'certificate.external', 'certificate.own', 'certificate.held', 'certificate.notServed', 'certificate.day', 'certificate.ended', 'certificate.died', 'certificate.used',
] as const;
export type CertificateProblem = (typeof CERTIFICATE_PROBLEMS)[number];
