import { recountReports } from '../actions/reports/recountReports.ts';
import { openPool } from '../db/pool.ts';
import { type ReportFault, reportFaults } from '../db/reads/reportFaults.ts';
import type { Finding } from './finding.ts';
import { runningInstance } from './instance.ts';
import type { Act, Print } from './withInstance.ts';

const doctorDays = 7;
/** All sums of a hundred million calls are read in this time by far. Milliseconds. */
const statementTimeoutMilliseconds = 600_000;

/** `npx vsppanel reports check`. Answers the exit status: 0 = the reports say what calls and ledger say, 1 = they do not. */
export async function reportsCheck(print: Print): Promise<number> {
  const faults = await faultsOf(runningInstance().database.readUrl);
  for (const line of verdictOf(faults)) print(line);
  return faults.length === 0 ? 0 : 1;
}

/** `npx vsppanel reports recount`. */
export async function reportsRecount(act: Act, print: Print): Promise<void> {
  await act(recountReports, null);
  print('All sums are being made anew, the oldest calls first. Reports say how far they are.');
}

/** For the doctor: the last days only, which takes a moment. */
export async function checkReports(readUrl: string): Promise<Finding> {
  const faults = await faultsOf(readUrl, doctorDays);
  return faults.length === 0
    ? {
        kind: 'right',
        says: `the sums of the last ${doctorDays} days are those of calls and ledger; all of them: npx vsppanel reports check`,
      }
    : {
        kind: 'wrong',
        says: verdictOf(faults)[0] ?? '',
        remedy:
          'Run "npx vsppanel reports check" for all of it. "npx vsppanel reports recount" makes the sums anew; the ledger is not touched.',
      };
}

async function faultsOf(readUrl: string, lastDays?: number): Promise<readonly ReportFault[]> {
  const pool = openPool(readUrl, { max: 1, name: 'vsppanel reports', statementTimeoutMilliseconds }, () => undefined);
  try {
    return await reportFaults(pool, lastDays);
  } finally {
    await pool.end();
  }
}

/** What does not fit, a line each. */
export function verdictOf(faults: readonly ReportFault[]): readonly string[] {
  if (faults.length === 0) return ['Every hour of the reports says what calls and ledger say.'];
  return faults.map(({ hour, what, difference }) => `${hour}, ${what}: ${difference} too much in the reports`);
}
