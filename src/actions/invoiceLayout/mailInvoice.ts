import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { action, done } from '../action.ts';
import { writeInvoiceLetter } from './writeInvoiceLetter.ts';

/** Sends an invoice by e-mail, also once more. Refuses with `no_layout_mail` when the customer has no address. */
export const mailInvoice = action<{ readonly invoiceId: Id }, { readonly to: string }>(
  'invoice.send',
  'invoice.send',
  async (work, { invoiceId }) => {
    const written = await writeInvoiceLetter(work, invoiceId, 'again');
    if (written === undefined) throw new Refusal('no_layout_mail');
    const { accountId, to } = written;
    return done({ to }, { accountId, detail: { changes: [{ field: 'letter', from: null, to }] } });
  },
);
