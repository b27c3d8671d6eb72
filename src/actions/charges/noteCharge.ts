import type { Id } from '../../core/base/id.ts';
import { formatAmount } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { addSeconds, formatInstant, localDate, type Seconds } from '../../core/base/time.ts';
import { type Allocation, oldestFirst } from '../../core/payments/allocate.ts';
import { type ChargeOutcome, mayBecome } from '../../core/payments/charge.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { lockOpenInvoices } from '../../db/tables/allocations.ts';
import { lockCharge, type StoredCharge, saveChargeResult } from '../../db/tables/cardCharges.ts';
import { replaceGatewayCard } from '../../db/tables/gatewayCards.ts';
import { findTimeZone } from '../../db/tables/settings.ts';
import { action, done, nameOf, type Work } from '../action.ts';
import { bookPayment } from '../payments/bookPayment.ts';
import { settleAccount } from '../payments/settleAccount.ts';
import { tellFailure } from './tellFailure.ts';

export type NoteCharge = {
  readonly chargeId: Id;
  readonly accountId: Id;
  /** `open`: the customer is still on the gateway's page. `absent`: the gateway has never heard of the attempt. */
  readonly outcome: ChargeOutcome | { readonly state: 'open' } | { readonly state: 'absent' };
  readonly publicUrl: string;
};

/** What is absent so long after it was sent never arrived: longer than any request is on its way. Seconds. */
const lostAfterSeconds: Seconds = 15 * 60;
/** The pause before the first, second … question; the last one repeats. Seconds. */
const askPauses: readonly Seconds[] = [10, 30, 60, 300, 900, 3600];

/**
 * Writes down what a gateway said of an attempt. The same answer twice, late or in any order does the same as once: a success is
 * booked once as a payment, what failed is told to the customer once, what nobody knows is asked again.
 */
export const noteCharge = action<NoteCharge, null>('charge.note', 'payment.record', async (work, input) => {
  const account = await lockAccount(work.tx, input.accountId);
  const charge = account && (await lockCharge(work.tx, input.chargeId));
  if (!charge || charge.accountId !== account.id) throw new Refusal('not_found');
  const outcome = settled(work, charge, input.outcome);
  if (outcome === 'ask_again') {
    if (charge.state === 'sent' || charge.state === 'unknown') await putOff(work, charge, charge.state, '');
    return done(null, null);
  }
  if (!mayBecome(charge.state, outcome.state)) return done(null, null);
  const known = {
    accountId: account.id,
    detail: { chargeId: charge.id, amount: formatAmount(charge.amount), ...shown(outcome) },
  };
  if (outcome.state === 'unknown') {
    await putOff(work, charge, 'unknown', outcome.problem);
    return done(null, charge.state === 'unknown' ? null : known);
  }
  const finishedAt = formatInstant(work.now);
  const end = { problem: '', reference: outcome.reference, nextAskAt: null, finishedAt };
  if (outcome.state === 'failed') {
    await saveChargeResult(work.tx, charge.id, { ...end, state: 'failed', failure: outcome.failure, paymentId: null });
    await tellFailure(work, charge, outcome.failure, input.publicUrl);
    return done(null, known);
  }
  // Before the payment: a card that is kept for later stands on the account whatever becomes of the money.
  if (outcome.card && charge.keepsCard && account.paymentType === 'post_paid')
    await replaceGatewayCard(work.tx, {
      ...{ ...outcome.card, accountId: account.id, gateway: charge.gateway, paymentCardId: null },
      ...{ createdAt: finishedAt, createdBy: nameOf(work.doer) },
    });
  const booked = await bookPayment(work, account, {
    ...{ method: 'card', amount: charge.amount, reference: outcome.reference, note: '', key: charge.key },
    receivedOn: localDate(work.now, await findTimeZone(work.tx)),
    allocations: await ofCharge(work, charge),
  });
  // What is left over pays whatever else is open; more than that is credit.
  await settleAccount(work, account.id);
  await saveChargeResult(work.tx, charge.id, { ...end, state: 'succeeded', failure: null, paymentId: booked.paymentId });
  return done(null, known);
});

/** The invoice that was charged comes first, as far as it is still open: somebody may have paid it meanwhile. */
async function ofCharge(work: Work, { accountId, invoiceId, amount }: StoredCharge): Promise<readonly Allocation[]> {
  const open = (await lockOpenInvoices(work.tx, accountId)).filter((one) => one.invoiceId === invoiceId);
  return oldestFirst(amount, open);
}

/** What an answer means for this attempt now. */
function settled(work: Work, charge: StoredCharge, outcome: NoteCharge['outcome']): ChargeOutcome | 'ask_again' {
  if (outcome.state === 'open') return 'ask_again';
  if (outcome.state !== 'absent') return outcome;
  const isLost = charge.sentAt !== null && work.now >= addSeconds(charge.sentAt, lostAfterSeconds);
  if (!isLost) return 'ask_again';
  return { state: 'failed', failure: charge.origin === 'customer' ? 'abandoned' : 'not_received', reference: '' };
}

async function putOff(work: Work, charge: StoredCharge, state: 'sent' | 'unknown', problem: string): Promise<void> {
  const pause = askPauses[Math.min(charge.asks, askPauses.length - 1)] ?? 3600;
  const nextAskAt = formatInstant(addSeconds(work.now, pause));
  const open = { failure: null, problem, reference: '', finishedAt: null, paymentId: null };
  await saveChargeResult(work.tx, charge.id, { ...open, state, nextAskAt });
}

function shown(outcome: ChargeOutcome): Readonly<Record<string, string>> {
  if (outcome.state === 'failed') return { state: 'failed', failure: outcome.failure };
  return outcome.state === 'unknown' ? { state: 'unknown', problem: outcome.problem } : { state: 'succeeded' };
}
