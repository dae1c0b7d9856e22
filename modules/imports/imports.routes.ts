import type { MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { uuidv7 } from 'uuidv7';
import type { z } from 'zod';
import { runInContext, tokenOf } from '../../platform/http/kernel.ts';
import { readTable } from '../../platform/documents/documents.ts';
import { problemBody } from '../../platform/http/problems.ts';
import { route, type Route } from '../../platform/http/route.ts';
import { idShape, listOf } from '../../platform/http/shapes.schema.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { beginApply, errorsWorkbook, resumeImport } from './imports.apply.ts';
import { applyAnswer, applyInput, errorsQuery, importLine, importParams, importPatch, importPreview, importRow, importRowsQuery, importsQuery, type ApplyAnswer } from './imports.api.schema.ts';
import { addImport, decideImport, importRowsOf, listImportLines, previewImport, type NewImport } from './imports.service.ts';
import { importProblem } from './imports.text.ts';
import { ImportJobs, type ImportProgram } from './jobs.ts';
import { beginUndo } from './undoing.ts';

/** What is only read stands in a table like everyone's. */
export const importRoutes: readonly Route<CareContext>[] = [
  route({ method: 'GET', path: '/imports', tag: 'imports', summary: 'Files handed in, newest first', query: importsQuery, answer: listOf(importLine), use: (ctx: CareContext, { query }) => listImportLines(ctx, query) }),
  route({ method: 'GET', path: '/imports/:id', tag: 'imports', summary: 'A file: which column is which, what is wrong, how far it is', params: importParams, answer: importPreview, use: (ctx: CareContext, { params }) => previewImport(ctx, params.id) }),
  route({ method: 'GET', path: '/imports/:id/rows', tag: 'imports', summary: 'Its rows as the person knows them', params: importParams, query: importRowsQuery, answer: listOf(importRow), use: (ctx: CareContext, { params, query }) => importRowsOf(ctx, params.id, query) }),
];

// A township's ledger is read and applied well within this; a county's goes on while the page shows how far it is.
const WAIT_MS = 8_000;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** Uploads, downloads and what goes on after the answer: not what a table of routes can say. */
export function bindImports(app: FastifyInstance, program: ImportProgram): ImportJobs {
  const jobs = new ImportJobs(program);
  const act = <T>(request: FastifyRequest, work: (ctx: CareContext) => Promise<T>): Promise<T> =>
    runInContext(program.machinery, program.makeContext, { token: tokenOf(request), purpose: 'import', writes: true }, work);
  const goOn = async (request: FastifyRequest, id: string): Promise<void> => {
    const { countyId, accountId } = await act(request, async (ctx) => ctx.actor);
    await Promise.race([jobs.go(countyId, id, accountId), new Promise((resolve) => setTimeout(resolve, WAIT_MS).unref())]);
  };
  const preview = (request: FastifyRequest, id: string) => act(request, (ctx) => previewImport(ctx, id));
  const idOf = (request: FastifyRequest): string => (request.params as z.output<typeof importParams>).id;
  const handlers = { act, goOn, preview, idOf };
  bindUpload(app, handlers);
  bindSteps(app, handlers);
  bindErrors(app, handlers);
  app.addHook('onReady', async () => resumeSoon(jobs));
  app.addHook('onClose', () => jobs.stop());
  return jobs;
}

// A database that is still recovering must not keep the server from starting.
const RESUME_AGAIN_MS = 10_000;

function resumeSoon(jobs: ImportJobs): void {
  jobs.resume().catch(() => void setTimeout(() => resumeSoon(jobs), RESUME_AGAIN_MS).unref());
}

interface Handlers {
  act<T>(request: FastifyRequest, work: (ctx: CareContext) => Promise<T>): Promise<T>;
  goOn(request: FastifyRequest, id: string): Promise<void>;
  preview(request: FastifyRequest, id: string): ReturnType<typeof previewImport>;
  idOf(request: FastifyRequest): string;
}

function add(app: FastifyInstance, method: 'GET' | 'POST' | 'PATCH', url: string, schema: object, handler: Handler): void {
  app.route({ method, url: `/api${url}`, schema: { tags: ['imports'], ...schema } as never, handler });
}

function bindUpload(app: FastifyInstance, { act, goOn, preview }: Handlers): void {
  const schema = { summary: 'Hand in a ledger (multipart: file, divisionCode or division, template?, id?)', consumes: ['multipart/form-data'], response: { 200: importPreview, 201: importPreview, default: problemBody } };
  add(app, 'POST', '/imports', schema, async (request, reply) => {
    const input = await readUpload(request);
    // A file that cannot be read is refused at the door and leaves nothing behind.
    await readTable({ name: input.fileName, bytes: input.bytes });
    await act(request, (ctx) => addImport(ctx, input));
    await goOn(request, input.id);
    reply.code(201);
    return preview(request, input.id);
  });
}

/** The file and the words beside it, in whatever order a program sends them. @throws Problem `import.file`, `import.division` (422) */
async function readUpload(request: FastifyRequest): Promise<NewImport> {
  if (!request.isMultipart()) throw importProblem('import.file', 'file');
  const words = new Map<string, string>();
  let file: { name: string; bytes: Buffer } | null = null;
  for await (const part of request.parts()) {
    if (part.type === 'field') words.set(part.fieldname, String(part.value));
    else file = { name: part.filename, bytes: await (part as MultipartFile).toBuffer() };
  }
  if (!file) throw importProblem('import.file', 'file');
  const id = idShape.safeParse(words.get('id'));
  // Everywhere else the place of a question is called `division`, and so is the option of the command line.
  const divisionCode = words.get('divisionCode') || words.get('division');
  if (!divisionCode) throw importProblem('import.division', 'divisionCode');
  return {
    id: id.success ? id.data : uuidv7(), fileName: file.name.slice(-200), bytes: file.bytes, divisionCode,
    ...(words.get('template') ? { template: words.get('template') } : {}),
  };
}

function bindSteps(app: FastifyInstance, { act, goOn, preview, idOf }: Handlers): void {
  const answersPreview = { params: importParams, response: { 200: importPreview, default: problemBody } };
  add(app, 'PATCH', '/imports/:id', { ...answersPreview, summary: 'Say which column is which, accept proposals, tell people of one name apart', body: importPatch }, async (request) => {
    const again = await act(request, (ctx) => decideImport(ctx, idOf(request), request.body as z.output<typeof importPatch>));
    if (again) await goOn(request, idOf(request));
    return preview(request, idOf(request));
  });
  add(app, 'POST', '/imports/:id/apply', { summary: 'Bring it into the county\'s files', params: importParams, body: applyInput.nullish(), response: { 200: applyAnswer, default: problemBody } }, async (request) => {
    const { accept } = (request.body ?? { accept: [] }) as z.output<typeof applyInput>;
    await act(request, (ctx) => beginApply(ctx, idOf(request), accept));
    await goOn(request, idOf(request));
    return answerApply(await preview(request, idOf(request)));
  });
  add(app, 'POST', '/imports/:id/resume', { ...answersPreview, summary: 'Go on with what was interrupted: reading, importing or taking back' }, async (request) => {
    await act(request, (ctx) => resumeImport(ctx, idOf(request)));
    await goOn(request, idOf(request));
    return preview(request, idOf(request));
  });
  add(app, 'POST', '/imports/:id/undo', { ...answersPreview, summary: 'Take it back as a whole, while nothing else builds on it' }, async (request) => {
    await act(request, (ctx) => beginUndo(ctx, idOf(request)));
    await goOn(request, idOf(request));
    return preview(request, idOf(request));
  });
}

const answerApply = ({ status, progress, result }: Awaited<ReturnType<typeof previewImport>>): ApplyAnswer =>
  ({ status: status === 'done' ? 'done' : 'running', progress, result });

function bindErrors(app: FastifyInstance, { act, idOf }: Handlers): void {
  add(app, 'GET', '/imports/:id/errors.xlsx', { summary: 'Rows held back, in the file\'s own form, with what is wrong beside them', params: importParams, querystring: errorsQuery }, async (request, reply) => {
    // A link carries the browser's language and not the one its reader chose; a program says neither and is read by its header.
    const language = (request.query as z.output<typeof errorsQuery>).language ?? (/^en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh');
    const { bytes, fileName } = await errorsWorkbook((work) => act(request, work), idOf(request), language);
    return reply.type(XLSX).header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`).send(bytes);
  });
}
