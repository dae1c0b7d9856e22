import { day, toNumber, type Clause, type Day } from '@lianxin/engine';
import type { Context } from '../../platform/context.ts';
import { once, type Created } from '../../platform/database/once.ts';
import { notFound } from '../../platform/problem.ts';
import { recordChange } from '../../platform/records/records.ts';
import { accountNames } from '../accounts/accounts.names.ts';
import { consentOn } from '../policies/care.rules.ts';
import type { Procedure } from '../policies/care.schema.ts';
import { policyBook } from '../policies/policies.context.ts';
import { findConsent, findConsentCounty, insertConsent, listConsentRows, updateConsent, type ConsentRow } from './consent.queries.ts';
import { consentState } from './consent.rules.ts';
import type { Attempt, ConsentInput, ConsentView } from './consent.schema.ts';
import { getEncounter } from './encounters.view.ts';
import { authoriseDesk } from './hospital.access.ts';
import { findEncounterFacts } from './hospital.queries.ts';
import { CONSENT_WORD, hospitalProblem } from './hospital.text.ts';
import { ownHospital } from './urgent.service.ts';

const SHOWN_DAYS = 180;
const SHOWN = 100;
const DAY_MS = 86_400_000;

/**
 * Writes down what the attending doctor proposes when neither patient nor relatives can be asked (D7). Nothing waits for it.
 * @throws Problem `encounter.voided` (409), `not-found`, `not-allowed`, `id.taken`
 */
export async function proposeConsent(ctx: Context, input: ConsentInput): Promise<Created<ConsentView>> {
  authoriseDesk(ctx);
  const load = () => getConsent(ctx, input.id);
  return once(ctx, { name: 'consents.propose', id: input.id, body: input }, async () => {
    const encounter = await getEncounter(ctx, input.encounterId);
    if (encounter.voidedAt !== null) throw hospitalProblem('encounter.voided');
    const facts = await findEncounterFacts(ctx.tx, input.encounterId, encounter.day);
    const rule = facts ? consentOn(policyBook(ctx), facts.packId, toNumber(encounter.day as Day)).find(({ id }) => id === input.procedure) : undefined;
    const { countyId, encounterId, hospitalId, householdId, divisionId, memberId } = encounter;
    await insertConsent(ctx.tx, {
      countyId, consentId: input.id, encounterId, hospitalId, householdId, divisionId, memberId, procedure: input.procedure, urgent: input.urgent,
      proposalEnc: ctx.keys.seal(input.proposal), proposer: input.proposer, proposedAt: notLater(ctx, input.proposedAt), attemptsEnc: ctx.keys.seal(JSON.stringify(input.attempts)),
      packId: facts?.packId ?? null, clause: rule ? JSON.stringify(rule.clause) : null, recorderId: ctx.actor.accountId,
    });
    await record(ctx, input.id, 'propose', null, { procedure: input.procedure, urgent: input.urgent, proposer: input.proposer, attempts: input.attempts });
    return load();
  }, load);
}

/** What was said to have happened later than now happened now. */
function notLater({ now }: Context, said: string | undefined): Date {
  const at = said === undefined ? now : new Date(said);
  return at > now ? now : at;
}

/** One more attempt to reach somebody. @throws Problem `not-found`, `not-allowed` */
export async function addAttempt(ctx: Context, consentId: string, attempt: Attempt): Promise<ConsentView> {
  authoriseDesk(ctx);
  const row = await getRow(ctx, consentId);
  const before = attemptsOf(ctx, row);
  await updateConsent(ctx.tx, row.countyId, consentId, { attemptsEnc: ctx.keys.seal(JSON.stringify([...before, attempt])) });
  await record(ctx, consentId, 'attempt', null, attempt);
  return getConsent(ctx, consentId);
}

/**
 * Approval given by phone, in an urgent case: written at once, signed when there is time.
 * @throws Problem `consent.notUrgent` (422), `consent.decided`, `consent.declined` (409), `not-found`, `not-allowed`
 */
export async function approveByPhone(ctx: Context, consentId: string, { approver, at }: { readonly approver: string; readonly at?: string | undefined }): Promise<ConsentView> {
  authoriseDesk(ctx);
  const row = await getOpen(ctx, consentId);
  if (!row.urgent) throw hospitalProblem('consent.notUrgent');
  const phoneApprovedAt = notLater(ctx, at);
  await updateConsent(ctx.tx, row.countyId, consentId, { phoneApprover: approver, phoneApprovedAt });
  await record(ctx, consentId, 'phone', { phoneApprover: row.phoneApprover }, { phoneApprover: approver, phoneApprovedAt });
  return getConsent(ctx, consentId);
}

