import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { lockNetworkNumber, saveSecret } from '../../db/tables/networkNumbers.ts';
import { type Credentials, giveSecret } from '../accounts/giveSecret.ts';
import { action, done } from '../action.ts';

/** Gives a phone a new secret; the old one stops working with the next registration or call. */
export const resetSecret = action<{ readonly networkNumberId: Id; readonly secret: string | undefined }, Credentials>(
  'network_number.reset_secret',
  'account.change',
  async (work, input) => {
    const found = await lockNetworkNumber(work.tx, input.networkNumberId);
    const account = found && (await lockAccount(work.tx, found.accountId));
    if (!found || !account) throw new Refusal('not_found');
    const { credentials, stored } = giveSecret(work, found.number, account.protocol, input.secret);
    await saveSecret(work.tx, found.id, stored);
    return done(credentials, { accountId: account.id, detail: { number: found.number } });
  },
);
