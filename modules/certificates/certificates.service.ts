import { toNumber, type Day } from '@lianxin/engine';
import { makeCode } from '../../platform/codes/codes.ts';
import type { Context } from '../../platform/context.ts';
import { once, type Created } from '../../platform/database/once.ts';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import { notFound, Problem } from '../../platform/problem.ts';
import { recordChange, recordLook } from '../../platform/records/records.ts';
import { authorise } from '../accounts/accounts.access.ts';
import { divisionIdsWithin } from '../divisions/divisions.queries.ts';
import { getDivisionByCode } from '../divisions/divisions.service.ts';
import { certificateKindsOn } from '../policies/care.rules.ts';
import type { Certificate } from '../policies/care.schema.ts';
import { policyBook } from '../policies/policies.context.ts';
import {
  claimCode, endCertificateRow, endExpired, findCertificate, findHolder, insertCertificate, isUsed, listCertificateRows, setDelivered, setUnused, type CertificateRow, type Holder,
} from './certificates.queries.ts';
import { listGone } from './certificates.lists.queries.ts';
import { expiryOf, issueProblem, stateOn } from './certificates.rules.ts';
import type { BulkAnswer, BulkInput, CertificateInput, CertificatesQuery, CertificateView, EndInput, EndKind, FollowInput, Unused } from './certificates.schema.ts';
import { CERTIFICATE_WORD, certificateProblem, MEMBER_WORD } from './certificates.text.ts';

/**
 * Issues a certificate of a kind that the pack of the household's place names (E6). Never two of a kind: of two offices at once one is told `held`.
 * @throws Problem the `certificate.*` codes, `not-found`, `not-allowed`, `id.taken`
 */
export async function issueCertificate(ctx: Context, input: CertificateInput): Promise<Created<CertificateView>> {
  const holder = await getHolder(ctx, input.memberId);
  const load = () => getCertificateView(ctx, input.id);
  return once(ctx, { name: 'certificates.issue', id: input.id, body: input }, async () => {
    await issue(ctx, holder, input, null);
    return load();
  }, load);
}

async function getHolder(ctx: Context, memberId: string): Promise<Holder> {
  const holder = await findHolder(ctx.tx, ctx.actor.countyId, memberId, ctx.today);
  if (!holder) throw notFound(MEMBER_WORD);
  authorise(ctx, 'certificate.write', holder);
  return holder;
}

async function issue(ctx: Context, holder: Holder, input: CertificateInput, replaces: string | null): Promise<void> {
  const issuedOn = (input.issuedOn ?? ctx.today) as Day;
  const kind = kindFor(ctx, holder.packId, input.kind, issuedOn);
  const refused = issueProblem({ kind, externalNumber: input.externalNumber, issuedOn, today: ctx.today, served: holder.served, diedOn: holder.deathDay });
  if (refused) throw certificateProblem(refused);
  await endExpired(ctx.tx, ctx.actor.countyId, holder.memberId, input.kind, ctx.today);
  await write(ctx, holder, { ...input, issuedOn, expiresOn: expiryOf(issuedOn, kind!.months), replaces });
}

const kindFor = (ctx: Context, packId: string | null, kindId: string, day: Day): Certificate | undefined =>
  packId === null ? undefined : certificateKindsOn(policyBook(ctx), packId, toNumber(day)).find(({ id }) => id === kindId);

async function write(ctx: Context, holder: Holder, one: CertificateInput & { issuedOn: Day; expiresOn: Day | null; replaces: string | null }): Promise<void> {
  const { countyId, accountId } = ctx.actor;
  // One issued elsewhere carries that office's number and no code of ours.
  const code = one.externalNumber === undefined ? makeCode(ctx.keys, holder.countyCode) : null;
  const { householdId, divisionId, memberId } = holder;
  const { kind, issuedOn, expiresOn, replaces } = one;
  const inserted = await insertCertificate(ctx.tx, {
    countyId, certificateId: one.id, householdId, divisionId, memberId, kind, issuedOn, expiresOn, replaces, issuedBy: accountId,
    codeEnc: code ? ctx.keys.seal(code.text) : null, codeIndex: code?.index ?? null, externalEnc: one.externalNumber ? ctx.keys.seal(one.externalNumber) : null,
  });
  if (!inserted) throw certificateProblem('certificate.held');
  if (code) await claimCode(ctx.tx, countyId, one.id, code.index);
  await recordChange(ctx, {
    subject: 'certificate', subjectId: one.id, householdId, divisionId, action: 'issue', before: null, after: { memberId, kind, issuedOn, expiresOn, replaces },
  });
}

