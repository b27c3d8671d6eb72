import { formatAmount } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { localDate } from '../../core/base/time.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import type { Posted } from '../../db/tables/ledger.ts';
import { findTimeZone } from '../../db/tables/settings.ts';
import { action, done } from '../action.ts';
import { bookPayment } from '../payments/bookPayment.ts';
import type { Movement } from './postMovement.ts';

/** Money received from the customer, quickly: a payment whose way nobody asked. Pays what is open, oldest due first. */
export const topUp = action<Movement, Posted>(
  'money.top_up',
  'money.top_up',
  async (work, { accountId, amount, reason, key }) => {
    const account = await lockAccount(work.tx, accountId);
    if (!account) throw new Refusal('not_found');
    const receivedOn = localDate(work.now, await findTimeZone(work.tx));
    const wished = { method: 'other', amount, receivedOn, reference: '', note: reason, key } as const;
    const { transferId, isNew } = await bookPayment(work, account, wished);
    return done(
      { transferId, isNew },
      isNew ? { accountId, detail: { amount: formatAmount(amount), reason, key, transferId } } : null,
    );
  },
);
