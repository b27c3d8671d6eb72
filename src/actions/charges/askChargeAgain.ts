import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { hurryCharge, lockCharge } from '../../db/tables/cardCharges.ts';
import { action, done } from '../action.ts';

/** Staff wants to know now what became of an attempt; the job asks the gateway within seconds. */
export const askChargeAgain = action<{ readonly chargeId: Id }, null>(
  'charge.ask',
  'payment.record',
  async (work, { chargeId }) => {
    const charge = await lockCharge(work.tx, chargeId);
    if (!charge) throw new Refusal('not_found');
    const isOpen = await hurryCharge(work.tx, charge.gateway, charge.key, formatInstant(work.now));
    return done(null, isOpen ? { accountId: charge.accountId, detail: { chargeId } } : null);
  },
);
