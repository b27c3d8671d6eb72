import type { PaymentType } from '../../core/accounts/account.ts';
import type { Id } from '../../core/base/id.ts';
import { formatInstant } from '../../core/base/time.ts';
import { closingCredits } from '../../core/extras/dueCharges.ts';
import { type ExtraChange, goOn } from '../../core/extras/extra.ts';
import { closeExtra, insertExtra, listChargesFrom, type StoredExtra } from '../../db/tables/extras.ts';
import type { Work } from '../action.ts';
import { book } from './chargeDueExtras.ts';

export type ExtrasOwner = { readonly id: Id; readonly paymentType: PaymentType; readonly currency: string };

/**
 * Saves a changed list of extras on this day. A removed one gives back what was charged for days that it does not last; one that takes
 * the place of another goes on from today, whatever its start, so that no day is paid twice.
 */
export async function saveExtras(
  work: Work,
  account: ExtrasOwner,
  change: ExtraChange<StoredExtra>,
  count: number,
  when: { readonly today: string; readonly zone: string },
): Promise<void> {
  for (const extra of change.removed) {
    const charges = await listChargesFrom(work.tx, extra.id, when.today);
    await closeExtra(work.tx, extra.id, when.today);
    const { description, isTaxable } = extra;
    const owner = { id: extra.id, accountId: account.id, paymentType: account.paymentType, description, isTaxable };
    for (const credit of closingCredits(extra, charges, when.today, account.currency))
      await book(work, owner, 'credit', credit, when.zone);
  }
  for (const [index, extra] of goOn(change, when.today).entries())
    await insertExtra(work.tx, account.id, count + index + 1, extra, formatInstant(work.now));
}
