import { fieldChanges } from '../../core/base/fieldChange.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { type InvoiceMail, lockInvoiceMail, updateInvoiceMail } from '../../db/tables/invoiceMail.ts';
import { action, done } from '../action.ts';

/** Changes how invoices go out by e-mail. */
export const changeInvoiceMail = action<InvoiceMail & { readonly version: number }, null>(
  'invoice_mail.change',
  'setting.change',
  async (work, { version, ...wished }) => {
    const { version: storedVersion, ...stored } = await lockInvoiceMail(work.tx);
    if (storedVersion !== version) throw new Refusal('stale_version');
    const changes = fieldChanges(stored, wished);
    if (changes.length === 0) return done(null, null);
    await updateInvoiceMail(work.tx, wished);
    return done(null, { detail: { changes } });
  },
);
