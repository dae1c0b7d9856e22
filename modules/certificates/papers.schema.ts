import { z } from 'zod';
import { clauseShape, dayShape, divisionShape, idShape, listOf, pageQuery, textShape } from '../../platform/http/shapes.schema.ts';
import { divisionCode } from '../divisions/divisions.schema.ts';
import { PAPER_KINDS } from '../policies/care.schema.ts';

/**
 * How one of the four papers stands today; told, never stored. `lacking`: what it is about does not exist yet (no certificate, no contract, no contact);
 * `toMake`: never printed; `outdated`: what is printed is no longer so; `toDeliver`: printed and right, and not in the family's hands.
 */
export const PAPER_STATES = ['lacking', 'toMake', 'outdated', 'toDeliver', 'delivered'] as const;
export type PaperState = (typeof PAPER_STATES)[number];

export const paperLine = z.object({
  kind: z.enum(PAPER_KINDS), title: textShape, state: z.enum(PAPER_STATES),
  /** Null: one for the household. */
  member: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** The last one printed, whatever became of it. */
  paperId: z.string().nullable(), madeOn: z.string().nullable(), deliveredOn: z.string().nullable(),
  certificateId: z.string().nullable(),
  /** Which kind to issue where it is lacking. */
  certificateKind: z.string().nullable(),
  /** The last day of the certificate or contract. */
  until: z.string().nullable(), clause: clauseShape.nullable(),
});
export type PaperLine = z.input<typeof paperLine>;

export const householdPapers = z.object({
  items: z.array(paperLine), may: z.object({ print: z.boolean(), deliver: z.boolean() }),
});
export type HouseholdPapers = z.input<typeof householdPapers>;

export const papersQuery = pageQuery.extend({
  division: z.string().max(12).optional(),
  /** `make`: owed a new one; `deliver`: printed and not handed over. */
  state: z.enum(['make', 'deliver']).default('make'),
});
export type PapersQuery = z.output<typeof papersQuery>;
export const papersHousehold = z.object({
  household: z.object({ id: z.string(), name: z.string(), division: divisionShape, groupName: z.string() }), papers: z.array(paperLine),
});
export type PapersHousehold = z.input<typeof papersHousehold>;
/** A page may be short and still have a next one: what is outdated is told household by household, a thousand at a time. */
export const papersList = listOf(papersHousehold);

const CARDS: readonly string[] = ['contactCard', 'certificate'];
/** Cards and sheets go into the printer on different paper, therefore into files of their own. */
export const isCard = (kind: string): boolean => CARDS.includes(kind);

export const printInput = z.object({
  id: idShape,
  divisionCode: divisionCode.optional(), householdId: idShape.optional(),
  kinds: z.array(z.enum(PAPER_KINDS)).min(1).max(PAPER_KINDS.length),
  /** `owed`: those never made or outdated; `all`: every one that can be made. */
  which: z.enum(['owed', 'all']).default('owed'),
  /** Cards ten on A4 with cut marks, or one a page for a card printer. */
  sheet: z.enum(['a4', 'each']).default('a4'),
});
export type PrintInput = z.output<typeof printInput>;

export const deliverPapersInput = z.object({
  id: idShape, householdId: idShape, paperIds: z.array(idShape).min(1).max(40), day: dayShape, visitId: idShape.optional(),
});
export type DeliverPapersInput = z.output<typeof deliverPapersInput>;

export const PAPER_PROBLEMS = ['papers.where', 'papers.mixed', 'papers.none', 'papers.large', 'papers.day', 'papers.notThese'] as const;
export type PaperProblem = (typeof PAPER_PROBLEMS)[number];
