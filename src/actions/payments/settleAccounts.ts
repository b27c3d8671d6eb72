import { lockAccount } from '../../db/tables/accounts.ts';
import { findAccountsToSettle } from '../../db/tables/allocations.ts';
import { action, done } from '../action.ts';
import { settleAccount } from './settleAccount.ts';

/** Pays invoices that were issued after an over-payment, or beside a credit note, with the credit that is there. Answers how many accounts. */
export const settleAccounts = action<{ readonly limit: number }, number>(
  'payment.settle',
  'payment.record',
  async (work, { limit }) => {
    const accounts = await findAccountsToSettle(work.tx, limit);
    for (const accountId of accounts) {
      await lockAccount(work.tx, accountId);
      await settleAccount(work, accountId);
    }
    return done(accounts.length, null);
  },
);
