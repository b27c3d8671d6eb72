import { addSeconds, formatInstant } from '../../core/base/time.ts';
import { deliveryDaysKept } from '../../core/wires/hookRetry.ts';
import { deleteOldDeliveries } from '../../db/tables/webhookDeliveries.ts';
import { action, done } from '../action.ts';

/** Forgets deliveries that are done with for a month; answers how many. */
export const forgetDeliveries = action<{ readonly limit: number }, number>(
  'webhook.forget',
  'webhook.change',
  async (work, { limit }) => {
    const before = formatInstant(addSeconds(work.now, -deliveryDaysKept * 86_400));
    return done(await deleteOldDeliveries(work.tx, before, limit), null);
  },
);
