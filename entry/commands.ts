import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { askAccommodation } from '../modules/accommodations/accommodations.service.ts';
import { accommodationInput, accommodationView } from '../modules/accommodations/accommodations.schema.ts';
import { refuseCommand, signCommand, contractView } from '../modules/doctors/contracts.schema.ts';
import { refuseAtTheDoor, signAtTheDoor } from '../modules/doctors/contracts.service.ts';
import { deliverPapersInput, householdPapers } from '../modules/certificates/papers.schema.ts';
import { deliverPapers } from '../modules/certificates/papers.service.ts';
import { recordedRound, roundInput, serviceInput, serviceView } from '../modules/doctors/services.schema.ts';
import { getServiceView, recordRound, recordService, settleService } from '../modules/doctors/services.service.ts';
import { reportIncident } from '../modules/incidents/incidents.service.ts';
import { incidentInput, reportedIncident } from '../modules/incidents/incidents.schema.ts';
import { getVisit, recordVisit, voidVisit } from '../modules/visits/visits.service.ts';
import { recordedVisit, visitInput, visitView, voidInput } from '../modules/visits/visits.schema.ts';
import type { CareContext } from '../modules/policies/policies.context.ts';
import { once, type Created } from '../platform/database/once.ts';
import { runInContext, tokenOf } from '../platform/http/kernel.ts';
import { invalidInput, problemBody, toProblem } from '../platform/http/problems.ts';
import { idShape } from '../platform/http/shapes.schema.ts';
import { differentBody, Problem } from '../platform/problem.ts';
import { careContext, type Program } from './program.ts';

/** What a phone's outbox may carry: the same use cases the pages call, under a name that outlives their addresses. */
export interface Command {
  readonly input: z.ZodType;
  readonly answer: z.ZodType;
  readonly use: (ctx: CareContext, input: never, id: string) => Promise<Created<unknown>>;
}

function command<I extends z.ZodType, A extends z.ZodType>(input: I, answer: A, use: (ctx: CareContext, input: z.output<I>, id: string) => Promise<Created<z.input<A>>>): Command {
  return { input, answer, use };
}

export const commands = {
  'visits.record': command(visitInput, recordedVisit, (ctx, input) => recordVisit(ctx, input)),
  'visits.void': command(voidInput.extend({ visitId: idShape }), visitView, (ctx, body, id) =>
    once(ctx, { name: 'visits.void', id, body, subjectId: body.visitId }, () => voidVisit(ctx, body.visitId, body.reason), () => getVisit(ctx, body.visitId))),
  'incidents.report': command(incidentInput, reportedIncident, reportIncident),
  'accommodations.ask': command(accommodationInput, accommodationView, askAccommodation),
  'papers.deliver': command(deliverPapersInput, householdPapers, deliverPapers),
  'contracts.sign': command(signCommand, contractView, signAtTheDoor),
  'contracts.refuse': command(refuseCommand, contractView, refuseAtTheDoor),
  'services.record': command(serviceInput, serviceView, recordService),
  'services.settle': command(z.object({ serviceId: idShape }), serviceView, (ctx, body, id) =>
    once(ctx, { name: 'services.settle', id, body, subjectId: body.serviceId }, () => settleService(ctx, body.serviceId), () => getServiceView(ctx, body.serviceId))),
  'rounds.record': command(roundInput, recordedRound, recordRound),
} as const satisfies Record<string, Command>;

const unknownCommand = (): Problem =>
  new Problem(422, 'command.unknown', { zh: '这种内容现在收不下，请更新页面后再试。', en: 'This kind of entry cannot be taken. Reload the page and try again.' });

// A phone without network for a month holds some hundred; more than this is sent in parts.
const MOST_COMMANDS = 200;

const commandInput = z.object({ id: idShape, actor: idShape, command: z.string().max(60), input: z.unknown(), at: z.iso.datetime({ offset: true }) });
const commandAnswer = z.object({ id: z.string(), status: z.number().int(), answer: z.unknown().optional(), problem: problemBody.optional() });
type CommandInput = z.output<typeof commandInput>;
type CommandAnswer = z.input<typeof commandAnswer>;

/** Takes an outbox: each command answered by itself, in order; one refused never holds up the next. */
export function bindCommands(app: FastifyInstance, program: Program, taken: Readonly<Record<string, Command>> = commands): void {
  app.route({
    method: 'POST', url: '/api/commands',
    schema: {
      tags: ['commands'], summary: "A phone's outbox",
      description: `Each command is answered by itself, in order. "command" is one of ${Object.keys(taken).join(', ')}; "input" is the body of the same use case, with an id of its own.`,
      body: z.array(commandInput).max(MOST_COMMANDS), response: { 200: z.array(commandAnswer), default: problemBody },
    } as never,
    handler: async (request) => {
      const token = tokenOf(request);
      // A session that has ended is a matter of the whole outbox: nothing is taken and the phone keeps it all.
      await runInContext(program, careContext, { token, purpose: '', writes: false }, async () => {});
      const answers: CommandAnswer[] = [];
      for (const one of request.body as CommandInput[]) answers.push(await answerCommand(program, token, one, taken[one.command]));
      return answers;
    },
  });
}

async function answerCommand(program: Program, token: string, one: CommandInput, known: Command | undefined): Promise<CommandAnswer> {
  try {
    if (!known) throw unknownCommand();
    const parsed = known.input.safeParse(one.input);
    if (!parsed.success) throw invalidInput('body', parsed.error);
    const { value, again } = await runInContext(program, careContext, { token, purpose: 'outbox', writes: true }, (ctx) => {
      // Another actor's outbox, left behind on a shared phone: a bare refusal, nothing is told of what it held.
      if (ctx.actor.accountId !== one.actor) throw differentBody();
      return known.use(ctx, parsed.data as never, one.id);
    });
    return { id: one.id, status: again ? 200 : 201, answer: known.answer.parse(value) };
  } catch (error) {
    const { problem } = toProblem(error);
    const { status, code, text, fields } = problem;
    return { id: one.id, status, problem: { type: `urn:lianxin:problem:${code}`, title: text.zh, status, code, text, fields: [...fields] } };
  }
}
