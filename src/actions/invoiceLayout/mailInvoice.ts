import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { fillWords } from '../../core/invoicing/layout/layoutWords.ts';
import { getPaper } from '../../db/reads/invoiceLayouts.ts';
import {
  getInvoiceMailSetting,
  getInvoiceRecipient,
  queueInvoiceLetter,
  takeDueDeliveries,
} from '../../db/tables/invoiceMail.ts';
import { action, done, type Work } from '../action.ts';

/** Sends an invoice by e-mail, also once more. Refuses with `no_layout_mail` when the customer has no address. */
export const mailInvoice = action<{ readonly invoiceId: Id }, { readonly to: string }>(
  'invoice.send',
  'invoice.send',
  async (work, { invoiceId }) => {
    const written = await writeLetter(work, invoiceId, 'again');
    if (written === undefined) throw new Refusal('no_layout_mail');
    const { accountId, to } = written;
    return done({ to }, { accountId, detail: { changes: [{ field: 'letter', from: null, to }] } });
  },
);

/** Writes the letters of invoices that were issued and are to be mailed. Answers how many were looked at. */
export const mailDueInvoices = action<{ readonly limit: number }, number>(
  'invoice.mail_due',
  'invoice.send',
  async (work, { limit }) => {
    const due = await takeDueDeliveries(work.tx, formatInstant(work.now), limit);
    for (const { invoiceId } of due) await writeLetter(work, invoiceId, 'first');
    return done(due.length, null);
  },
);

async function writeLetter(work: Work, invoiceId: Id, time: 'first' | 'again') {
  const recipient = await getInvoiceRecipient(work.tx, invoiceId);
  const paper = await getPaper(work.tx, invoiceId);
  if (!recipient || !paper) throw new Refusal('not_found');
  // As the account is now: an address that was mistyped is corrected there.
  const to = recipient.email;
  if (to === '') return undefined;
  const setting = await getInvoiceMailSetting(work.tx);
  const data = { document: paper.document, calls: [], callsBy: paper.layout.callsBy, logo: '' };
  const { accountId } = recipient;
  await queueInvoiceLetter(work.tx, {
    key: time === 'first' ? `invoice:${invoiceId}` : `invoice:${invoiceId}:${recipient.letters + 1}`,
    to,
    subject: fillWords(setting.subject, data).replace(/\s+/g, ' '),
    text: fillWords(setting.body, data),
    ...{ accountId, invoiceId, attachesXml: setting.attachesXml },
  });
  return { accountId, to };
}
