import { displayName } from '../../core/accounts/details.ts';
import type { Id } from '../../core/base/id.ts';
import { formatAmount } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { getAccountFields, lockAccount } from '../../db/tables/accounts.ts';
import { lockIncomingNumber, saveOwner } from '../../db/tables/incomingNumbers.ts';
import { action, done, type Work } from '../action.ts';
import { beginExtra, lockToday } from './numberExtra.ts';

export type AllocateIncomingNumber = { readonly incomingNumberId: Id; readonly accountId: Id };

/**
 * Gives a number of the stock to an account; its monthly price becomes an extra. Of two who want the same number at once
 * one gets it, and the other is told who has it.
 */
export const allocateIncomingNumber = action<AllocateIncomingNumber, null>(
  'incoming_number.allocate',
  'incoming_number.allocate',
  async (work, { incomingNumberId, accountId }) => {
    const today = await lockToday(work);
    const found = await lockIncomingNumber(work.tx, incomingNumberId);
    const account = found && (await lockAccount(work.tx, accountId));
    if (!account || !found) throw new Refusal('not_found');
    if (found.accountId !== null) throw await takenBy(work, found.number, found.accountId);
    const { quarantinedUntil } = found;
    if (quarantinedUntil !== null && quarantinedUntil > formatInstant(work.now)) {
      const until = quarantinedUntil.slice(0, 10);
      throw new Refusal('number_quarantined', { message: `+${found.number} rests until ${until} after its last customer.` });
    }
    const extraId = await beginExtra(work, account.id, found, today);
    await saveOwner(work.tx, found.id, account.id, extraId, formatInstant(work.now));
    const detail = { incomingNumber: found.number, monthlyPrice: formatAmount(found.monthlyPrice) };
    return done(null, { accountId: account.id, detail });
  },
);

async function takenBy(work: Work, number: string, accountId: Id): Promise<Refusal> {
  const { details } = await getAccountFields(work.tx, accountId);
  return new Refusal('number_taken', { message: `${displayName(details)} has the number +${number} already.` });
}
