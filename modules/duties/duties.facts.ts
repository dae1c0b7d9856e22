import { toNumber, type Accommodation, type Assignment, type Day, type DayNumber, type Flag, type HouseholdFacts, type Member, type Spell, type Visit } from '@lianxin/engine';
import { sql } from 'kysely';
import type { Context } from '../../platform/context.ts';
import type { LoadedHousehold } from '../policies/policies.context.ts';
import { type Adoption, packSpells } from './duties.rules.ts';

type StoredFlag = Flag & { memberId: string | null };
type StoredMember = Pick<Member, 'id' | 'birthDay' | 'deathDay'>;
type StoredAccommodation = Omit<Accommodation, 'days'> & { days: readonly { from: Day; to: Day | null }[] };

type StoredVisit = Omit<Visit, 'participants' | 'declined'>;
type StoredParticipant = readonly [visitId: string, workerId: string, declined: boolean];

interface StoredFacts extends Omit<HouseholdFacts, 'packs' | 'members' | 'accommodations' | 'flags' | 'visits'> {
  visits: readonly StoredVisit[];
  /** Beside the visits and not within them: joined in the database without statistics, a year of both costs its square. */
  participants: readonly StoredParticipant[];
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
  facts: StoredFacts;
}

/** The facts of households as the engine takes them, gathered in one statement; households out of scope are not in the answer. */
export async function loadHouseholds(ctx: Context, householdIds: readonly string[]): Promise<LoadedHousehold[]> {
  if (householdIds.length === 0) return [];
  const { rows } = await sql<FactsRow>`
    select division_id, division_path, updated_on, computed_on, facts
    from app.household_facts(${ctx.actor.countyId}, ${[...householdIds]}::uuid[])`.execute(ctx.tx);
  return rows.map(({ facts, ...row }) => ({ ...row, facts: engineFacts(facts) }));
}

function engineFacts({ territory, adoptions, formerPacks, participants, ...stored }: StoredFacts): HouseholdFacts {
  return {
    ...stored,
    visits: withParticipants(stored.visits, participants),
    flags: stored.flags.filter((flag) => flag.memberId === null),
    members: stored.members.map((member) => ({ ...member, flags: stored.flags.filter((flag) => flag.memberId === member.id) })),
    assignments: [...stored.assignments, ...territory],
    accommodations: stored.accommodations.map((agreed) => ({ ...agreed, days: agreed.days.map(daySpell) })),
    packs: packSpells(adoptions, formerPacks),
  };
}

function withParticipants(visits: readonly StoredVisit[], participants: readonly StoredParticipant[]): Visit[] {
  const found = new Map<string, { participants: string[]; declined: string[] }>();
  for (const [visitId, workerId, declined] of participants) {
    const of = found.get(visitId) ?? { participants: [], declined: [] };
    of[declined ? 'declined' : 'participants'].push(workerId);
    found.set(visitId, of);
  }
  return visits.map((visit) => ({ ...visit, ...(found.get(visit.id) ?? { participants: [], declined: [] }) }));
}

const daySpell = ({ from, to }: { from: Day; to: Day | null }): Spell => ({ from: toNumber(from), to: to === null ? null : (toNumber(to) as DayNumber) });
