import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { findActiveGateway } from '../../db/tables/gatewaySettings.ts';
import { findLetterCustomer, findOwed } from '../../db/tables/payLinks.ts';
import { payLinkLetter } from '../../mail/letters/money.ts';
import { action, done } from '../action.ts';
import { queueSecretLetter } from '../mail/queueSecretLetter.ts';
import { needPayable } from '../payments/bookPayment.ts';
import { newPayLink, senderOf } from './payLinkLetter.ts';

export type MakePayLink = {
  readonly accountId: Id;
  /** Null: all that is owed. */
  readonly invoiceId: Id | null;
  /** For a Pre-Paid account, which owes nothing; null otherwise. */
  readonly amount: Amount | null;
  readonly isMailed: boolean;
  readonly publicUrl: string;
};

/** An address at which the customer pays by card, to be handed on or sent. It is shown once. */
export const makePayLink = action<MakePayLink, { readonly url: string; readonly expiresAt: string }>(
  'pay_link.make',
  'payment.record',
  async (work, { isMailed, publicUrl, ...wished }) => {
    const { accountId, invoiceId, amount } = wished;
    const account = await lockAccount(work.tx, accountId);
    const customer = account && (await findLetterCustomer(work.tx, accountId));
    if (!account || !customer) throw new Refusal('not_found');
    if (!(await findActiveGateway(work.tx))) throw new Refusal('no_gateway');
    const owed = await findOwed(work.tx, accountId, invoiceId);
    if (amount === null && owed.open <= 0n)
      throw fieldRefusal('invalid_input', 'amount', 'Nothing is owed. Type the amount that the customer wants to pay.');
    if (amount !== null) needPayable(amount, account.currency);
    const link = await newPayLink(work, { ...wished, publicUrl });
    if (isMailed) {
      if (customer.email === '') throw fieldRefusal('invalid_input', 'isMailed', 'This customer has no e-mail address.');
      const paid = {
        amount: amount ?? owed.open,
        currency: account.currency,
        numbers: amount === null ? owed.numbers : [],
        link: link.url,
      };
      const letter = payLinkLetter({ ...(await senderOf(work, customer)), ...paid });
      const key = `pay-link-${work.safe.sha256(link.url).slice(0, 24)}`;
      await queueSecretLetter(work, { key, to: customer.email, ...letter, accountId });
    }
    const detail = { invoiceId, amount: amount === null ? null : formatAmount(amount), isMailed };
    return done(link, { accountId, detail });
  },
);
