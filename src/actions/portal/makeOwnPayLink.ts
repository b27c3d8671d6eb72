import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import { action } from '../action.ts';
import { makePayLink } from '../charges/makePayLink.ts';
import { customerOf } from './customerOf.ts';

export type MakeOwnPayLink = { readonly invoiceId: Id | null; readonly amount: Amount | null; readonly publicUrl: string };

/** A customer goes to pay by card: all that is owed, one invoice of theirs, or an amount. */
export const makeOwnPayLink = action<MakeOwnPayLink, { readonly url: string; readonly expiresAt: string }>(
  'pay_link.make',
  'portal_change',
  (work, { invoiceId, amount, publicUrl }) =>
    makePayLink.perform(work, {
      ...{ accountId: customerOf(work.doer).accountId, isMailed: false, publicUrl, amount },
      // An amount is paid for the account; only what an invoice of the account owes is paid for that invoice.
      invoiceId: amount === null ? invoiceId : null,
    }),
);
