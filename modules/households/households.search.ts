import { type ExpressionBuilder, sql, type SqlBool } from 'kysely';
import type { Context } from '../../platform/context.ts';
import { beginsWith } from '../../platform/database/prefix.ts';
import type { DB } from '../../platform/database/schema.ts';
import { withinReach } from './households.reach.ts';
import { readSearch, type Search } from './search.rules.ts';

/** Everything the search needs to know of places before it asks for households. */
export interface Sought {
  readonly search: Search;
  /** Places whose name begins with the words, and those below them. */
  readonly divisionIds: readonly number[];
  /** So many households are meant that nobody will read them all. */
  readonly many: boolean;
}

/** Beyond this a list says that there are more, and not how many: nobody reads on to there, they type another letter. */
export const COUNTED = 10_000;

/** @returns null when nothing was typed */
export async function seek(ctx: Context, text: string | undefined): Promise<Sought | null> {
  const search = readSearch(text ?? '');
  if (search === null) return null;
  return { search, divisionIds: search.kind === 'words' ? await divisionsNamed(ctx, search.words) : [], many: await meansMany(ctx, search) };
}

/** Counted by the heads alone, of whom each is a household of its own: so it costs one reading of one index that stops in time. */
async function meansMany({ tx, actor }: Context, search: Search): Promise<boolean> {
  if (search.kind !== 'letters' && search.kind !== 'words') return false;
  const meant = search.kind === 'letters' ? beginsWith('x.initials', search.letters) : beginsWith('x.headName', search.words);
  const reach = withinReach(actor, 'x');
  const some = tx.selectFrom('household as x').select('x.householdId').where('x.countyId', '=', actor.countyId).where(meant)
    .$if(reach !== null, (query) => query.where(reach!)).limit(COUNTED + 1);
  const { n } = await tx.selectFrom(some.as('x')).select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  return n > COUNTED;
}

async function divisionsNamed(ctx: Context, words: string): Promise<number[]> {
  const { tx, actor: { countyId } } = ctx;
  const rows = await tx.selectFrom('division as d')
    .innerJoin('division as below', (join) => join.onRef('below.countyId', '=', 'd.countyId'))
    .select('below.divisionId').distinct()
    .where('d.countyId', '=', countyId).where('d.level', '<>', 'county').where(beginsWith('d.name', words))
    .whereRef('below.path', '>=', 'd.path').where(sql<SqlBool>`below.path < d.path || '~'`)
    .orderBy('below.divisionId').execute();
  return rows.map((row) => row.divisionId);
}

/**
 * Ids of the households that are meant, of the head or of any member: by the beginning of a name, of its letters or initials, by a whole
 * phone or ID number, by a place. One index for each way, put together; a household found in several ways is named as often.
 */
export function matching(ctx: Context, eb: ExpressionBuilder<DB, never>, { search, divisionIds }: Sought) {
  const { countyId } = ctx.actor;
  const [ofHeads, ofMembers] = [withinReach(ctx.actor, 'x'), withinReach(ctx.actor, 'm')];
  const heads = () => eb.selectFrom('household as x').select('x.householdId').where('x.countyId', '=', countyId).$if(ofHeads !== null, (query) => query.where(ofHeads!));
  const members = () => eb.selectFrom('member as m').select('m.householdId').where('m.countyId', '=', countyId).$if(ofMembers !== null, (query) => query.where(ofMembers!));
  switch (search.kind) {
    case 'idNumber':
      return members().where('m.idNumberIndex', '=', ctx.keys.blindIndex('idNumber', search.idNumber));
    case 'phone': {
      const index = ctx.keys.blindIndex('phone', search.phone);
      return heads().where('x.phoneIndex', '=', index).unionAll(members().where('m.phoneIndex', '=', index));
    }
    case 'letters': {
      const initials = heads().where(beginsWith('x.initials', search.letters)).unionAll(members().where(beginsWith('m.initials', search.letters)));
      // The first letter of a name spelt out is its first initial.
      if (search.letters.length === 1) return initials;
      return initials.unionAll(heads().where(beginsWith('x.pinyin', search.letters))).unionAll(members().where(beginsWith('m.pinyin', search.letters)));
    }
    case 'words': {
      const named = heads().where(beginsWith('x.headName', search.words)).unionAll(members().where(beginsWith('m.name', search.words)));
      return divisionIds.length === 0 ? named : named.unionAll(heads().where('x.divisionId', 'in', [...divisionIds]));
    }
  }
}
