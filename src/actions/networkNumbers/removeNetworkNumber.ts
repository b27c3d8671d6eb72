import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { deleteNetworkNumber, forgetCallerId, hasCalls, lockNetworkNumber } from '../../db/tables/networkNumbers.ts';
import { removeMessagesOf } from '../../db/tables/voicemailMessages.ts';
import { action, done } from '../action.ts';

/** Removes a phone that never called. The customer number stays as long as its account. */
export const removeNetworkNumber = action<{ readonly networkNumberId: Id }, null>(
  'network_number.remove',
  'account.change',
  async (work, input) => {
    const found = await lockNetworkNumber(work.tx, input.networkNumberId);
    const account = found && (await lockAccount(work.tx, found.accountId));
    if (!found || !account) throw new Refusal('not_found');
    if (account.customerNumber === found.number)
      throw new Refusal('in_use', { message: 'This is the customer number: it stays as long as the account.' });
    if (await hasCalls(work.tx, found.id))
      throw new Refusal('in_use', { message: 'This phone has called before, so its number is kept. Switch it off instead.' });
    await forgetCallerId(work.tx, account.id, found.number);
    await removeMessagesOf(work.tx, found.id, work.now);
    await deleteNetworkNumber(work.tx, found.id);
    return done(null, { accountId: account.id, detail: { number: found.number } });
  },
);
