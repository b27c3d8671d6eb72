import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import * as alerts from '../../db/tables/alerts.ts';
import { action, done, nameOf } from '../action.ts';

/** An alert was seen to; it leaves the list of open ones. */
export const closeAlert = action<{ readonly alertId: Id }, null>('alert.close', 'account.change', async (work, { alertId }) => {
  const closed = await alerts.closeAlert(work.tx, alertId, formatInstant(work.now), nameOf(work.doer));
  if (!closed) throw new Refusal('not_found');
  return done(null, { ...(closed.accountId !== null && { accountId: closed.accountId }), detail: { alertId } });
});
