import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { findLiveCharge } from '../../db/tables/cardCharges.ts';
import { findActiveGateway } from '../../db/tables/gatewaySettings.ts';
import { findLetterCustomer, findOwed, findPayLink } from '../../db/tables/payLinks.ts';
import { findCompanyName } from '../../db/tables/settings.ts';
import { action, done, type Work } from '../action.ts';

/** What somebody with a link may see: no name, no address, no other invoice. */
export type PayPage = {
  readonly accountId: Id;
  readonly invoiceId: Id | null;
  readonly companyName: string;
  readonly amount: Amount;
  readonly currency: string;
  readonly numbers: readonly string[];
  readonly canKeepCard: boolean;
  /** A payment is under way: its page, when the customer may go back to it. */
  readonly alive: { readonly pageUrl: string | null } | undefined;
  readonly hasGateway: boolean;
};

/** What a link to pay is about, now. An amount of nothing: it is paid. */
export const readPayLink = action<{ readonly token: string }, PayPage>('pay_link.read', 'anyone', async (work, { token }) =>
  done(await payPageOf(work, token), null),
);

export async function payPageOf(work: Work, token: string): Promise<PayPage> {
  const link = await findPayLink(work.tx, work.safe.sha256(token), formatInstant(work.now));
  const customer = link && (await findLetterCustomer(work.tx, link.accountId));
  if (!link || !customer) throw new Refusal('pay_link_invalid');
  const owed = await findOwed(work.tx, link.accountId, link.invoiceId);
  const alive = await findLiveCharge(work.tx, link.accountId);
  return {
    ...{ accountId: link.accountId, invoiceId: link.invoiceId, companyName: await findCompanyName(work.tx) },
    amount: link.amount ?? owed.open,
    currency: customer.currency,
    numbers: link.amount === null ? owed.numbers : [],
    canKeepCard: customer.paymentType === 'post_paid',
    alive: alive && { pageUrl: alive.origin === 'customer' ? alive.pageUrl : null },
    hasGateway: (await findActiveGateway(work.tx)) !== undefined,
  };
}
