import { preferences } from './preferences.web.ts';

export interface FieldProblem {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/**
 * A refusal by the server (RFC 9457) or by the network, as one type.
 * `status` 0 and code `network.offline` mean that no answer came at all.
 */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string | null;
  readonly fields: readonly FieldProblem[];
  readonly more: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(text(body['code']) ?? `HTTP ${status}`);
    this.name = 'Problem';
    this.status = status;
    this.code = text(body['code']) ?? byStatus(status);
    this.title = said(body['text']) ?? said(body['title']) ?? '';
    this.detail = said(body['detail']);
    this.fields = fieldsOf(body['fields']);
    this.more = body;
  }
}

/** Anything thrown on the way to the server, as a Problem. */
export function problemFrom(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  return new Problem(0, { code: 'network.offline' });
}

/** What the server says about one field of a form, if anything. */
export function problemField(problem: Problem | null | undefined, field: string): string | undefined {
  return problem?.fields.find((each) => each.field === field && each.message)?.message;
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The server sends both languages, or the one that was asked for. */
function said(value: unknown): string | null {
  if (value && typeof value === 'object') return text((value as Record<string, unknown>)[preferences().language]);
  return text(value);
}

function byStatus(status: number): string {
  const known: Readonly<Record<number, string>> = {
    0: 'network.offline', 401: 'session.missing', 403: 'forbidden', 404: 'not.found', 409: 'conflict', 413: 'too.large', 429: 'rate.limited',
  };
  return known[status] ?? (status >= 500 ? 'server.failed' : 'request.refused');
}

function fieldsOf(value: unknown): FieldProblem[] {
  if (!Array.isArray(value)) return [];
  return value.map((each: Record<string, unknown>) => ({
    field: text(each['field']) ?? '', code: text(each['code']) ?? '', message: said(each['message']) ?? '',
  }));
}