/** Many at once, each answered by itself. @throws Problem `not-allowed` never: what is not allowed is said of that one */
export async function issueMany(ctx: Context, { items }: BulkInput): Promise<BulkAnswer> {
  const answers: BulkAnswer['items'] = [];
  for (const item of items) answers.push(await issueOne(ctx, item));
  return { items: answers };
}

/** Every refusal comes before anything is written, so the transaction goes on with the next. */
async function issueOne(ctx: Context, item: CertificateInput): Promise<BulkAnswer['items'][number]> {
  try {
    return { id: item.id, certificate: (await issueCertificate(ctx, item)).value, problem: null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { id: item.id, certificate: null, problem: { code: error.code, text: error.text } };
  }
}

/**
 * Puts a new one in the place of one that is wrong, worn or lost: the old one ends in the same transaction, and fails at every desk from then on.
 * @throws Problem `certificate.ended` (409), the codes of issuing, `not-found`, `not-allowed`
 */
export async function followCertificate(ctx: Context, certificateId: string, input: FollowInput): Promise<Created<CertificateView>> {
  const load = () => getCertificateView(ctx, input.id);
  return once(ctx, { name: 'certificates.follow', id: input.id, body: { certificateId, ...input } }, async () => {
    const row = await getForWriting(ctx, certificateId);
    await end(ctx, row, input.why, input.reason);
    await issue(ctx, await getHolder(ctx, row.memberId), { id: input.id, memberId: row.memberId, kind: row.kind }, certificateId);
    return load();
  }, load);
}

/** Ends one for good. @throws Problem `certificate.ended` (409), `not-found`, `not-allowed` */
export async function endCertificate(ctx: Context, certificateId: string, { why, reason }: EndInput): Promise<CertificateView> {
  await end(ctx, await getForWriting(ctx, certificateId), why, reason);
  return getCertificateView(ctx, certificateId);
}

/**
 * Writes down as ended the certificates of members who died or left since somebody last looked; the desk has refused them from that day on already.
 * Once a night, under the county's machine account. @returns how many of at most `limit`
 */
export async function closeGone(ctx: Context, limit: number): Promise<number> {
  const gone = await listGone(ctx.tx, ctx.actor.countyId, ctx.today, limit);
  for (const { died, ...row } of gone) await end(ctx, row, died ? 'died' : 'left', '');
  return gone.length;
}

async function end(ctx: Context, row: Pick<CertificateRow, 'certificateId' | 'householdId' | 'divisionId'>, kind: EndKind, reason: string): Promise<void> {
  if (!(await endCertificateRow(ctx.tx, ctx.actor.countyId, row.certificateId, { day: ctx.today, kind, reason }))) throw certificateProblem('certificate.ended');
  await recordChange(ctx, {
    subject: 'certificate', subjectId: row.certificateId, householdId: row.householdId, divisionId: row.divisionId, action: 'end', reason,
    before: { endedOn: null }, after: { endedOn: ctx.today, endKind: kind },
  });
}

/** Writes down that the holder has it in hand. @throws Problem `certificate.ended`, `certificate.day`, `not-found`, `not-allowed` */
export async function deliverCertificate(ctx: Context, certificateId: string, day: string): Promise<CertificateView> {
  const row = await getForWriting(ctx, certificateId);
  if (row.endedOn !== null) throw certificateProblem('certificate.ended');
  if (day > ctx.today || day < row.issuedOn) throw certificateProblem('certificate.day');
  await setDelivered(ctx.tx, ctx.actor.countyId, certificateId, day);
  await recordChange(ctx, {
    subject: 'certificate', subjectId: certificateId, householdId: row.householdId, divisionId: row.divisionId, action: 'deliver',
    before: { deliveredOn: row.deliveredOn }, after: { deliveredOn: day },
  });
  return getCertificateView(ctx, certificateId);
}

/**
 * Writes down why a certificate has never been shown, as its holder says (D10). Said again, the later word stands.
 * @throws Problem `certificate.ended`, `certificate.used` (409), `not-found`, `not-allowed`
 */
export async function noteUnused(ctx: Context, certificateId: string, why: Unused): Promise<CertificateView> {
  const row = await getForWriting(ctx, certificateId);
  if (row.endedOn !== null) throw certificateProblem('certificate.ended');
  if (await isUsed(ctx.tx, ctx.actor.countyId, row.memberId)) throw certificateProblem('certificate.used');
  await setUnused(ctx.tx, ctx.actor.countyId, certificateId, { why, on: ctx.today });
  await recordChange(ctx, {
    subject: 'certificate', subjectId: certificateId, householdId: row.householdId, divisionId: row.divisionId, action: 'unused',
    before: { unusedWhy: row.unusedWhy }, after: { unusedWhy: why },
  });
  return getCertificateView(ctx, certificateId);
}

async function getForWriting(ctx: Context, certificateId: string): Promise<CertificateRow> {
  const row = await getCertificate(ctx, certificateId);
  authorise(ctx, 'certificate.write', row);
  return row;
}

async function getCertificate(ctx: Context, certificateId: string): Promise<CertificateRow> {
  const row = await findCertificate(ctx.tx, ctx.actor.countyId, certificateId);
  if (!row) throw notFound(CERTIFICATE_WORD);
  return row;
}

const getCertificateView = async (ctx: Context, certificateId: string): Promise<CertificateView> => viewOf(ctx, await getCertificate(ctx, certificateId));

/** Its name and article are those of the day it was issued: a pack that changed since does not rename it. */
function viewOf(ctx: Context, row: CertificateRow): CertificateView {
  const kind = kindNamed(ctx, row.kind, row);
  return {
    id: row.certificateId,
    household: { id: row.householdId, name: row.headName, division: { code: row.divisionCode, name: row.divisionName }, groupName: row.groupName },
    member: { id: row.memberId, name: row.memberName }, kind: row.kind, title: kind?.short ?? { zh: row.kind, en: row.kind }, external: row.codeIndex === null,
    state: stateOn(row, ctx.today), issuedOn: row.issuedOn, expiresOn: row.expiresOn, printedOn: row.printedOn, deliveredOn: row.deliveredOn, endedOn: row.endedOn,
    endKind: row.endKind as EndKind | null, endReason: row.endReason, replaces: row.replaces,
    unusedWhy: row.unusedWhy as Unused | null, unusedSaidOn: row.unusedSaidOn, clause: kind?.clause ?? null,
  };
}

/** As the pack of its place named it that day; a household that has moved since keeps what it was given, by whichever pack knows the kind. */
function kindNamed(ctx: Context, kindId: string, { packId, issuedOn }: Pick<CertificateRow, 'packId' | 'issuedOn'>): Certificate | undefined {
  const day = issuedOn as Day;
  const others = Object.keys(policyBook(ctx).sheets);
  return [packId, ...others].map((each) => kindFor(ctx, each, kindId, day)).find((kind) => kind !== undefined);
}

/** Certificates of a household or a place, newest first. @throws Problem `not-found` */
export async function listCertificates(ctx: Context, query: CertificatesQuery) {
  const { countyId } = ctx.actor;
  const place = query.division === undefined ? null : await getDivisionByCode(ctx, query.division);
  const divisionIds = place === null || place.level === 'county' ? null : await divisionIdsWithin(ctx.tx, countyId, place.path);
  const after = fromCursor<readonly [string, string]>(query.after, 2);
  const rows = await listCertificateRows(ctx.tx, countyId, query, { divisionIds, today: ctx.today }, { limit: query.limit + 1, after });
  const page = rows.slice(0, query.limit);
  await recordLook(ctx, { subject: 'certificates.list', householdIds: [...new Set(page.map(({ householdId }) => householdId))] });
  const last = page.at(-1);
  return { items: page.map((row) => viewOf(ctx, row)), next: rows.length > query.limit && last ? toCursor([last.issuedOn, last.certificateId]) : null };
}
