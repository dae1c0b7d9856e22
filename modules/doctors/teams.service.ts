import type { Context } from '../../platform/context.ts';
import { once, type Created } from '../../platform/database/once.ts';
import { changedMeanwhile, notFound } from '../../platform/problem.ts';
import { recordChange } from '../../platform/records/records.ts';
import { authorise } from '../accounts/accounts.access.ts';
import { getDivisionByCode } from '../divisions/divisions.service.ts';
import { contractProblem, TEAM_WORD } from './contracts.text.ts';
import { endMembership, findTeam, insertTeam, insertTeamMembers, listTeamMembers, listTeamRows, updateTeam, type TeamRow } from './teams.queries.ts';
import type { TeamInput, TeamLevel, TeamPatch, TeamsQuery, TeamView } from './teams.schema.ts';

/** Puts a team of county, township and village doctors together (SX 二（二）). @throws Problem `not-found`, `not-allowed`, `id.taken` */
export async function makeTeam(ctx: Context, input: TeamInput): Promise<Created<TeamView>> {
  const division = await getDivisionByCode(ctx, input.divisionCode);
  authorise(ctx, 'contract.write', division);
  const load = () => getTeamView(ctx, input.id);
  return once(ctx, { name: 'teams.make', id: input.id, body: input }, async () => {
    const { countyId } = ctx.actor;
    const { divisionId } = division;
    await insertTeam(ctx.tx, { countyId, teamId: input.id, divisionId, name: input.name, organisationId: input.organisationId ?? null });
    await insertTeamMembers(ctx.tx, input.members.map(({ workerId, level, lead, fromDay }) =>
      ({ countyId, teamId: input.id, divisionId, workerId, level, lead, fromDay: fromDay ?? ctx.today })));
    await record(ctx, input.id, divisionId, 'create', null, input);
    return load();
  }, load);
}

const record = (ctx: Context, teamId: string, divisionId: number, action: string, before: unknown, after: unknown): Promise<void> =>
  recordChange(ctx, { subject: 'team', subjectId: teamId, householdId: null, divisionId, action, before, after });

/** Renames a team or ends it. @throws Problem `version.changed` (409), `not-found`, `not-allowed` */
export async function changeTeam(ctx: Context, teamId: string, { version, ...patch }: TeamPatch): Promise<TeamView> {
  const team = await getForWriting(ctx, teamId);
  if (!(await updateTeam(ctx.tx, ctx.actor.countyId, teamId, version, patch))) throw changedMeanwhile();
  await record(ctx, teamId, team.divisionId, 'change', { name: team.name, endedOn: team.endedOn }, patch);
  return getTeamView(ctx, teamId);
}

/** A doctor joins. @throws Problem `not-found`, `not-allowed` */
export async function joinTeam(ctx: Context, teamId: string, { workerId, level, lead, fromDay }: TeamInput['members'][number]): Promise<TeamView> {
  const { divisionId } = await getForWriting(ctx, teamId);
  const row = { workerId, level, lead, fromDay: fromDay ?? ctx.today };
  await insertTeamMembers(ctx.tx, [{ countyId: ctx.actor.countyId, teamId, divisionId, ...row }]);
  await record(ctx, teamId, divisionId, 'join', null, row);
  return getTeamView(ctx, teamId);
}

/** A doctor leaves after a day; what was agreed with the team goes on. @throws Problem `not-found`, `not-allowed` */
export async function leaveTeam(ctx: Context, teamId: string, { workerId, toDay }: { workerId: string; toDay: string }): Promise<TeamView> {
  const { divisionId } = await getForWriting(ctx, teamId);
  await endMembership(ctx.tx, ctx.actor.countyId, teamId, workerId, toDay);
  await record(ctx, teamId, divisionId, 'leave', { toDay: null }, { workerId, toDay });
  return getTeamView(ctx, teamId);
}

async function getForWriting(ctx: Context, teamId: string): Promise<TeamRow> {
  const team = await findTeam(ctx.tx, ctx.actor.countyId, teamId);
  if (!team) throw notFound(TEAM_WORD);
  authorise(ctx, 'contract.write', team);
  return team;
}

/** A team that still takes members. @throws Problem `contract.team` (422) */
export async function requireTeam(ctx: Context, teamId: string): Promise<TeamRow> {
  const team = await findTeam(ctx.tx, ctx.actor.countyId, teamId);
  if (!team || (team.endedOn !== null && team.endedOn < ctx.today)) throw contractProblem('contract.team');
  return team;
}

async function getTeamView(ctx: Context, teamId: string): Promise<TeamView> {
  const team = await findTeam(ctx.tx, ctx.actor.countyId, teamId);
  if (!team) throw notFound(TEAM_WORD);
  const [view] = await viewTeams(ctx, [team]);
  return view!;
}

async function viewTeams(ctx: Context, teams: readonly TeamRow[]): Promise<TeamView[]> {
  const members = await listTeamMembers(ctx.tx, ctx.actor.countyId, teams.map(({ teamId }) => teamId));
  return teams.map((team) => ({
    id: team.teamId, name: team.name, division: { code: team.divisionCode, name: team.divisionName }, organisationId: team.organisationId, endedOn: team.endedOn, version: team.version,
    members: members.filter(({ teamId }) => teamId === team.teamId)
      .map(({ workerId, workerName, level, lead, fromDay, toDay }) => ({ worker: { id: workerId, name: workerName }, level: level as TeamLevel, lead, fromDay, toDay })),
  }));
}

/** The teams of a place and below, by name; who serves is known to everyone of the county. @throws Problem `not-found` */
export async function listTeams(ctx: Context, query: TeamsQuery) {
  const place = query.division === undefined ? null : await getDivisionByCode(ctx, query.division);
  const teams = await viewTeams(ctx, await listTeamRows(ctx.tx, ctx.actor.countyId, place?.path ?? null));
  return { items: teams.filter((team) => isAsked(ctx, team, query)), next: null };
}

function isAsked({ today, actor }: Context, { endedOn, members }: TeamView, { mine, ended }: TeamsQuery): boolean {
  const over = endedOn !== null && endedOn < today;
  const own = members.some(({ worker, fromDay, toDay }) => worker.id === actor.workerId && fromDay <= today && (toDay === null || toDay >= today));
  return (ended === true || !over) && (mine !== true || own);
}
