import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { paymentMethods } from '../../core/payments/payment.ts';
import { queueLetter } from '../../db/tables/letters.ts';
import { findLetterCustomer } from '../../db/tables/payLinks.ts';
import { receiptLetter } from '../../mail/letters/money.ts';
import type { Work } from '../action.ts';
import { senderOf } from '../charges/payLinkLetter.ts';
import type { WishedPayment } from './bookPayment.ts';

/** Queues the receipt for a payment that was just booked; refused at its field when the customer has no address. */
export async function mailReceipt(work: Work, accountId: Id, payment: WishedPayment & { readonly paymentId: Id }): Promise<void> {
  const customer = await findLetterCustomer(work.tx, accountId);
  if (!customer || customer.email === '')
    throw fieldRefusal('invalid_input', 'sendsReceipt', 'This customer has no e-mail address to send a receipt to.');
  const { amount, method, receivedOn, reference, paymentId } = payment;
  const letter = receiptLetter({
    ...(await senderOf(work, customer)),
    ...{ amount, currency: customer.currency, method: paymentMethods[method].title, receivedOn, reference, paymentId },
  });
  await queueLetter(work.tx, { key: `receipt-${paymentId}`, to: customer.email, ...letter, accountId });
}
