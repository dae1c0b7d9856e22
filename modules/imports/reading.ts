import type { CareContext } from '../policies/policies.context.ts';
import { NO_DECISIONS, contactPhone, problemKeyOf, withDecisions, type Decisions, type RowContent, type StoredMapping } from './decisions.rules.ts';
import type { JudgedRow, Mapping, ProblemCode } from './imports.schema.ts';
import { noImport } from './imports.text.ts';
import type { JudgeContext, Judgement } from './judge.ts';
import { openJudging, type JudgedFile } from './judging.ts';
import { loadPlaces, type PlaceIndex } from './places.ts';
import { contactColumns } from './rows.rules.ts';
import {
  clearReading, findFilePart, findImport, findMapping, insertImportWorkers, insertRows, updateImport, type StoredImport,
} from './store.queries.ts';

/** Runs work in a transaction of its own as whoever imports; long work is many of them, so that it can be left and survives a stop. */
export type Run = <T>(work: (ctx: CareContext) => Promise<T>) => Promise<T>;

// Some 500 rows are half a megabyte sealed: short transactions beside people at work, few enough round trips.
const ROWS_AT_ONCE = 500;

/** What is needed to judge a file: the file itself, where it belongs, and what has been decided about it. */
export interface Opened {
  readonly stored: StoredImport;
  readonly bytes: Uint8Array;
  readonly places: PlaceIndex;
  readonly mapping: StoredMapping | null;
  readonly today: string;
}

/** @throws Problem `not-found` (404) */
export async function openImport(ctx: CareContext, importId: string): Promise<Opened> {
  const stored = await findImport(ctx.tx, ctx.actor.countyId, importId);
  if (!stored) throw noImport();
  const parts: Buffer[] = [];
  for (let part = await nextPart(ctx, importId, 0); part; part = await nextPart(ctx, importId, parts.length)) parts.push(part);
  return { stored, bytes: Buffer.concat(parts), places: await loadPlaces(ctx, stored), mapping: stored.mapping as StoredMapping | null, today: ctx.today };
}

async function nextPart(ctx: CareContext, importId: string, part: number): Promise<Buffer | null> {
  const sealed = await findFilePart(ctx.tx, ctx.actor.countyId, importId, part);
  return sealed === undefined ? null : Buffer.from(ctx.keys.open(sealed), 'base64');
}

/**
 * Judges an opened file under the mapping that was decided; without one under what the office decided for this heading before.
 * @param judge where it happens: here, or in a thread of its own
 */
export async function judgeOpened<T extends Pick<Judgement, 'mapping'>>({ stored, places, mapping, today }: Opened, run: Run, judge: (context: JudgeContext) => Promise<T>): Promise<T> {
  const context = { places: places.ledger, today };
  if (mapping) return judge({ ...context, mapping });
  const judgement = await judge(context);
  const fields = await run((ctx) => findMapping(ctx.tx, ctx.actor.countyId, stored.divisionId, signatureOf(ctx, judgement.mapping)));
  const template = stored.template as Mapping['template'] | null;
  if (!fields) return template === null ? judgement : judge({ ...context, mapping: { ...judgement.mapping, template } });
  return judge({ ...context, mapping: { ...judgement.mapping, fields: fields as Mapping['fields'] } });
}

export const signatureOf = (ctx: Pick<CareContext, 'keys'>, { headings }: Mapping): Buffer => ctx.keys.digest(`import.heading\n${JSON.stringify(headings)}`);

/** Reads a file that was handed in, from the beginning: every row judged, sealed and stored, the people it names gathered. */
export async function readImport(run: Run, importId: string): Promise<void> {
  const opened = await run((ctx) => openImport(ctx, importId));
  await run((ctx) => clearReading(ctx.tx, ctx.actor.countyId, importId));
  const judging = openJudging({ name: opened.stored.fileName, bytes: opened.bytes });
  try {
    await storeRows(run, opened, await judgeOpened(opened, run, judging.judge));
  } finally {
    await judging.close();
  }
}

async function storeRows(run: Run, opened: Opened, judged: JudgedFile): Promise<void> {
  const decisions = opened.mapping?.decisions ?? NO_DECISIONS;
  const tally = new Tally(opened, judged.mapping, decisions);
  for await (const batch of judged.batches(ROWS_AT_ONCE)) {
    await run(async (ctx) => {
      await insertRows(ctx.tx, batch.map((row) => sealedRow(ctx, opened.stored, tally.take(ctx, row))));
      await updateImport(ctx.tx, ctx.actor.countyId, opened.stored.importId, { done: tally.total });
    });
  }
  await run((ctx) => finishReading(ctx, opened.stored, judged, tally, decisions));
}

