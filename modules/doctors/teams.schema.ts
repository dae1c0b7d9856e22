import { z } from 'zod';
import { dayShape, divisionShape, flagQuery, idShape, listOf, personShape } from '../../platform/http/shapes.schema.ts';

/** Where a doctor of a team works: a team has county, township and village doctors (SX 二（二）). */
export const TEAM_LEVELS = ['county', 'township', 'village'] as const;
export type TeamLevel = (typeof TEAM_LEVELS)[number];

const teamName = z.string().trim().min(2).max(60);
export const teamMemberInput = z.object({ workerId: idShape, level: z.enum(TEAM_LEVELS), lead: z.boolean().default(false), fromDay: dayShape.optional() });
export const teamInput = z.object({
  id: idShape, name: teamName, divisionCode: z.string().max(12), organisationId: idShape.optional(), members: z.array(teamMemberInput).min(1).max(20),
});
export type TeamInput = z.output<typeof teamInput>;
export const teamPatch = z.object({ version: z.number().int(), name: teamName.optional(), endedOn: dayShape.optional() });
export type TeamPatch = z.output<typeof teamPatch>;
export const teamParams = z.object({ id: idShape });
export type TeamMemberInput = z.output<typeof teamMemberInput>;
export const leaveInput = z.object({ workerId: idShape, toDay: dayShape });

export const teamView = z.object({
  id: z.string(), name: z.string(), division: divisionShape, organisationId: z.string().nullable(), endedOn: z.string().nullable(), version: z.number().int(),
  members: z.array(z.object({ worker: personShape, level: z.enum(TEAM_LEVELS), lead: z.boolean(), fromDay: z.string(), toDay: z.string().nullable() })),
});
export type TeamView = z.input<typeof teamView>;
/** `mine`: the teams the actor belongs to today. `ended` are left out otherwise. */
export const teamsQuery = z.object({ division: z.string().max(12).optional(), mine: flagQuery, ended: flagQuery });
export type TeamsQuery = z.output<typeof teamsQuery>;
export const teamList = listOf(teamView);
