import type { Text } from '../../platform/problem.ts';
import type { CareContext } from '../policies/policies.context.ts';
import { coverageReport } from './coverage.report.ts';
import type { Report, ReportFormat } from './formats.ts';
import { pairingLedger } from './ledger.service.ts';
import type { AskedPeriod } from './periods.rules.ts';
import { coverageTexts, reportsText } from './reports.text.ts';

interface ReportOrder {
  readonly division: string;
  /** Null: as it stands today, or the quarter of today. */
  readonly period: AskedPeriod | null;
  readonly format: ReportFormat;
}

interface KnownReport {
  readonly title: Text;
  /** False: it shows what is on file today, whatever period is asked for. */
  readonly periodic: boolean;
  readonly write: (ctx: CareContext, order: ReportOrder) => Promise<Report>;
}

/** Every report there is, by the name it is asked for with. */
export const REPORTS: Readonly<Record<string, KnownReport>> = {
  'huangjin-ledger': { title: reportsText.ledger, periodic: false, write: (ctx, { division, format }) => pairingLedger(ctx, division, format) },
  coverage: { title: coverageTexts.title, periodic: true, write: (ctx, { division, period, format }) => coverageReport(ctx, division, period, format) },
};
