/** One thing to be done on the server, as it goes over the wire. The id is made here, therefore sending it twice does it once. */
export interface Command {
  readonly id: string;
  readonly actor: string;
  readonly command: CommandName;
  readonly input: unknown;
  readonly at: string;
}

export type CommandName = 'visits.record' | 'visits.void' | 'incidents.report' | 'accommodations.ask' | 'contracts.sign' | 'contracts.refuse' | 'papers.deliver' | 'rounds.record' | 'services.settle';

/** A command as the phone keeps it until the server has answered. */
export interface Kept extends Command {
  readonly state: 'waiting' | 'refused';
  readonly problem: KeptProblem | null;
}

/** Why the server said no, in both languages, because the reader may change theirs before reading it. */
export interface KeptProblem {
  readonly status: number;
  readonly code: string;
  readonly text: { readonly zh: string; readonly en: string } | null;
  readonly fields: readonly { readonly zh: string; readonly en: string }[];
}

/** The household a command is about; a round says it in its visit. */
export function householdOf({ input }: Pick<Command, 'input'>): string | null {
  const { householdId, visit } = record(input);
  const found = householdId ?? record(visit)['householdId'];
  return typeof found === 'string' ? found : null;
}

export type Verdict = 'done' | 'wait' | 'refused';

// Answers that say nothing about the content: no network, signed out, too busy. Trying later may help.
const PASSING: ReadonlySet<number> = new Set([0, 401, 408, 425, 429]);

/** What an HTTP status means for one command: done, worth another try, or a refusal a person must look at. */
export function verdict(status: number): Verdict {
  if (status >= 200 && status < 300) return 'done';
  return PASSING.has(status) || status >= 500 ? 'wait' : 'refused';
}

/** Oldest first, so that a visit arrives before its correction. */
export function inOrder<C extends Command>(commands: readonly C[]): C[] {
  return [...commands].sort((a, b) => compare(a.at, b.at) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 300_000;

/** Milliseconds until the next try after `failures` in a row: 5 s, doubling, at most 5 minutes. */
export function pauseAfter(failures: number): number {
  return Math.min(FIRST_PAUSE * 2 ** Math.max(0, failures - 1), LONGEST_PAUSE);
}

/** The wire form: nothing but what the contract names leaves the phone. */
export function wireForm({ id, actor, command, input, at }: Command): Command {
  return { id, actor, command, input, at };
}

/** A problem+json body as it is kept; unknown shapes keep at least the status. */
export function keptProblem(status: number, body: unknown): KeptProblem {
  const { code, text, fields } = record(body);
  return {
    status,
    code: typeof code === 'string' ? code : '',
    text: bothLanguages(text),
    fields: (Array.isArray(fields) ? fields : []).flatMap((field) => bothLanguages(record(field)['message']) ?? []),
  };
}

function record(value: unknown): Record<string, unknown> {
  return value && typeof value === 'object' ? (value as Record<string, unknown>) : {};
}

function bothLanguages(value: unknown): { zh: string; en: string } | null {
  const { zh, en } = record(value);
  return typeof zh === 'string' && typeof en === 'string' ? { zh, en } : null;
}
