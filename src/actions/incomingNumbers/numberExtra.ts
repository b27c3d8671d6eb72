import type { Id } from '../../core/base/id.ts';
import { formatInstant, localDate } from '../../core/base/time.ts';
import type { StoredIncomingNumber } from '../../db/tables/incomingNumbers.ts';
import { endExtra, insertNumberExtra } from '../../db/tables/numberExtras.ts';
import { lockSettings } from '../../db/tables/settings.ts';
import type { Work } from '../action.ts';

/** What the customer pays each month for a number, as an extra from today on; null when it costs nothing. */
export async function beginExtra(
  work: Work,
  accountId: Id,
  { number, monthlyPrice: cost }: Pick<StoredIncomingNumber, 'number' | 'monthlyPrice'>,
  startsOn: string,
): Promise<Id | null> {
  if (cost === 0n) return null;
  const at = formatInstant(work.now);
  return insertNumberExtra(work.tx, accountId, { description: `Incoming number +${number}`, cost, startsOn, at });
}

/** The extra of a number ends today: what was charged for it stays. */
export async function stopExtra(work: Work, { extraId }: Pick<StoredIncomingNumber, 'extraId'>, today: string): Promise<void> {
  if (extraId !== null) await endExtra(work.tx, extraId, today);
}

/** The date in the operator's time zone. Locks the settings: before numbers, and those before accounts, in the order of every action here. */
export async function lockToday(work: Work): Promise<string> {
  return localDate(work.now, (await lockSettings(work.tx)).timeZone);
}
