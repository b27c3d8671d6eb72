import { localDate } from '../../core/base/time.ts';
import { type ChargeFailure, chargeFailures, isWorthRetrying, nextAttemptOn } from '../../core/payments/charge.ts';
import { countFailures, type StoredCharge } from '../../db/tables/cardCharges.ts';
import { findGatewayCard } from '../../db/tables/gatewayCards.ts';
import { findLetterCustomer, findOwed } from '../../db/tables/payLinks.ts';
import { getPaymentSettings } from '../../db/tables/paymentSettings.ts';
import { findTimeZone } from '../../db/tables/settings.ts';
import { chargeFailedLetter } from '../../mail/letters/money.ts';
import type { Work } from '../action.ts';
import { queueSecretLetter } from '../mail/queueSecretLetter.ts';
import { newPayLink, senderOf } from './payLinkLetter.ts';

/**
 * Tells the customer once that the card was not charged, with a link to pay; not when the customer stood at the page, and not when the
 * attempt never reached the gateway, which is our own affair.
 */
export async function tellFailure(work: Work, charge: StoredCharge, failure: ChargeFailure, publicUrl: string): Promise<void> {
  if (charge.origin === 'customer' || failure === 'not_received') return;
  const customer = await findLetterCustomer(work.tx, charge.accountId);
  const owed = await findOwed(work.tx, charge.accountId, charge.invoiceId);
  const card = await findGatewayCard(work.tx, charge.accountId, charge.gateway);
  if (!customer || customer.email === '' || owed.open <= 0n || !card) return;
  const { url } = await newPayLink(work, { accountId: charge.accountId, invoiceId: charge.invoiceId, amount: null, publicUrl });
  const letter = chargeFailedLetter({
    ...(await senderOf(work, customer)),
    ...{ amount: owed.open, currency: charge.currency, numbers: owed.numbers, link: url, card: `•••• ${card.lastFour}` },
    ...{ reason: chargeFailures[failure], nextOn: await nextOn(work, charge, failure) },
  });
  await queueSecretLetter(work, {
    key: `charge-failed-${charge.id}`,
    to: customer.email,
    ...letter,
    accountId: charge.accountId,
  });
}

async function nextOn(work: Work, { invoiceId, gateway }: StoredCharge, failure: ChargeFailure): Promise<string | undefined> {
  const { chargesCards, retryDays } = await getPaymentSettings(work.tx);
  if (!chargesCards || invoiceId === null || !isWorthRetrying(failure)) return undefined;
  const today = localDate(work.now, await findTimeZone(work.tx));
  return nextAttemptOn(retryDays, Math.max(1, await countFailures(work.tx, invoiceId, gateway)), today);
}
