import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { addSeconds, formatInstant } from '../../core/base/time.ts';
import { takeOwnerAway } from '../../db/tables/incomingNumbers.ts';
import { action, done } from '../action.ts';
import { lockToday } from './numberExtra.ts';
import { lockNumber, takeFrom } from './takeFrom.ts';

export type ReleaseIncomingNumber = { readonly incomingNumberId: Id; readonly quarantineDays: number };

const secondsOfDay = 86_400;

/** Takes a number back into the stock, where it rests; its extra ends today and no phone shows it any more. */
export const releaseIncomingNumber = action<ReleaseIncomingNumber, null>(
  'incoming_number.release',
  'incoming_number.allocate',
  async (work, { incomingNumberId, quarantineDays }) => {
    const today = await lockToday(work);
    const found = await lockNumber(work, incomingNumberId);
    const { accountId, number } = found;
    if (accountId === null) throw new Refusal('stale_version', { message: `Nobody has +${number} any more.` });
    await takeFrom(work, accountId, found, today);
    const until = quarantineDays === 0 ? null : formatInstant(addSeconds(work.now, quarantineDays * secondsOfDay));
    await takeOwnerAway(work.tx, found.id, until);
    return done(null, { accountId, detail: { incomingNumber: number, quarantineDays } });
  },
);
