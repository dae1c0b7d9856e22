import { toNumber, type Day } from '@lianxin/engine';
import { lastDayOf } from '../../platform/calendar/periods.rules.ts';
import { once, type Created } from '../../platform/database/once.ts';
import { notFound } from '../../platform/problem.ts';
import { recordChange } from '../../platform/records/records.ts';
import { authorise } from '../accounts/accounts.access.ts';
import { packagesOn } from '../policies/care.rules.ts';
import type { CarePackage } from '../policies/care.schema.ts';
import { policyBook, type CareContext } from '../policies/policies.context.ts';
import { changeContract, endExpired, findContract, findLastBound, insertContract, lockSigner, type ContractRow, type Signer } from './contracts.queries.ts';
import { lastDay, renewalDay } from './contracts.rules.ts';
import type { ContractInput, ContractView, EndContractInput, RefuseCommand, RefuseInput, RenewInput, SignCommand, SignInput } from './contracts.schema.ts';
import { CONTRACT_WORD, contractProblem, MEMBER_WORD } from './contracts.text.ts';
import { getContractView } from './contracts.view.ts';
import { requireTeam } from './teams.service.ts';

/**
 * Writes down that a member was offered, has signed or has refused a contract with a team (C1). One at a time for a member; the history stays.
 * @throws Problem the `contract.*` codes, `not-found`, `not-allowed`, `id.taken`
 */
export async function makeContract(ctx: CareContext, input: ContractInput): Promise<Created<ContractView>> {
  const signer = await getSigner(ctx, input.memberId);
  const load = () => getContractView(ctx, input.id);
  return once(ctx, { name: 'contracts.make', id: input.id, body: input }, async () => {
    await requireTeam(ctx, input.teamId);
    await write(ctx, signer, input);
    return load();
  }, load);
}

async function getSigner(ctx: CareContext, memberId: string): Promise<Signer> {
  const signer = await lockSigner(ctx.tx, ctx.actor.countyId, memberId, ctx.today);
  if (!signer) throw notFound(MEMBER_WORD);
  authorise(ctx, 'contract.write', signer);
  return signer;
}

async function write(ctx: CareContext, signer: Signer, input: ContractInput): Promise<void> {
  const day = presentDay(ctx, input.day);
  const offered = offerOf(ctx, signer, input.packageId, day);
  const said = input.state === 'signed' ? await signature(ctx, signer, input.id, offered, day, input.fromDay)
    : input.state === 'refused' ? refusalOf(ctx, input, day) : { state: 'offered' };
  await endExpired(ctx.tx, ctx.actor.countyId, signer.memberId, ctx.today);
  await insert(ctx, signer, { id: input.id, teamId: input.teamId, packageId: offered.id, offeredOn: day, renews: null }, said);
}

function presentDay({ today }: CareContext, day: string | undefined): Day {
  if (day !== undefined && day > today) throw contractProblem('contract.future');
  return (day ?? today) as Day;
}

/** The package as the pack of the household's place offers it that day; its first where none is named. */
function offerOf(ctx: CareContext, { packId, deathDay, served }: Signer, packageId: string | undefined, day: Day): CarePackage {
  if (deathDay !== null) throw contractProblem('contract.died');
  if (!served) throw contractProblem('contract.notServed');
  const offered = packId === null ? undefined : packagesOn(policyBook(ctx), packId, toNumber(day)).find(({ id }) => packageId === undefined || id === packageId);
  if (!offered) throw contractProblem('contract.package');
  return offered;
}

async function signature(ctx: CareContext, signer: Signer, contractId: string, { months }: CarePackage, signedOn: Day, fromDay: string | undefined) {
  const from = (fromDay ?? signedOn) as Day;
  if (from < signedOn) throw contractProblem('contract.days');
  const bound = await findLastBound(ctx.tx, ctx.actor.countyId, signer.memberId, contractId);
  if (bound !== null && from <= bound) throw contractProblem('contract.overlaps');
  return { state: 'signed', signedOn, fromDay: from, toDay: lastDayOf(from, months), refusedOn: null, refusal: null, refusalEnc: null, askAgainOn: null };
}

function refusalOf(ctx: CareContext, { refusal, note, askAgainOn }: RefuseInput, day: Day) {
  if (askAgainOn !== undefined && askAgainOn <= ctx.today) throw contractProblem('contract.askAgain');
  return { state: 'refused', refusedOn: day, refusal, refusalEnc: note ? ctx.keys.seal(note) : null, askAgainOn: askAgainOn ?? null };
}

/** What signing, refusing and ending write. */
interface Said {
  readonly state: string;
  readonly signedOn?: string | null;
  readonly fromDay?: string | null;
  readonly toDay?: string | null;
  readonly refusedOn?: string | null;
  readonly refusal?: string | null;
  readonly refusalEnc?: Buffer | null;
  readonly askAgainOn?: string | null;
  readonly endedOn?: string;
  readonly endReason?: string;
}

interface Made { readonly id: string; readonly teamId: string; readonly packageId: string; readonly offeredOn: string; readonly renews: string | null }

