import { mailDueInvoices } from '../actions/invoiceLayout/mailDueInvoices.ts';
import type { Office } from './office.ts';

const batch = 100;

/** Writes the letters of invoices that were issued, a hundred a transaction. */
export async function mailInvoices(office: Office): Promise<void> {
  for (let looked = batch; looked === batch; ) looked = await office.act(mailDueInvoices, { limit: batch });
}
