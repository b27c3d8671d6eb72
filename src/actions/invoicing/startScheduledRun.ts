import { formatInstant, localDate, localHour } from '../../core/base/time.ts';
import { countDue, isAnybodyDue, lockUnplanned, saveNextIssueDays } from '../../db/tables/accountBilling.ts';
import { insertInvoiceRun, isRunUnderWay } from '../../db/tables/invoiceRuns.ts';
import { action, done, nameOf } from '../action.ts';
import { nextIssueDay, openBillingDesk } from './billingDesk.ts';

/** So many accounts get their day in one transaction. */
const handful = 2000;

/**
 * Works out on which day each account is invoiced next, and starts today's run by itself when the settings say so, its hour has come and
 * somebody is due. Once a day; after a downtime the next one takes all that was missed. Answers whether days are still to be worked out.
 */
export const startScheduledRun = action<null, { readonly hasMore: boolean }>(
  'invoice_run.schedule',
  'invoice.issue',
  async (work) => {
    const desk = await openBillingDesk(work);
    const unplanned = await lockUnplanned(work.tx, handful);
    await saveNextIssueDays(
      work.tx,
      unplanned.map((row) => ({ accountId: row.accountId, on: nextIssueDay(desk, row) })),
    );
    if (unplanned.length === handful) return done({ hasMore: true }, null);
    const isTime = desk.settings.isScheduled && localHour(work.now, desk.zone) >= desk.settings.runHour;
    if (!isTime || (await isRunUnderWay(work.tx)) || !(await isAnybodyDue(work.tx, desk.today)))
      return done({ hasMore: false }, null);
    const runId = await insertInvoiceRun(work.tx, {
      ...{ mode: 'scheduled', accountId: null, asOf: localDate(work.now, desk.zone), until: null },
      ...{ actorName: nameOf(work.doer), startedAt: formatInstant(work.now) },
      accountCount: await countDue(work.tx, desk.today),
    });
    return done({ hasMore: false }, runId === undefined ? null : { detail: { runId, mode: 'scheduled', asOf: desk.today } });
  },
);