async function insert(ctx: CareContext, { householdId, divisionId, memberId }: Signer, made: Made, said: Said): Promise<void> {
  const { countyId, accountId } = ctx.actor;
  const { id, ...rest } = made;
  if (!(await insertContract(ctx.tx, { countyId, contractId: id, householdId, divisionId, memberId, recorderId: accountId, ...rest, ...said }))) throw contractProblem('contract.open');
  await recordChange(ctx, { subject: 'contract', subjectId: id, householdId, divisionId, action: 'create', before: null, after: { memberId, ...rest, ...shown(said) } });
  await ctx.duties.refresh(ctx, [householdId]);
}

/** What was said stays sealed in its column; the record of the change names the rest. */
function shown({ refusalEnc: _sealed, ...rest }: Said): object {
  return rest;
}

/** The member signs what was offered. @throws Problem `contract.state`, `contract.overlaps` (409), `contract.days`, `contract.future` (422) … */
export async function signContract(ctx: CareContext, contractId: string, input: SignInput): Promise<ContractView> {
  const { row, signer } = await getOpen(ctx, contractId, 'offered');
  const day = presentDay(ctx, input.day);
  if (day < row.offeredOn) throw contractProblem('contract.days');
  return change(ctx, row, 'sign', await signature(ctx, signer, contractId, offerOf(ctx, signer, row.packageId, row.offeredOn as Day), day, input.fromDay));
}

/** The member does not want it, now: with why, and a day to ask again. @throws Problem `contract.state`, `contract.askAgain` … */
export async function refuseContract(ctx: CareContext, contractId: string, input: RefuseInput): Promise<ContractView> {
  const { row } = await getOpen(ctx, contractId, 'offered');
  return change(ctx, row, 'refuse', refusalOf(ctx, input, presentDay(ctx, input.day)));
}

/** Ends one before its time, on its last day in force. @throws Problem `contract.state`, `contract.days` … */
export async function endContract(ctx: CareContext, contractId: string, { day, reason }: EndContractInput): Promise<ContractView> {
  const { row } = await getOpen(ctx, contractId, 'signed');
  if (day < row.fromDay! || day > row.toDay!) throw contractProblem('contract.days');
  return change(ctx, row, 'end', { state: 'ended', endedOn: day, endReason: reason });
}

/**
 * The next contract begins the day after this one's last, without a day in between and without two at once.
 * @throws Problem `contract.state` (409), `contract.package`, `contract.team` (422), `not-found`, `not-allowed`, `id.taken`
 */
export async function renewContract(ctx: CareContext, contractId: string, input: RenewInput): Promise<Created<ContractView>> {
  const load = () => getContractView(ctx, input.id);
  return once(ctx, { name: 'contracts.renew', id: input.id, body: { contractId, ...input } }, async () => {
    const { row, signer } = await getOpen(ctx, contractId, 'signed');
    const day = presentDay(ctx, input.day);
    const made: Made = { id: input.id, teamId: input.teamId ?? row.teamId, packageId: input.packageId ?? row.packageId, offeredOn: day, renews: contractId };
    await requireTeam(ctx, made.teamId);
    await change(ctx, row, 'end', { state: 'ended', endedOn: lastDay(row)!, endReason: 'renewed' });
    await insert(ctx, signer, made, await signature(ctx, signer, input.id, offerOf(ctx, signer, made.packageId, day), day, renewalDay(row, day)));
    return load();
  }, load);
}

async function getOpen(ctx: CareContext, contractId: string, state: 'offered' | 'signed'): Promise<{ row: ContractRow; signer: Signer }> {
  const found = await findContract(ctx.tx, ctx.actor.countyId, contractId);
  if (!found) throw notFound(CONTRACT_WORD);
  const signer = await getSigner(ctx, found.memberId);
  const row = (await findContract(ctx.tx, ctx.actor.countyId, contractId))!;
  if (row.state !== state) throw contractProblem('contract.state');
  return { row, signer };
}

async function change(ctx: CareContext, row: ContractRow, action: string, changes: Said): Promise<ContractView> {
  const { contractId, householdId, divisionId, state } = row;
  if (!(await changeContract(ctx.tx, ctx.actor.countyId, contractId, state, changes))) throw contractProblem('contract.state');
  await recordChange(ctx, { subject: 'contract', subjectId: contractId, householdId, divisionId, action, before: { state }, after: shown(changes) });
  await ctx.duties.refresh(ctx, [householdId]);
  return getContractView(ctx, contractId);
}

/** From a phone: what was offered is signed, or a contract is made and signed at once. @throws Problem as those two */
export async function signAtTheDoor(ctx: CareContext, { contractId, householdId: _whose, ...input }: SignCommand): Promise<Created<ContractView>> {
  if (contractId === undefined) return makeContract(ctx, { ...input, state: 'signed' });
  return once(ctx, { name: 'contracts.sign', id: input.id, body: { contractId, ...input }, subjectId: contractId },
    () => signContract(ctx, contractId, { day: input.day }), () => getContractView(ctx, contractId));
}

/** From a phone: the member refuses what was offered, or refuses at once. @throws Problem as those two */
export async function refuseAtTheDoor(ctx: CareContext, { contractId, householdId: _whose, ...input }: RefuseCommand): Promise<Created<ContractView>> {
  if (contractId === undefined) return makeContract(ctx, { ...input, state: 'refused' });
  return once(ctx, { name: 'contracts.refuse', id: input.id, body: { contractId, ...input }, subjectId: contractId },
    () => refuseContract(ctx, contractId, input), () => getContractView(ctx, contractId));
}
