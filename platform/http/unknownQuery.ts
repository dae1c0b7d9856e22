import type { FastifyInstance, RouteOptions } from 'fastify';
import { z } from 'zod';
import { Problem, type ProblemField } from '../problem.ts';
import { pageQuery } from './shapes.schema.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the query of this route may name; absent outside the API. */
    queryNames?: readonly string[];
  }
}

// What does not look like a name is not repeated: a number of a person, sent where a name belongs, stands in no answer.
const NAME = /^[A-Za-z][\w.-]{0,39}$/;

/**
 * Refuses a parameter of the query that a route does not know. Passed over in silence `?divison=…` answers for the whole county, and whoever asked
 * takes it for the place. Every list takes `limit` and `after`, as the contract says of lists, those that come in one piece as well.
 */
export function refuseUnknownQuery(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/api/') && route.schema && !('hide' in route.schema && route.schema.hide)) route.config = { ...route.config, queryNames: namesOf(route.schema) };
  });
  app.addHook('preValidation', (request, _reply, done) => {
    const known = request.routeOptions.config.queryNames;
    const unknown = known ? Object.keys(request.query as object).filter((name) => !known.includes(name)) : [];
    done(unknown.length > 0 ? unknownQuery(unknown, known!) : undefined);
  });
}

function namesOf({ querystring, response }: NonNullable<RouteOptions['schema']>): string[] {
  const names = querystring instanceof z.ZodObject ? Object.keys(querystring.shape) : [];
  const answer = (response as Readonly<Record<number, unknown>> | undefined)?.[200];
  const list = answer instanceof z.ZodObject && 'items' in answer.shape && 'next' in answer.shape;
  return list ? [...new Set([...names, ...Object.keys(pageQuery.shape)])] : names;
}

function unknownQuery(unknown: readonly string[], known: readonly string[]): Problem {
  const message = known.length > 0
    ? { zh: `这里没有这个参数，可以用：${known.join('、')}。`, en: `There is no such parameter here; there are: ${known.join(', ')}.` }
    : { zh: '这个地址不带参数。', en: 'This address takes no parameters.' };
  const shown = unknown.map((name) => (NAME.test(name) && !/\d{4}/.test(name) ? name : '…'));
  const fields = shown.map((field): ProblemField => ({ field, code: 'unrecognized_keys', message }));
  return new Problem(400, 'input.invalid', {
    zh: `地址里有不认识的参数：${shown.join('、')}。${message.zh}`,
    en: `The address names parameters that are not known: ${shown.join(', ')}. ${message.en}`,
  }, fields);
}