/** The head of the institution, or a delegate, signs. @throws Problem `consent.decided`, `consent.declined` (409), `not-found`, `not-allowed` */
export async function approveConsent(ctx: Context, consentId: string): Promise<ConsentView> {
  authoriseDesk(ctx, 'consent.approve');
  const row = await getOpen(ctx, consentId);
  const approver = (await accountNames(ctx, [ctx.actor.accountId])).get(ctx.actor.accountId) ?? '';
  await updateConsent(ctx.tx, row.countyId, consentId, { approverId: ctx.actor.accountId, approver, approvedAt: ctx.now });
  await record(ctx, consentId, 'approve', { approved: false }, { approved: true });
  return getConsent(ctx, consentId);
}

/** Returned with a reason; another may be proposed. @throws Problem `consent.decided`, `consent.declined` (409), `not-found`, `not-allowed` */
export async function declineConsent(ctx: Context, consentId: string, reason: string): Promise<ConsentView> {
  authoriseDesk(ctx, 'consent.approve');
  const row = await getOpen(ctx, consentId);
  await updateConsent(ctx.tx, row.countyId, consentId, { declinedAt: ctx.now, declineReason: reason });
  await record(ctx, consentId, 'decline', { declined: false }, { declined: true }, reason);
  return getConsent(ctx, consentId);
}

/** The hospital's own of the last half year, newest first. */
export async function listConsents(ctx: Context): Promise<{ items: ConsentView[]; next: null }> {
  const { name } = await ownHospital(ctx);
  const rows = await listConsentRows(ctx.tx, new Date(ctx.now.getTime() - SHOWN_DAYS * DAY_MS), SHOWN);
  return { items: rows.map((row) => viewOf(ctx, row, name, row.shownName)), next: null };
}

/** @throws Problem `not-found`, `not-allowed` */
export async function getConsent(ctx: Context, consentId: string): Promise<ConsentView> {
  const { name } = await ownHospital(ctx);
  const row = await getRow(ctx, consentId);
  return viewOf(ctx, row, name, (await getEncounter(ctx, row.encounterId)).shownName);
}

async function getRow(ctx: Context, consentId: string): Promise<ConsentRow> {
  const countyId = await findConsentCounty(ctx.tx, consentId);
  const row = countyId === null ? undefined : await findConsent(ctx.tx, countyId, consentId);
  if (!row) throw notFound(CONSENT_WORD);
  return row;
}

async function getOpen(ctx: Context, consentId: string): Promise<ConsentRow> {
  const row = await getRow(ctx, consentId);
  const state = consentState(row);
  if (state === 'approved') throw hospitalProblem('consent.decided');
  if (state === 'declined') throw hospitalProblem('consent.declined');
  return row;
}

const CHINA_MS = 8 * 3_600_000;
const chinaDay = (at: Date): Day => day(new Date(at.getTime() + CHINA_MS).toISOString().slice(0, 10));

const attemptsOf = ({ keys }: Context, row: ConsentRow): Attempt[] => JSON.parse(keys.open(row.attemptsEnc)) as Attempt[];

function viewOf(ctx: Context, row: ConsentRow, hospital: string, name: string): ConsentView {
  const procedure = row.procedure as Procedure;
  const rule = row.packId === null || row.clause === null ? undefined : consentOn(policyBook(ctx), row.packId, toNumber(chinaDay(row.proposedAt))).find(({ id }) => id === procedure);
  return {
    id: row.consentId, encounterId: row.encounterId, name, hospital, procedure, urgent: row.urgent, proposal: ctx.keys.open(row.proposalEnc), proposer: row.proposer,
    proposedAt: row.proposedAt, attempts: attemptsOf(ctx, row),
    phone: row.phoneApprovedAt === null ? null : { approver: row.phoneApprover ?? '', at: row.phoneApprovedAt },
    approval: row.approvedAt === null ? null : { approver: row.approver ?? '', at: row.approvedAt },
    declined: row.declinedAt === null ? null : { at: row.declinedAt, reason: row.declineReason ?? '' },
    state: consentState(row),
    rule: rule ? { title: rule.title, proposer: rule.proposer, approver: rule.approver, atOnce: rule.atOnce, clause: row.clause as unknown as Clause } : null,
  };
}

const record = (ctx: Context, subjectId: string, action: string, before: unknown, after: unknown, reason = '') =>
  recordChange(ctx, { subject: 'consent', subjectId, householdId: null, divisionId: null, action, reason, before, after });
