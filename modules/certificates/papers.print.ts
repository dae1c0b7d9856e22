import { uuidv7 } from 'uuidv7';
import { groupedNumber, readCode, stackedNumber } from '../../platform/codes/codes.rules.ts';
import type { Context } from '../../platform/context.ts';
import { once } from '../../platform/database/once.ts';
import type { Card, Papers, Sheet } from '../../platform/papers/paper.ts';
import { notFound } from '../../platform/problem.ts';
import { recordChange, recordLook } from '../../platform/records/records.ts';
import { authorise } from '../accounts/accounts.access.ts';
import { divisionIdsWithin } from '../divisions/divisions.queries.ts';
import { getDivisionByCode } from '../divisions/divisions.service.ts';
import { agreementSheet, certificateFaces, contactFaces, greenSheet } from './papers.faces.rules.ts';
import type { PaperContent } from './papers.content.schema.ts';
import { findPaperHousehold, insertRun, listCodes, listPaperHouseholds, setPrinted, type HouseholdRow } from './papers.queries.ts';
import { isOwed } from './papers.rules.ts';
import { isCard, type PrintInput } from './papers.schema.ts';
import { standingPapers, type StandingPaper } from './papers.service.ts';
import { HOUSEHOLD_WORD, paperProblem, paperWords } from './papers.text.ts';

/** What one run prints: the description for the press, and what is to be written once the paper is really there. */
export interface PrintRun {
  readonly papers: Papers;
  readonly place: { readonly divisionId: number; readonly code: string };
  readonly rows: readonly { readonly household: HouseholdRow; readonly paper: StandingPaper }[];
}

// A township with all its villages; a thousand cards take the press three seconds, and a clerk wants a pile that can be carried.
const MOST_HOUSEHOLDS = 400;

/**
 * Gathers one run: the papers owed in a place or a household, or all that can be made (E7). Workers' phones stand on them, therefore it takes the
 * right to reveal beside that to issue. Writes nothing but the look.
 * @throws Problem `papers.where`, `papers.mixed`, `papers.large` (422), `papers.none` (409), `not-found`, `not-allowed`
 */
export async function gatherRun(ctx: Context, input: PrintInput): Promise<PrintRun> {
  if (input.kinds.some((kind) => isCard(kind) !== isCard(input.kinds[0]!))) throw paperProblem('papers.mixed');
  const { place, households } = await whose(ctx, input);
  const printed = await printedBefore(ctx, input.id);
  const rows = (await standingPapers(ctx, households)).flatMap(({ household, papers }) =>
    papers.filter((paper) => input.kinds.includes(paper.wanted.kind) && isAsked(paper, input, printed)).map((paper) => ({ household, paper })));
  if (rows.length === 0) throw paperProblem('papers.none');
  await recordLook(ctx, { subject: 'papers.print', subjectId: input.id, action: 'print', householdIds: [...new Set(rows.map(({ household }) => household.householdId))] });
  return { papers: await described(ctx, input, rows), place, rows };
}

async function whose(ctx: Context, { divisionCode, householdId }: PrintInput): Promise<{ place: PrintRun['place']; households: HouseholdRow[] }> {
  const { tx, actor: { countyId }, today } = ctx;
  if ((divisionCode === undefined) === (householdId === undefined)) throw paperProblem('papers.where');
  if (householdId !== undefined) {
    const household = await findPaperHousehold(tx, countyId, householdId, today);
    if (!household) throw notFound(HOUSEHOLD_WORD);
    mayPrint(ctx, household.path);
    return { place: { divisionId: household.divisionId, code: household.divisionCode }, households: [household] };
  }
  const place = await getDivisionByCode(ctx, divisionCode!);
  mayPrint(ctx, place.path);
  const households = await listPaperHouseholds(tx, countyId, await divisionIdsWithin(tx, countyId, place.path), today, { limit: MOST_HOUSEHOLDS + 1, after: null });
  if (households.length > MOST_HOUSEHOLDS) throw paperProblem('papers.large');
  return { place, households };
}

function mayPrint(ctx: Context, path: string): void {
  authorise(ctx, 'certificate.write', { path });
  authorise(ctx, 'reveal', { path });
}

/** The papers of a run that was printed and whose answer was lost on the way: asked again, it prints the same. */
async function printedBefore({ tx, actor: { countyId } }: Context, runId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.selectFrom('paper').select('paperId').where('countyId', '=', countyId).where('runId', '=', runId).orderBy('paperId').execute();
  return new Set(rows.map(({ paperId }) => paperId));
}

function isAsked({ state, last }: StandingPaper, { which }: PrintInput, printed: ReadonlySet<string>): boolean {
  if (state === 'lacking') return false;
  if (printed.size > 0) return last !== undefined && printed.has(last.paperId);
  return which === 'all' || isOwed(state);
}

async function described(ctx: Context, { sheet, kinds }: PrintInput, rows: PrintRun['rows']): Promise<Papers> {
  const contents = rows.map(({ paper }) => paper.wanted.content!);
  if (!isCard(kinds[0]!)) return { template: 'a4', name: paperWords.sheets, pages: contents.map(sheetOf) };
  const ids = contents.flatMap((one) => (one.kind === 'certificate' ? [one.certificateId] : []));
  const codes = await listCodes(ctx.tx, ctx.actor.countyId, ids);
  return { template: 'cards', name: paperWords.cards, sheet, pages: contents.map((one) => cardOf(ctx, one, codes)) };
}

function cardOf(ctx: Context, content: PaperContent, codes: ReadonlyMap<string, Buffer>): Card {
  if (content.kind === 'contactCard') return contactFaces(content);
  if (content.kind !== 'certificate') throw new Error(`${content.kind} is no card`);
  const text = ctx.keys.open(codes.get(content.certificateId)!);
  const read = readCode(text);
  return certificateFaces(content, { text, caption: read.kind === 'unreadable' ? groupedNumber(text) : stackedNumber(read.number) });
}

function sheetOf(content: PaperContent): Sheet {
  if (content.kind === 'greenChannel') return greenSheet(content);
  if (content.kind !== 'agreement') throw new Error(`${content.kind} is no sheet`);
  return agreementSheet(content);
}

/** Writes down what came out of the press: each paper with the digest of what stands on it. Sent twice it is written once. */
export async function recordRun(ctx: Context, input: PrintInput, { place, rows }: PrintRun): Promise<void> {
  const { tx, actor: { countyId, accountId }, now } = ctx;
  await once(ctx, { name: 'papers.print', id: input.id, body: input }, async () => {
    const households = new Set(rows.map(({ household }) => household.householdId)).size;
    await insertRun(tx, { countyId, runId: input.id, divisionId: place.divisionId, kinds: [...input.kinds], households, madeAt: now, madeBy: accountId, reason: input.which },
      rows.map(({ household: { householdId, divisionId }, paper: { wanted, digest } }) => ({
        countyId, paperId: uuidv7(), householdId, divisionId, memberId: wanted.member?.id ?? null, kind: wanted.kind, certificateId: wanted.certificateId,
        contractId: wanted.contractId, runId: input.id, madeAt: now, madeOn: ctx.today, printedDigest: digest!,
      })));
    await setPrinted(tx, countyId, rows.flatMap(({ paper }) => paper.wanted.certificateId ?? []), ctx.today);
    await recordChange(ctx, {
      subject: 'papers', subjectId: input.id, householdId: null, divisionId: place.divisionId, action: 'print', before: null,
      after: { kinds: input.kinds, households, papers: rows.length },
    });
  }, async () => {});
}
