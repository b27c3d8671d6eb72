import { localDate } from '../../core/base/time.ts';
import { findZone } from '../../db/tables/cdrExports.ts';
import { noticeOverdue } from '../../db/tables/webhookDeliveries.ts';
import { action, done } from '../action.ts';

/** Notices invoices that fell due unpaid, each once; answers how many. */
export const noticeOverdueInvoices = action<{ readonly limit: number }, number>(
  'invoice.notice_overdue',
  'setting.change',
  async (work, { limit }) => done(await noticeOverdue(work.tx, localDate(work.now, await findZone(work.tx)), limit), null),
);
