import { lockAccount } from '../../db/tables/accounts.ts';
import { findHoldsToLift } from '../../db/tables/dunning.ts';
import { action, done } from '../action.ts';
import { liftIfPaid } from './liftIfPaid.ts';

/** Restores accounts that no longer owe what they were held for, where no payment did it (a credit note). Answers how many. */
export const liftHolds = action<{ readonly limit: number }, number>('dunning.lift', 'payment.record', async (work, { limit }) => {
  const accounts = await findHoldsToLift(work.tx, limit);
  for (const accountId of accounts) {
    await lockAccount(work.tx, accountId);
    await liftIfPaid(work, accountId);
  }
  return done(accounts.length, null);
});
