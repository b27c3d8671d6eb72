import { addSeconds, formatInstant, type Seconds } from '../../core/base/time.ts';
import { dropPrePaidCharges, type TakenCharge, takeCharges } from '../../db/tables/cardCharges.ts';
import { action, done } from '../action.ts';

/** Longer than a gateway may take to answer; whoever dies meanwhile leaves the attempt to be asked about then. */
const leaseSeconds: Seconds = 120;

/** Attempts that are due: new ones, which become `sent` by this, and those that must be asked about. */
export const takeDueCharges = action<{ readonly limit: number }, readonly TakenCharge[]>(
  'charge.take',
  'payment.record',
  async (work, { limit }) => {
    const leaseUntil = formatInstant(addSeconds(work.now, leaseSeconds));
    await dropPrePaidCharges(work.tx, formatInstant(work.now));
    return done(await takeCharges(work.tx, formatInstant(work.now), leaseUntil, limit), null);
  },
);
