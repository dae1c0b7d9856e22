/**
 * What a ledger's rows together say about phone numbers: numbers dragged down a column, and people with two numbers.
 * Holds one entry a person, never the rows, so that a file of any length can be judged.
 */

/** A phone cell of a data row. `worker` is the key of the person it belongs to; undefined for a household's own phone. */
export type PhoneCell = { row: number; column: number; worker?: string; phone?: string };

export type SeriesFinding = {
  kind: 'series';
  row: number;
  column: number;
  value: string;
  rising: 'above' | 'below';
  /** How many other rows have the proposed number. */
  supporters: number;
  proposal?: string;
};
export type ConflictFinding = {
  kind: 'conflict';
  row: number;
  column: number;
  worker: string;
  /** The number most rows have first. */
  numbers: string[];
  proposal?: string;
};
export type PhoneFinding = SeriesFinding | ConflictFinding;

type Use = { phone: string; count: number; row: number; column: number };
type RunCell = { row: number; phone: string; worker: string | undefined };
type Run = { column: number; cells: RunCell[] };

export type PhoneTally = {
  /** All phone cells of one data row; rows in order, blank rows left out. */
  addRow(cells: readonly PhoneCell[]): void;
  hasPhone(worker: string): boolean;
  findings(): PhoneFinding[];
};

export function createPhoneTally(): PhoneTally {
  const uses = new Map<string, Use[]>();
  const open = new Map<number, Run>();
  const runs: Run[] = [];
  const close = (run: Run | undefined) => {
    if (run && isSeries(run)) runs.push(run);
  };
  return {
    addRow(cells) {
      for (const cell of cells) {
        const run = open.get(cell.column);
        if (run && extend(run, cell)) continue;
        close(run);
        if (cell.phone === undefined) open.delete(cell.column);
        else open.set(cell.column, { column: cell.column, cells: [{ row: cell.row, phone: cell.phone, worker: cell.worker }] });
      }
      for (const cell of cells) countUse(uses, cell);
    },
    hasPhone: (worker) => uses.has(worker),
    findings() {
      for (const run of open.values()) close(run);
      open.clear();
      return [...seriesFindings(runs, uses), ...conflictFindings(runs, uses)];
    },
  };
}

function extend(run: Run, cell: PhoneCell): boolean {
  const last = run.cells[run.cells.length - 1]!;
  if (cell.phone === undefined || !isNext(last.phone, cell.phone)) return false;
  run.cells.push({ row: cell.row, phone: cell.phone, worker: cell.worker });
  return true;
}

function isNext(before: string, after: string): boolean {
  return before.length === after.length && BigInt(after) - BigInt(before) === 1n;
}

function countUse(uses: Map<string, Use[]>, { worker, phone, row, column }: PhoneCell): void {
  if (worker === undefined || phone === undefined) return;
  const known = uses.get(worker);
  const use = known?.find((one) => one.phone === phone);
  if (use) use.count++;
  else if (known) known.push({ phone, count: 1, row, column });
  else uses.set(worker, [{ phone, count: 1, row, column }]);
}

/**
 * Two rows are enough for one person, who has one number. Different people may hold neighbouring numbers, so three rows, and
 * mobiles only: an office's extensions do rise by one.
 */
function isSeries({ cells }: Run): boolean {
  const first = cells[0]!;
  if (cells.length >= 2 && first.worker !== undefined && cells.every((cell) => cell.worker === first.worker)) return true;
  return cells.length >= 3 && /^1\d{10}$/.test(first.phone);
}

function seriesFindings(runs: readonly Run[], uses: Map<string, Use[]>): SeriesFinding[] {
  const inRuns = countRunCells(runs);
  return runs.flatMap((run) =>
    run.cells.flatMap((cell, index) => {
      const support = supportFor(cell, uses, inRuns);
      const right = support?.phone ?? firstOf(run, cell);
      return right === cell.phone ? [] : [seriesFinding(run, index, right, support?.count ?? 0)];
    }),
  );
}

function countRunCells(runs: readonly Run[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { worker, phone } of runs.flatMap((run) => run.cells)) {
    const key = `${worker}|${phone}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** The number of this person that most rows outside of any dragged run have; the earliest if equal. */
function supportFor({ worker }: RunCell, uses: Map<string, Use[]>, inRuns: Map<string, number>): Use | undefined {
  let best: Use | undefined;
  for (const use of (worker !== undefined && uses.get(worker)) || []) {
    const count = use.count - (inRuns.get(`${worker}|${use.phone}`) ?? 0);
    if (count > (best?.count ?? 0)) best = { ...use, count };
  }
  return best;
}

/** Without support the first cell was typed and the others dragged from it; it says nothing about another person's number. */
function firstOf(run: Run, cell: RunCell): string | undefined {
  const first = run.cells[0]!;
  return cell === first || (cell.worker !== undefined && cell.worker === first.worker) ? first.phone : undefined;
}

function seriesFinding(run: Run, index: number, right: string | undefined, supporters: number): SeriesFinding {
  const cell = run.cells[index]!;
  return {
    kind: 'series',
    row: cell.row,
    column: run.column,
    value: cell.phone,
    rising: index > 0 ? 'above' : 'below',
    supporters,
    ...(right === undefined ? {} : { proposal: right }),
  };
}

/** One finding a person, at the first cell with another number than most; none for a person whose number was dragged. */
function conflictFindings(runs: readonly Run[], uses: Map<string, Use[]>): ConflictFinding[] {
  const dragged = new Set(runs.flatMap((run) => run.cells.map((cell) => cell.worker)));
  return [...uses].flatMap(([worker, numbers]) => {
    if (numbers.length < 2 || dragged.has(worker)) return [];
    const [main, ...others] = [...numbers].sort((a, b) => b.count - a.count || a.row - b.row || a.column - b.column);
    const other = others.reduce((a, b) => (b.row < a.row || (b.row === a.row && b.column < a.column) ? b : a));
    const sure = main!.count >= 2 && main!.count > others[0]!.count;
    return [
      {
        kind: 'conflict' as const,
        row: other.row,
        column: other.column,
        worker,
        numbers: [main!, ...others].map((use) => use.phone),
        ...(sure ? { proposal: main!.phone } : {}),
      },
    ];
  });
}
