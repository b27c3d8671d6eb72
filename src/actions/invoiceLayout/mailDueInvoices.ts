import { formatInstant } from '../../core/base/time.ts';
import { takeDueDeliveries } from '../../db/tables/invoiceMail.ts';
import { action, done } from '../action.ts';
import { writeInvoiceLetter } from './writeInvoiceLetter.ts';

/** Writes the letters of invoices that were issued and are to be mailed. Answers how many were looked at. */
export const mailDueInvoices = action<{ readonly limit: number }, number>(
  'invoice.mail_due',
  'invoice.send',
  async (work, { limit }) => {
    const due = await takeDueDeliveries(work.tx, formatInstant(work.now), limit);
    for (const { invoiceId } of due) await writeInvoiceLetter(work, invoiceId, 'first');
    return done(due.length, null);
  },
);
