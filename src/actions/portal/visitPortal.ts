import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { action, done, selfOf } from '../action.ts';
import type { Origin } from '../staff/openSession.ts';
import { openPortalSession } from './openPortalSession.ts';

export type VisitPortal = { readonly accountId: Id; readonly origin: Origin };

/** Somebody of the operator looks at a customer's portal for half an hour, changes nothing, and stands in the history for it. */
export const visitPortal = action<VisitPortal, string>('portal.visit', 'portal.visit', async (work, { accountId, origin }) => {
  if (!(await lockAccount(work.tx, accountId))) throw new Refusal('not_found');
  const token = await openPortalSession(work, { accountId, staffId: selfOf(work.doer) }, origin);
  return done(token, { accountId });
});
