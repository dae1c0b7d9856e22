import { creation, type Route, route } from '../../platform/http/route.ts';
import { listOf, okShape } from '../../platform/http/shapes.schema.ts';
import { accountInput, accountParams, accountsQuery, accountView, closeInput, createdAccount, newPassword, postEnd, postInput, postView } from './accounts.schema.ts';
import { changePassword, closeAccount, createAccount, listAccounts, reopenAccount, resetPassword } from './accounts.service.ts';
import { passwordInput } from './accounts.session.schema.ts';
import { endPost, givePost } from './posts.service.ts';
import { organisationInput, organisationView, workerInput, workerParams, workerPatch, workersQuery, workerView } from './workers.schema.ts';
import { changeWorker, createOrganisation, createWorker, listOrganisations, listWorkers, type StandingContext } from './workers.service.ts';

const tag = 'accounts';
const params = accountParams;
type C = StandingContext;

export const accountRoutes: readonly Route<StandingContext>[] = [
  route({ method: 'GET', path: '/accounts', tag, summary: 'Accounts one administers', query: accountsQuery, answer: listOf(accountView), use: (ctx: C, { query }) => listAccounts(ctx, query) }),
  creation({ path: '/accounts', tag, summary: 'Open an account', body: accountInput, answer: createdAccount, use: (ctx: C, { body }) => createAccount(ctx, body) }),
  route({ method: 'POST', path: '/accounts/:id/reset', tag, summary: 'A new password, shown once', params, answer: newPassword, use: (ctx: C, { params: { id } }) => resetPassword(ctx, id) }),
  route({ method: 'POST', path: '/accounts/:id/close', tag, summary: 'Nobody signs in with it any more', params, body: closeInput, answer: accountView, use: (ctx: C, { params: { id }, body }) => closeAccount(ctx, id, body) }),
  route({ method: 'POST', path: '/accounts/:id/reopen', tag, summary: 'Open it again', params, answer: accountView, use: (ctx: C, { params: { id } }) => reopenAccount(ctx, id) }),
  route({ method: 'POST', path: '/account/password', tag, summary: 'Change one\'s own password', open: 'personEarly', body: passwordInput, answer: okShape, use: (ctx: C, { body }) => changePassword(ctx, body) }),
  creation({ path: '/posts', tag, summary: 'Give a post', body: postInput, answer: postView, use: (ctx: C, { body }) => givePost(ctx, body) }),
  route({ method: 'POST', path: '/posts/:id/end', tag, summary: 'End a post', params, body: postEnd, answer: postView, use: (ctx: C, { params: { id }, body }) => endPost(ctx, id, body) }),
];

export const workerRoutes: readonly Route<StandingContext>[] = [
  route({ method: 'GET', path: '/workers', tag: 'workers', summary: 'Who serves', query: workersQuery, answer: listOf(workerView), use: (ctx: C, { query }) => listWorkers(ctx, query) }),
  creation({ path: '/workers', tag: 'workers', summary: 'Add a worker', body: workerInput, answer: workerView, use: (ctx: C, { body }) => createWorker(ctx, body) }),
  route({ method: 'PATCH', path: '/workers/:id', tag: 'workers', summary: 'Change a worker', params: workerParams, body: workerPatch, answer: workerView, use: (ctx: C, { params: { id }, body }) => changeWorker(ctx, id, body) }),
  route({ method: 'GET', path: '/organisations', tag: 'workers', summary: 'Offices, clinics, hospitals, associations', answer: listOf(organisationView), use: (ctx: C) => listOrganisations(ctx) }),
  creation({ path: '/organisations', tag: 'workers', summary: 'Add an organisation', body: organisationInput, answer: organisationView, use: (ctx: C, { body }) => createOrganisation(ctx, body) }),
];
