import { addSeconds, formatInstant, type Seconds } from '../../core/base/time.ts';
import { type TakenRefund, takeRefunds } from '../../db/tables/refunds.ts';
import { action, done } from '../action.ts';

const leaseSeconds: Seconds = 120;

/** Refunds by gateway that are to be sent or asked about. */
export const takeDueRefunds = action<{ readonly limit: number }, readonly TakenRefund[]>(
  'refund.take',
  'payment.refund',
  async (work, { limit }) => {
    const leaseUntil = formatInstant(addSeconds(work.now, leaseSeconds));
    return done(await takeRefunds(work.tx, formatInstant(work.now), leaseUntil, limit), null);
  },
);
