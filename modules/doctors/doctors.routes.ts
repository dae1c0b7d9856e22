import { creation, route, type Route } from '../../platform/http/route.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { writeContracts } from './contracts.bulk.ts';
import {
  bulkContractAnswer, bulkContractInput, contractFigures, contractFiguresQuery, contractInput, contractList, contractMembers, contractMembersQuery, contractParams, contractsQuery, contractView, endContractInput, refuseInput, renewInput, signInput,
} from './contracts.schema.ts';
import { endContract, makeContract, refuseContract, renewContract, signContract } from './contracts.service.ts';
import { listContracts } from './contracts.view.ts';
import { healthEnd, healthEntry, healthFile, healthInput, healthParams, healthQuery } from './health.schema.ts';
import { endEntry, readHealth, writeEntry } from './health.service.ts';
import { contractFiguresOf, listContractMembers } from './members.ts';
import { choicesQuery, patientList, recordedRound, roundInput, serviceChoices, serviceInput, serviceList, serviceParams, servicesQuery, serviceView, serviceVoid } from './services.schema.ts';
import { listChoices, listServices, listTeamPatients, recordRound, recordService, settleService, voidService } from './services.service.ts';
import { leaveInput, teamInput, teamList, teamMemberInput, teamParams, teamPatch, teamsQuery, teamView } from './teams.schema.ts';
import { changeTeam, joinTeam, leaveTeam, listTeams, makeTeam } from './teams.service.ts';

const tag = 'doctors';

export const doctorRoutes: readonly Route<CareContext>[] = [
  route({ method: 'GET', path: '/teams', tag, summary: 'Family-doctor teams of a place', query: teamsQuery, answer: teamList, use: (ctx: CareContext, { query }) => listTeams(ctx, query) }),
  creation({ path: '/teams', tag, summary: 'Put a team together', body: teamInput, answer: teamView, use: (ctx: CareContext, { body }) => makeTeam(ctx, body) }),
  route({ method: 'PATCH', path: '/teams/:id', tag, summary: 'Rename or end a team', params: teamParams, body: teamPatch, answer: teamView, use: (ctx: CareContext, { params, body }) => changeTeam(ctx, params.id, body) }),
  route({ method: 'POST', path: '/teams/:id/members', tag, summary: 'A doctor joins', params: teamParams, body: teamMemberInput, answer: teamView, use: (ctx: CareContext, { params, body }) => joinTeam(ctx, params.id, body) }),
  route({ method: 'POST', path: '/teams/:id/leave', tag, summary: 'A doctor leaves', params: teamParams, body: leaveInput, answer: teamView, use: (ctx: CareContext, { params, body }) => leaveTeam(ctx, params.id, body) }),
  creation({ path: '/contracts', tag, summary: 'A member is offered, signs or refuses a contract', body: contractInput, answer: contractView, use: (ctx: CareContext, { body }) => makeContract(ctx, body) }),
  route({ method: 'GET', path: '/contracts', tag, summary: 'Contracts, newest first', query: contractsQuery, answer: contractList, use: (ctx: CareContext, { query }) => listContracts(ctx, query) }),
  route({ method: 'POST', path: '/contracts/bulk', tag, summary: 'Offer, sign or renew for many, each answered by itself', body: bulkContractInput, answer: bulkContractAnswer, use: (ctx: CareContext, { body }) => writeContracts(ctx, body) }),
  route({ method: 'GET', path: '/contracts/members', tag, summary: 'Members of a place by how their contract stands', query: contractMembersQuery, answer: contractMembers, use: (ctx: CareContext, { query }) => listContractMembers(ctx, query) }),
  route({ method: 'GET', path: '/contracts/figures', tag, summary: 'How many are to be asked again or renewed', query: contractFiguresQuery, answer: contractFigures, use: (ctx: CareContext, { query }) => contractFiguresOf(ctx, query) }),
  route({ method: 'POST', path: '/contracts/:id/sign', tag, summary: 'Sign what was offered', params: contractParams, body: signInput, answer: contractView, use: (ctx: CareContext, { params, body }) => signContract(ctx, params.id, body) }),
  route({ method: 'POST', path: '/contracts/:id/refuse', tag, summary: 'The member does not want it now', params: contractParams, body: refuseInput, answer: contractView, use: (ctx: CareContext, { params, body }) => refuseContract(ctx, params.id, body) }),
  route({ method: 'POST', path: '/contracts/:id/end', tag, summary: 'End a contract early', params: contractParams, body: endContractInput, answer: contractView, use: (ctx: CareContext, { params, body }) => endContract(ctx, params.id, body) }),
  creation({ path: '/contracts/:id/renew', tag, summary: 'The next contract, without a gap', params: contractParams, body: renewInput, answer: contractView, use: (ctx: CareContext, { params, body }) => renewContract(ctx, params.id, body) }),
  creation({ path: '/rounds', tag, summary: 'A doctor’s visit with what was done in it', body: roundInput, answer: recordedRound, use: (ctx: CareContext, { body }) => recordRound(ctx, body) }),
  creation({ path: '/services', tag, summary: 'Something done for a member at the clinic', body: serviceInput, answer: serviceView, use: (ctx: CareContext, { body }) => recordService(ctx, body) }),
  route({ method: 'GET', path: '/services', tag, summary: 'What was done, newest first, or prescriptions that end soon', query: servicesQuery, answer: serviceList, use: (ctx: CareContext, { query }) => listServices(ctx, query) }),
  route({ method: 'GET', path: '/services/choices', tag, summary: 'What may be recorded for the members of a household today', query: choicesQuery, answer: serviceChoices, use: (ctx: CareContext, { query }) => listChoices(ctx, query.household) }),
  route({ method: 'GET', path: '/services/patients', tag, summary: 'Everybody under contract with one’s team, with what may be recorded for them', answer: patientList, use: (ctx: CareContext) => listTeamPatients(ctx) }),
  route({ method: 'POST', path: '/services/:id/settle', tag, summary: 'The next prescription was spoken of', params: serviceParams, answer: serviceView, use: (ctx: CareContext, { params }) => settleService(ctx, params.id) }),
  route({ method: 'GET', path: '/health-files', tag, summary: 'Health files of a household, for its team and the keeper of health files', query: healthQuery, answer: healthFile, use: (ctx: CareContext, { query }) => readHealth(ctx, query.household) }),
  creation({ path: '/health-files', tag, summary: 'A dated and signed entry of a health file', body: healthInput, answer: healthEntry, use: (ctx: CareContext, { body }) => writeEntry(ctx, body) }),
  route({ method: 'POST', path: '/health-files/:id/end', tag, summary: 'An entry no longer holds', params: healthParams, body: healthEnd, answer: healthEntry, use: (ctx: CareContext, { params, body }) => endEntry(ctx, params.id, body) }),
  route({ method: 'POST', path: '/services/:id/void', tag, summary: 'Take back what was entered by mistake', params: serviceParams, body: serviceVoid, answer: serviceView, use: (ctx: CareContext, { params, body }) => voidService(ctx, params.id, body.reason) }),
];
