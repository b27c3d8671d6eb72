import type { Id } from '../../core/base/id.ts';
import { formatAmount, negate } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { addSeconds, formatInstant } from '../../core/base/time.ts';
import { posting } from '../../core/ledger/ledger.ts';
import type { RefundOutcome } from '../../core/payments/charge.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { listEntries, post } from '../../db/tables/ledger.ts';
import { lockRefund, type StoredRefund, saveRefundState } from '../../db/tables/refunds.ts';
import { action, done, nameOf, type Work } from '../action.ts';

export type NoteRefund = { readonly refundId: Id; readonly accountId: Id; readonly outcome: RefundOutcome };

/** Writes down what a gateway said of a refund. One that failed is taken back in the ledger: the customer has the money here again. */
export const noteRefund = action<NoteRefund, null>(
  'refund.note',
  'payment.refund',
  async (work, { refundId, accountId, outcome }) => {
    await lockAccount(work.tx, accountId);
    const refund = await lockRefund(work.tx, refundId);
    if (!refund || refund.accountId !== accountId) throw new Refusal('not_found');
    if (refund.state === 'succeeded' || refund.state === 'failed') return done(null, null);
    const problem = outcome.state === 'succeeded' ? '' : outcome.problem;
    const reference = outcome.state === 'succeeded' ? outcome.reference : '';
    const isOpen = outcome.state === 'unknown';
    const nextAskAt = isOpen ? formatInstant(addSeconds(work.now, Math.min(3600, 30 * 2 ** Math.min(refund.asks, 7)))) : null;
    await saveRefundState(work.tx, refundId, { state: outcome.state, problem, reference, nextAskAt });
    if (outcome.state === 'failed') await takeBack(work, refund);
    const detail = { refundId, paymentId: refund.paymentId, amount: formatAmount(refund.amount), state: outcome.state, problem };
    return done(null, isOpen && refund.state === 'unknown' ? null : { accountId, detail });
  },
);

async function takeBack(work: Work, refund: StoredRefund): Promise<void> {
  const mirror = (await listEntries(work.tx, refund.transferId)).map((one) => ({ ...one, amount: negate(one.amount) }));
  const head = { kind: 'refund' as const, key: `${refund.key} failed`, occurredAt: formatInstant(work.now) };
  await post(work.tx, { ...head, description: 'Refund failed', actorName: nameOf(work.doer) }, posting(...mirror));
}
