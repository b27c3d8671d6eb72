import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { insertOwnPrices, lockOwnPrices } from '../../db/tables/bundles.ts';
import { action, done } from '../action.ts';

/** Gives an account a list of own prices, empty at first; a second time answers the one that it has. */
export const openOwnPrices = action<{ readonly accountId: Id }, Id>(
  'own_prices.open',
  'billing_package.change',
  async (work, { accountId }) => {
    const found = await lockOwnPrices(work.tx, accountId);
    if (!found) throw new Refusal('not_found');
    if (found.billingPackageId !== null) return done(found.billingPackageId, { accountId, detail: {} });
    const name = `Own prices of ${found.accountNumber}`;
    const id = await insertOwnPrices(work.tx, accountId, name, formatInstant(work.now));
    return done(id, { accountId, detail: { billingPackageId: id, name } });
  },
);
