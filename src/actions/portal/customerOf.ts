import type { PortalUser } from '../../core/access/portal.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockNetworkNumber } from '../../db/tables/networkNumbers.ts';
import { lockMessage } from '../../db/tables/voicemailMessages.ts';
import type { Doer, Work } from '../action.ts';

/** The customer's person who acts; the account is the session's, never the request's. */
export function customerOf(doer: Doer): PortalUser {
  if (doer.kind !== 'portal_user') throw new Refusal('not_permitted');
  return doer;
}

/** Refuses a phone of another account as one that does not exist. */
export async function needOwnPhone(work: Work, networkNumberId: Id): Promise<void> {
  const { accountId } = customerOf(work.doer);
  const phone = await lockNetworkNumber(work.tx, networkNumberId);
  if (phone?.accountId !== accountId) throw new Refusal('not_found');
}

/** Refuses a message of another account as one that does not exist. */
export async function needOwnMessage(work: Work, messageId: Id): Promise<void> {
  const { accountId } = customerOf(work.doer);
  const message = await lockMessage(work.tx, messageId);
  if (message?.accountId !== accountId) throw new Refusal('not_found');
}
