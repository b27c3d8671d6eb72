import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockNetworkNumber, type NetworkNumberChange, updateNetworkNumber } from '../../db/tables/networkNumbers.ts';
import { action, done } from '../action.ts';

/** Renames, limits or switches a phone. */
export const changeNetworkNumber = action<NetworkNumberChange & { readonly networkNumberId: Id }, null>(
  'network_number.change',
  'account.change',
  async (work, { networkNumberId, ...change }) => {
    const found = await lockNetworkNumber(work.tx, networkNumberId);
    if (!found) throw new Refusal('not_found');
    await updateNetworkNumber(work.tx, networkNumberId, change);
    return done(null, { accountId: found.accountId, detail: { number: found.number, ...change } });
  },
);
