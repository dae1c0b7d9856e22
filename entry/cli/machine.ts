import { uuidv7 } from 'uuidv7';
import type { CareContext } from '../../modules/policies/policies.context.ts';
import type { Database } from '../../platform/database/pool.ts';
import { Problem } from '../../platform/problem.ts';
import { asSession, sessionFor, type Ground } from './ground.ts';

/**
 * The account under which the program does what nobody asked for by hand (a new day, the demo). Its name is in no register of user names, so
 * nobody can sign in with it, nor lock it by trying.
 */
export interface Machine {
  readonly countyId: number;
  readonly accountId: string;
  readonly countyCode: string;
}

const NO_PASSWORD = '!';

/** The machine account of every county; made where it is missing. */
export async function machinesOf(owner: Database): Promise<Machine[]> {
  const counties = await owner.selectFrom('county as c')
    .innerJoin('division as d', (join) => join.onRef('d.countyId', '=', 'c.countyId').on('d.level', '=', 'county'))
    .select(['c.countyId', 'c.code', 'd.divisionId']).orderBy('c.countyId').execute();
  const machines: Machine[] = [];
  for (const { countyId, code, divisionId } of counties) {
    const found = await owner.selectFrom('account').select('accountId').where('countyId', '=', countyId).where('machine', '=', true).limit(1).executeTakeFirst();
    machines.push({ countyId, countyCode: code, accountId: found?.accountId ?? (await addMachine(owner, countyId, divisionId)) });
  }
  return machines;
}

async function addMachine(owner: Database, countyId: number, divisionId: number): Promise<string> {
  const accountId = uuidv7();
  await owner.transaction().execute(async (tx) => {
    await tx.insertInto('account').values({
      countyId, accountId, divisionId, workerId: null, username: 'lianxin', name: '连心', passwordHash: NO_PASSWORD, mustChangePassword: false, machine: true,
    }).execute();
    await tx.insertInto('post').values({ countyId, postId: uuidv7(), accountId, kind: 'countyOfficer', divisionId, fromDay: '2008-01-01', toDay: null }).execute();
  });
  return accountId;
}

/** Runs work as a county's machine account; its session ends like anybody's, so a new one is opened when it has. */
export class MachineSessions {
  private readonly ground: Pick<Ground, 'program'>;
  private readonly tokens = new Map<number, string>();

  constructor(ground: Pick<Ground, 'program'>) {
    this.ground = ground;
  }

  async run<T>(machine: Machine, purpose: string, work: (ctx: CareContext) => Promise<T>): Promise<T> {
    const token = this.tokens.get(machine.countyId) ?? (await this.open(machine));
    try {
      return await asSession(this.ground.program, token, work, { purpose });
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'session.none') throw error;
      return asSession(this.ground.program, await this.open(machine), work, { purpose });
    }
  }

  private async open(machine: Machine): Promise<string> {
    const token = await sessionFor(this.ground, machine, 'lianxin');
    this.tokens.set(machine.countyId, token);
    return token;
  }
}
