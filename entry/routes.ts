import type { FastifyInstance } from 'fastify';
import { accountRoutes, workerRoutes } from '../modules/accounts/accounts.routes.ts';
import { bindSignIn, sessionRoutes } from '../modules/accounts/accounts.session.routes.ts';
import { factorRoutes } from '../modules/accounts/factor.routes.ts';
import { tokenRoutes } from '../modules/accounts/tokens.routes.ts';
import { divisionRoutes } from '../modules/divisions/divisions.routes.ts';
import { coverageRoutes } from '../modules/coverage/coverage.routes.ts';
import { contactRoutes } from '../modules/contacts/contacts.routes.ts';
import { householdRoutes } from '../modules/households/households.routes.ts';
import { incidentRoutes } from '../modules/incidents/incidents.routes.ts';
import { accommodationRoutes } from '../modules/accommodations/accommodations.routes.ts';
import { doctorRoutes } from '../modules/doctors/doctors.routes.ts';
import { certificateRoutes } from '../modules/certificates/certificates.routes.ts';
import { bindPapers, paperRoutes } from '../modules/certificates/papers.routes.ts';
import { bindHospitalFiles } from '../modules/hospital/hospital.files.ts';
import { hospitalRoutes } from '../modules/hospital/hospital.routes.ts';
import { bindMemberLists } from '../modules/hospital/memberList.routes.ts';
import { dutyRoutes } from '../modules/duties/duties.routes.ts';
import { policyRoutes } from '../modules/policies/policies.routes.ts';
import { visitRoutes } from '../modules/visits/visits.routes.ts';
import { bindImports, importRoutes } from '../modules/imports/imports.routes.ts';
import { bindReports } from '../modules/reports/reports.routes.ts';
import type { CareContext } from '../modules/policies/policies.context.ts';
import { bindRoutes } from '../platform/http/kernel.ts';
import type { Route } from '../platform/http/route.ts';
import { bindCommands } from './commands.ts';
import { careContext, type Program } from './program.ts';

/** Every table of routes, in the order of the modules. */
export const routes: readonly Route<CareContext>[] = [
  ...(sessionRoutes as readonly Route<CareContext>[]),
  ...(factorRoutes as readonly Route<CareContext>[]),
  ...(tokenRoutes as readonly Route<CareContext>[]),
  ...(divisionRoutes as readonly Route<CareContext>[]),
  ...(accountRoutes as readonly Route<CareContext>[]),
  ...(workerRoutes as readonly Route<CareContext>[]),
  ...(policyRoutes as readonly Route<CareContext>[]),
  ...householdRoutes,
  ...contactRoutes,
  ...visitRoutes,
  ...incidentRoutes,
  ...accommodationRoutes,
  ...doctorRoutes,
  ...certificateRoutes,
  ...paperRoutes,
  ...hospitalRoutes,
  ...dutyRoutes,
  ...coverageRoutes,
  ...importRoutes,
];

export function bindAll(app: FastifyInstance, program: Program): void {
  bindSignIn(app, program);
  bindRoutes(app, program, careContext, routes);
  bindCommands(app, program);
  bindImports(app, { machinery: program, makeContext: careContext });
  bindPapers(app, program, careContext);
  bindHospitalFiles(app, program, careContext);
  bindMemberLists(app, program, careContext);
  bindReports(app, program, careContext);
}
