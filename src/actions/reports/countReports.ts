import * as reports from '../../db/tables/reports.ts';
import { action, done } from '../action.ts';

/** Counts the next calls and transfers for the reports, each once, whatever stops it (docs/decisions/0038-report-sums.md). */
export const countReports = action<{ readonly limit: number }, { readonly counted: bigint; readonly isMore: boolean }>(
  'report.count',
  'system.read',
  async (work, { limit }) => done(await reports.count(work.tx, limit), null),
);