type TakenRow = { row: number; held: boolean; content: RowContent };

export function sealedRow(ctx: CareContext, { importId, divisionId }: StoredImport, { row, held, content }: TakenRow) {
  return {
    countyId: ctx.actor.countyId, importId, divisionId, rowNumber: row, held, codes: [...new Set(content.problems.map((problem) => problem.code))],
    contentEnc: ctx.keys.seal(JSON.stringify(content)),
  };
}

async function finishReading(ctx: CareContext, stored: StoredImport, judgement: JudgedFile, tally: Tally, decisions: Decisions): Promise<void> {
  const { countyId } = ctx.actor;
  const workers = tally.workers();
  for (let start = 0; start < workers.length; start += ROWS_AT_ONCE) {
    await insertImportWorkers(ctx.tx, workers.slice(start, start + ROWS_AT_ONCE).map(({ phone, ...worker }) => ({
      countyId, importId: stored.importId, divisionId: stored.divisionId, ...worker, phoneEnc: phone === null ? null : ctx.keys.seal(phone),
    })));
  }
  for (const problem of judgement.problems) tally.count(problem.code);
  await updateImport(ctx.tx, countyId, stored.importId, {
    status: 'ready', mapping: JSON.stringify({ ...judgement.mapping, decisions, columnNames: judgement.columnNames }), problems: JSON.stringify(judgement.problems), counts: JSON.stringify(tally.counts),
    total: tally.total, held: tally.held, done: 0, failure: null,
  });
}

type Named = { workerKey: string; placeId: number; name: string; phone: string | null };
type Counted = { placeId: number; name: string; phones: Map<string, number> };

/** What is known of a file only when all of it has been read: counts, and the people it names with the number most rows give them. */
class Tally {
  total = 0;
  held = 0;
  readonly counts: Partial<Record<ProblemCode, number>> = {};
  private readonly places: PlaceIndex;
  private readonly mapping: Mapping;
  private readonly accepted: ReadonlySet<string>;
  private readonly separate: ReadonlySet<string>;
  private readonly named = new Map<string, Counted>();

  constructor({ places }: Opened, mapping: Mapping, decisions: Decisions) {
    this.places = places;
    this.mapping = mapping;
    this.accepted = new Set(decisions.accepted.map(problemKeyOf));
    this.separate = new Set(decisions.separate);
  }

  count(code: ProblemCode): void {
    this.counts[code] = (this.counts[code] ?? 0) + 1;
  }

  take(ctx: CareContext, { row, draft, problems, cells, held }: JudgedRow): TakenRow {
    const content = withDecisions({ draft, problems, cells }, this.accepted, this.mapping);
    this.total++;
    if (held) this.held++;
    for (const problem of content.problems) this.count(problem.code);
    for (const { role, phone: column } of contactColumns(this.mapping)) {
      const name = draft.contacts[role]?.name;
      if (name !== undefined) this.name(ctx, draft, name, contactPhone(content, role, column));
    }
    return { row, held, content };
  }

  private name(ctx: CareContext, draft: RowContent['draft'], name: string, phone: string | undefined): void {
    const placeId = this.places.homeOf(draft).divisionId;
    const key = workerKey(ctx, placeId, name, phone, this.separate);
    const known = this.named.get(key) ?? { placeId, name, phones: new Map() };
    if (phone !== undefined) known.phones.set(phone, (known.phones.get(phone) ?? 0) + 1);
    this.named.set(key, known);
  }

  workers(): Named[] {
    return [...this.named].map(([key, { placeId, name, phones }]) => ({ workerKey: key, placeId, name, phone: [...phones].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null }));
  }
}

/** One name in one township is one person, until someone said that the name stands for several: then each number is one. */
export function workerKey(ctx: Pick<CareContext, 'keys'>, placeId: number, name: string, phone: string | undefined, separate: ReadonlySet<string>): string {
  if (!separate.has(name)) return `${placeId}|${name}`;
  return `${placeId}|${name}|${phone === undefined ? '' : ctx.keys.blindIndex('phone', phone).toString('hex').slice(0, 16)}`;
}
