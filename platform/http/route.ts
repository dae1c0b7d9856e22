import type { z } from 'zod';
import type { Context, Early } from '../context.ts';
import type { Created } from '../database/once.ts';
import type { Ahead } from '../database/scope.ts';
import type { LoneContext } from './lone.ts';
import type { Lot } from './lot.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/**
 * Who is let in besides the usual: a person whose password is their own, or a program with a token.
 * `early`: a person who still has to change the password, too. `person`: no program, whatever its token. `personEarly`: both.
 */
export type Openness = 'early' | 'person' | 'personEarly';

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

export interface RouteInput<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

/** One line of a module's table of routes: what is asked, what is answered, and the use case that does it. */
export interface Route<C> {
  readonly method: Method;
  /** Below `/api`. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  /** Answers 201, or 200 when the same create came before. */
  readonly creates: boolean;
  readonly writes: boolean;
  readonly open?: Openness;
  /** No transaction is opened for it: what it does is one call of one function, which asks for the session itself. */
  readonly alone: boolean;
  /** What the use case asks first whoever is asking; it leaves with the question for the scope and comes as `found`. */
  readonly ahead?: (early: never, input: RouteInput<never, never, never>) => Ahead<unknown>;
  readonly use: (ctx: C, input: RouteInput<never, never, never>, found: never) => Promise<unknown>;
  /** Does the same together with others that are asked for at the same moment; undefined: this one goes by itself. */
  readonly inLot?: (lot: never, input: RouteInput<never, never, never>) => Promise<Created<unknown> | undefined>;
}

interface RouteDefinition<C, P extends z.ZodType | undefined, Q extends z.ZodType | undefined, B extends z.ZodType | undefined, A extends z.ZodType> {
  method: Method;
  path: string;
  summary: string;
  tag: string;
  params?: P;
  query?: Q;
  body?: B;
  answer: A;
  open?: Openness;
  use: (ctx: C, input: RouteInput<Parsed<P>, Parsed<Q>, Parsed<B>>) => Promise<z.input<A>>;
}

/** A route whose use case answers with the thing itself. */
export function route<C, A extends z.ZodType, P extends z.ZodType | undefined = undefined, Q extends z.ZodType | undefined = undefined, B extends z.ZodType | undefined = undefined>(
  definition: RouteDefinition<C, P, Q, B, A>,
): Route<C> {
  return { ...definition, creates: false, alone: false, writes: definition.method !== 'GET' } as unknown as Route<C>;
}

/** An answer that was checked against its shape and written before it came here: the parts that recur all day are written once. */
export class Written {
  /** JSON in UTF-8, as it is sent. */
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
}

/** A question whose words may not stand in an address, answered by one function of the database for a person ({@link LoneContext}). */
export function question<C, A extends z.ZodType, B extends z.ZodType>(
  definition: Omit<RouteDefinition<LoneContext, undefined, undefined, B, A>, 'method' | 'open' | 'use'> & {
    use: (ctx: LoneContext, input: RouteInput<undefined, undefined, z.output<B>>) => Promise<Written>;
  },
): Route<C> {
  return { ...definition, method: 'POST', creates: false, alone: true, writes: false, open: 'person' } as unknown as Route<C>;
}

/** A create with an id made by the caller: 201 the first time, 200 with the same thing when it is sent again. */
export function creation<C extends Context, A extends z.ZodType, P extends z.ZodType | undefined = undefined, B extends z.ZodType | undefined = undefined, F = undefined>(
  definition: Omit<RouteDefinition<C, P, undefined, B, A>, 'use' | 'method' | 'query'> & {
    ahead?: (early: Early<C>, input: RouteInput<Parsed<P>, undefined, Parsed<B>>) => Ahead<F>;
    use: (ctx: C, input: RouteInput<Parsed<P>, undefined, Parsed<B>>, found: F) => Promise<Created<z.input<A>>>;
    inLot?: (lot: Lot<C>, input: RouteInput<Parsed<P>, undefined, Parsed<B>>) => Promise<Created<z.input<A>> | undefined>;
  },
): Route<C> {
  return { ...definition, method: 'POST', creates: true, alone: false, writes: true } as unknown as Route<C>;
}
