import { issueBatch } from '../actions/invoicing/issueBatch.ts';
import { passOverAccount } from '../actions/invoicing/passOverAccount.ts';
import { runsToWorkOn } from '../actions/invoicing/runsToWorkOn.ts';
import { startScheduledRun } from '../actions/invoicing/startScheduledRun.ts';
import type { Id } from '../core/base/id.ts';
import { Refusal } from '../core/base/refusal.ts';
import type { Office } from './office.ts';

type Act = Pick<Office, 'act'>;

/**
 * So many accounts are invoiced in one transaction: enough that commits cost little, few enough that a call of one of them waits a few
 * milliseconds at most for its balance (bench/invoices.ts).
 */
const batch = 50;

/** Works out who is invoiced when, and starts today's run when it is time. */
export async function scheduleInvoices({ act }: Act): Promise<void> {
  while ((await act(startScheduledRun, null)).hasMore);
}

/** Works on every run that is under way until it is done or stopped. */
export async function issueInvoices(office: Act): Promise<void> {
  for (const runId of await office.act(runsToWorkOn, null)) while (await workOn(office, runId, batch));
}

/** One batch; after a failure account by account, so that only the one that fails is passed over. Answers whether there is more. */
async function workOn(office: Act, runId: Id, limit: number): Promise<boolean> {
  try {
    return (await office.act(issueBatch, { runId, limit })).hasMore;
  } catch (error) {
    // The database being away is no problem of an account: the run goes on later where it was.
    if (error instanceof Refusal && error.code === 'database_unavailable') throw error;
    if (limit === 1) return passOver(office, runId, error);
    for (let index = 0; index < limit; index += 1) if (!(await workOn(office, runId, 1))) return false;
    return true;
  }
}

/** Tells on the run why the account got no invoice; it stays due. */
async function passOver({ act }: Act, runId: Id, error: unknown): Promise<boolean> {
  const problem = `The invoice could not be made: ${error instanceof Error ? error.message : String(error)}`;
  await act(passOverAccount, { runId, problem });
  return true;
}
