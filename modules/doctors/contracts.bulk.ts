import { sql } from 'kysely';
import { once } from '../../platform/database/once.ts';
import { Problem } from '../../platform/problem.ts';
import type { CareContext } from '../policies/policies.context.ts';
import type { BulkContractAnswer, BulkContractInput, BulkContractItem, ContractView } from './contracts.schema.ts';
import { makeContract, renewContract, signContract } from './contracts.service.ts';
import { getContractView } from './contracts.view.ts';

/** Offers, signs or renews for many at once; each is answered by itself, and sent again nothing happens twice (C1). */
export async function writeContracts(ctx: CareContext, { items }: BulkContractInput): Promise<BulkContractAnswer> {
  const answers: BulkContractAnswer['items'] = [];
  for (const item of items) answers.push(await answerOne(ctx, item));
  return { items: answers };
}

/** A refused one leaves nothing behind, above all not its id, so that it can be sent again once what was wrong is mended. */
async function answerOne(ctx: CareContext, item: BulkContractItem): Promise<BulkContractAnswer['items'][number]> {
  await sql`savepoint one_of_many`.execute(ctx.tx);
  try {
    const contract = await writeOne(ctx, item);
    await sql`release savepoint one_of_many`.execute(ctx.tx);
    return { id: item.id, contract, problem: null };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await sql`rollback to savepoint one_of_many`.execute(ctx.tx);
    return { id: item.id, contract: null, problem: { code: error.code, text: error.text } };
  }
}

async function writeOne(ctx: CareContext, item: BulkContractItem): Promise<ContractView> {
  switch (item.state) {
    case 'renewed': return (await renewContract(ctx, item.contractId, { id: item.id, day: item.day })).value;
    case 'offerSigned': return signOnce(ctx, item);
    default: return (await makeContract(ctx, item)).value;
  }
}

async function signOnce(ctx: CareContext, { id, contractId, day }: Extract<BulkContractItem, { state: 'offerSigned' }>): Promise<ContractView> {
  const body = { contractId, day };
  return (await once(ctx, { name: 'contracts.sign', id, body, subjectId: contractId }, () => signContract(ctx, contractId, { day }), () => getContractView(ctx, contractId))).value;
}
