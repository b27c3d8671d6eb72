import { coverAccounts } from '../../db/tables/accountGuards.ts';
import { action, done } from '../action.ts';

/** Guards the next accounts that were there before the guard; answers how many. */
export const coverMoreAccounts = action<{ readonly limit: number }, number>(
  'guard.cover',
  'setting.change',
  async (work, { limit }) => {
    const count = await coverAccounts(work.tx, limit);
    return done(count, count === 0 ? null : { detail: { count } });
  },
);
