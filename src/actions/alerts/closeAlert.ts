import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import * as alerts from '../../db/tables/alerts.ts';
import { action, done, nameOf } from '../action.ts';

/** An alert was seen to; it leaves the list of open ones. `mayCost`: by somebody who may see what providers cost; others have no such alerts. */
export const closeAlert = action<{ readonly alertId: Id; readonly mayCost: boolean }, null>(
  'alert.close',
  'account.change',
  async (work, { alertId, mayCost }) => {
    const closed = await alerts.closeAlert(work.tx, alertId, { at: formatInstant(work.now), by: nameOf(work.doer), mayCost });
    if (!closed) throw new Refusal('not_found');
    return done(null, { ...(closed.accountId !== null && { accountId: closed.accountId }), detail: { alertId } });
  },
);
