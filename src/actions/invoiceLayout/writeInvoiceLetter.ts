import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { fillWords } from '../../core/invoicing/layout/layoutWords.ts';
import { getPaper } from '../../db/reads/invoiceLayouts.ts';
import { getInvoiceMailSetting, getInvoiceRecipient, queueInvoiceLetter } from '../../db/tables/invoiceMail.ts';
import type { Work } from '../action.ts';

/** Queues the letter of an invoice: its first once, or a further one. Undefined when the customer has no e-mail address. */
export async function writeInvoiceLetter(work: Work, invoiceId: Id, time: 'first' | 'again') {
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
