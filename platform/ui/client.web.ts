import createClient from 'openapi-fetch';
import { uuidv7 } from 'uuidv7';
import { preferences } from './preferences.web.ts';
import { Problem, problemFrom } from './problem.web.ts';

export interface Args {
  /** Values for `{names}` in the path. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
}

export interface Sending extends Args {
  readonly body?: unknown;
}

type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';
interface Answer { readonly data?: unknown; readonly error?: unknown; readonly response: Response }
type Send = (method: Method, path: string, init: object) => Promise<Answer>;

const signedOut = new Set<(problem: Problem) => void>();

/** Calls back when the server no longer knows the session; the caller sends the reader to the sign-in page. */
export function onSignedOut(listener: (problem: Problem) => void): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

const client = createClient<Record<string, never>>({ baseUrl: location.origin });
client.use({
  onRequest({ request }) {
    request.headers.set('accept-language', preferences().language);
    return request;
  },
});
const send = client.request as unknown as Send;

async function call<T>(method: Method, path: string, args: Sending, init: object = {}): Promise<T> {
  const answer = await send(method, path, {
    params: { path: args.path ?? {}, query: args.query ?? {} },
    ...(args.body === undefined ? {} : { body: args.body }),
    ...init,
  }).catch((thrown: unknown) => { throw problemFrom(thrown); });
  if (answer.response.ok) return answer.data as T;
  throw refusal(answer, path);
}

function refusal(answer: Answer, path: string): Problem {
  const body = answer.error && typeof answer.error === 'object' ? (answer.error as Record<string, unknown>) : {};
  const problem = new Problem(answer.response.status, body);
  // A wrong password is a 401 too, but there the reader already stands at the door.
  if (problem.status === 401 && path !== '/api/session') for (const tell of signedOut) tell(problem);
  return problem;
}

/** The server's API. `T` is the type of the answer from the module's schema; every refusal rejects with a Problem. */
export const api = {
  get: <T>(path: string, args: Args = {}) => call<T>('get', path, args),
  post: <T>(path: string, args: Sending = {}) => call<T>('post', path, args),
  patch: <T>(path: string, args: Sending = {}) => call<T>('patch', path, args),
  put: <T>(path: string, args: Sending = {}) => call<T>('put', path, args),
  delete: <T>(path: string, args: Sending = {}) => call<T>('delete', path, args),
  upload: <T>(path: string, form: FormData, args: Args = {}) =>
    call<T>('post', path, { ...args, body: form }, { bodySerializer: (body: unknown) => body }),
};

/** An id for something new, made here so that the same command can be sent twice. */
export function newId(): string {
  return uuidv7();
}
