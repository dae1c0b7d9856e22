import type { LedgerRole, Mapping, Problem, RowDraft } from './imports.schema.ts';
import type { ProblemKey } from './imports.api.schema.ts';

/** What a row holds once it is stored. */
export interface RowContent {
  readonly draft: RowDraft;
  readonly problems: readonly Problem[];
  readonly cells: readonly string[];
}

/** What a person decided about a file; kept beside the mapping, so that reading it again forgets nothing. */
export interface Decisions {
  readonly accepted: readonly ProblemKey[];
  readonly separate: readonly string[];
}

export type StoredMapping = Mapping & { decisions?: Decisions; columnNames?: 'letters' | 'numbers' };

export const NO_DECISIONS: Decisions = { accepted: [], separate: [] };

/** The column (from 1) a problem stands in: `M 签约乡镇医生·电话` is 13, `第13列 …` too; null for a problem of the whole file. */
export function columnNumber(name: string): number | null {
  const counted = /^第(\d+)列(?: |$)/.exec(name);
  if (counted) return Number(counted[1]);
  const letters = /^([A-Z]{1,3})(?: |$)/.exec(name)?.[1];
  return letters === undefined ? null : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

export const problemKeyOf = ({ row, column, code }: ProblemKey): string => `${row}|${code}|${column}`;

/** Puts the proposed values of accepted problems into a row; what was decided is no problem any more. */
export function withDecisions(content: RowContent, accepted: ReadonlySet<string>, mapping: Mapping): RowContent {
  const settled = content.problems.filter((problem) => problem.proposal !== undefined && accepted.has(problemKeyOf(problem)));
  if (settled.length === 0) return content;
  const draft = settled.reduce((before, problem) => withValueAt(before, columnNumber(problem.column), problem.proposal!, mapping), content.draft);
  return { ...content, draft, problems: content.problems.filter((problem) => !settled.includes(problem)) };
}

function withValueAt(draft: RowDraft, column: number | null, value: string, mapping: Mapping): RowDraft {
  const field = Object.entries(mapping.fields).find(([, at]) => at === column)?.[0];
  if (field === 'phone') return { ...draft, phone: value };
  const role = field === undefined ? undefined : /^(\w+)\.(?:phone|contact)$/.exec(field)?.[1] as LedgerRole | undefined;
  return role === undefined ? draft : { ...draft, contacts: { ...draft.contacts, [role]: { ...draft.contacts[role], phone: value } } };
}

/** The number a row gives a contact: the proposal where the cell was dragged, because a dragged number is nobody's. */
export function contactPhone(content: RowContent, role: LedgerRole, phoneColumn: number): string | undefined {
  const dragged = content.problems.find((problem) => problem.code === 'phone.series' && columnNumber(problem.column) === phoneColumn);
  return dragged ? dragged.proposal : content.draft.contacts[role]?.phone;
}
