import { toNumber, type Accommodation, type Assignment, type Day, type DayNumber, type Flag, type HouseholdFacts, type Member, type Spell } from '@lianxin/engine';
import { sql } from 'kysely';
import type { Context } from '../../platform/context.ts';
import type { LoadedHousehold } from '../policies/policies.context.ts';
import { type Adoption, packSpells } from './duties.rules.ts';

type StoredFlag = Flag & { memberId: string | null };
type StoredMember = Pick<Member, 'id' | 'birthDay' | 'deathDay'>;
type StoredAccommodation = Omit<Accommodation, 'days'> & { days: readonly { from: Day; to: Day | null }[] };

interface StoredFacts extends Omit<HouseholdFacts, 'packs' | 'members' | 'accommodations' | 'flags'> {
  flags: readonly StoredFlag[];
  members: readonly StoredMember[];
  accommodations: readonly StoredAccommodation[];
  territory: readonly Assignment[];
  adoptions: readonly Adoption[];
  formerPacks: readonly (Spell & { packId: string })[];
}

interface FactsRow {
  divisionId: number;
  divisionPath: string;
  updatedOn: string;
  computedOn: string | null;
  reachedBefore: string | null;
  cardBefore: string | null;
  facts: StoredFacts;
}

// No visit is earlier: whoever does not say from when gets them all.
const ALL_VISITS = '1900-01-01';

/**
 * The facts of households as the engine takes them, gathered in one statement; households out of scope are not in the answer.
 * @param visitsFrom visits before this day are left out; for questions that only look at windows after it
 */
export async function loadHouseholds(ctx: Context, householdIds: readonly string[], visitsFrom: string = ALL_VISITS): Promise<LoadedHousehold[]> {
  if (householdIds.length === 0) return [];
  const { rows } = await sql<FactsRow>`
    select division_id, division_path, updated_on, computed_on, reached_before, card_before, facts
    from app.household_facts(${ctx.actor.countyId}, ${[...householdIds]}::uuid[], ${visitsFrom}::date)`.execute(ctx.tx);
  return rows.map(({ facts, ...row }) => ({ ...row, facts: engineFacts(facts) }));
}

function engineFacts({ territory, adoptions, formerPacks, ...stored }: StoredFacts): HouseholdFacts {
  return {
    ...stored,
    flags: stored.flags.filter((flag) => flag.memberId === null),
    members: stored.members.map((member) => ({ ...member, flags: stored.flags.filter((flag) => flag.memberId === member.id) })),
    assignments: [...stored.assignments, ...territory],
    accommodations: stored.accommodations.map((agreed) => ({ ...agreed, days: agreed.days.map(daySpell) })),
    packs: packSpells(adoptions, formerPacks),
  };
}

const daySpell = ({ from, to }: { from: Day; to: Day | null }): Spell => ({ from: toNumber(from), to: to === null ? null : (toNumber(to) as DayNumber) });
