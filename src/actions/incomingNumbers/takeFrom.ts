import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { lockIncomingNumber, type StoredIncomingNumber } from '../../db/tables/incomingNumbers.ts';
import { forgetCallerId } from '../../db/tables/networkNumbers.ts';
import type { Work } from '../action.ts';
import { stopExtra } from './numberExtra.ts';

/** The number, locked, or `not_found`. */
export async function lockNumber(work: Work, id: Id): Promise<StoredIncomingNumber> {
  const found = await lockIncomingNumber(work.tx, id);
  if (!found) throw new Refusal('not_found');
  return found;
}

/** What a customer loses with a number: its extra ends today, and no phone shows it any more. */
export async function takeFrom(work: Work, accountId: Id, found: StoredIncomingNumber, today: string): Promise<void> {
  await lockAccount(work.tx, accountId);
  await stopExtra(work, found, today);
  await forgetCallerId(work.tx, accountId, found.number);
}
