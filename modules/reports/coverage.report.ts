import type { Day } from '@lianxin/engine';
import type { SheetToWrite, WriteCell } from '../../platform/documents/documents.ts';
import type { CoverageAnswer, Figures } from '../coverage/coverage.schema.ts';
import { coverageOf } from '../coverage/coverage.service.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { writeReport, type Report, type ReportFormat } from './formats.ts';
import type { AskedPeriod } from './periods.rules.ts';
import { coverageTexts as words } from './reports.text.ts';

/** Counts beside what they are counted of, so that nobody has to trust a percentage. */
const COLUMNS: readonly (readonly [heading: string, of: (figures: Figures) => string | number])[] = [
  [words.place.zh, ({ division }) => division.name],
  [words.served.zh, ({ contacts }) => contacts.served],
  [words.complete.zh, ({ contacts }) => contacts.complete],
  [words.members.zh, ({ doctors }) => doctors.members],
  [words.signed.zh, ({ doctors }) => doctors.signed],
  [words.refused.zh, ({ doctors }) => doctors.refused],
  [words.attended.zh, ({ doctors }) => doctors.attended],
  [words.certified.zh, ({ priority }) => priority.certified],
  [words.channelHospitals.zh, ({ channel }) => channel.hospitals],
  [words.channelOpen.zh, ({ channel }) => channel.open],
  [words.card.zh, ({ contacts }) => contacts.card.current],
  [words.due.zh, ({ fulfilment: { met, missed, attempted, vacant } }) => met + missed + attempted + vacant],
  [words.met.zh, ({ fulfilment }) => fulfilment.met],
  [words.attempted.zh, ({ fulfilment }) => fulfilment.attempted],
  [words.missed.zh, ({ fulfilment }) => fulfilment.missed],
  [words.vacant.zh, ({ fulfilment }) => fulfilment.vacant],
  [words.adapted.zh, ({ fulfilment }) => fulfilment.adapted],
  [words.excused.zh, ({ fulfilment }) => fulfilment.excused],
  [words.stale.zh, ({ stale }) => stale],
];

/**
 * Coverage and fulfilment of a place and of those one level below it, in the order of their codes and never of a figure. A period that is not over is
 * counted up to today.
 * @throws Problem `not-found` (404)
 */
export async function coverageReport(ctx: CareContext, divisionCode: string, period: AskedPeriod | null, format: ReportFormat): Promise<Report> {
  const on: Day = period && period.last < ctx.today ? period.last : ctx.today;
  const answer = await coverageOf(ctx, { division: divisionCode, on, children: true, missing: false, period: period?.kind ?? 'quarter' });
  const bytes = await writeReport(format, { sheet: () => coverageSheet(answer), value: () => ({ report: 'coverage', ...answer }) });
  return { bytes, fileName: `${answer.division.name}${words.title.zh}${answer.fulfilment.period.name.zh}.${format}`, households: answer.contacts.served };
}

function coverageSheet(answer: CoverageAnswer): SheetToWrite {
  const { name, from } = answer.fulfilment.period;
  const last = COLUMNS.length;
  const rows: WriteCell[][] = [
    [{ value: `${answer.division.name}${words.title.zh}（${name.zh}）`, look: 'title' }],
    [`${words.counted.zh}：${from} — ${answer.on}`],
    COLUMNS.map(([heading]) => ({ value: heading, look: 'heading' })),
    ...(answer.children ?? []).map(line),
    line({ ...answer, division: { ...answer.division, name: answer.children?.length ? words.total.zh : answer.division.name } }),
  ];
  return { name: words.title.zh, rows, merges: [1, 2].map((row) => ({ top: row, bottom: row, left: 1, right: last })), widths: [18, ...Array<number>(last - 1).fill(11)], frozenRows: 3 };
}

const line = (figures: Figures): WriteCell[] => COLUMNS.map(([, of]) => of(figures));
