import type { Id } from '../../core/base/id.ts';
import { formatInstant } from '../../core/base/time.ts';
import { deleteIncomingNumber } from '../../db/tables/incomingNumbers.ts';
import { closeRate } from '../../db/tables/rates.ts';
import { action, done } from '../action.ts';
import { lockToday } from './numberExtra.ts';
import { lockNumber, takeFrom } from './takeFrom.ts';

/** Removes a number for good, also from the customer who has it. */
export const removeIncomingNumber = action<{ readonly incomingNumberId: Id }, null>(
  'incoming_number.remove',
  'incoming_number.change',
  async (work, { incomingNumberId }) => {
    const today = await lockToday(work);
    const found = await lockNumber(work, incomingNumberId);
    const { accountId, number, rateId } = found;
    if (accountId !== null) await takeFrom(work, accountId, found, today);
    await deleteIncomingNumber(work.tx, found.id);
    if (rateId !== null) await closeRate(work.tx, rateId, formatInstant(work.now));
    return done(null, { ...(accountId !== null && { accountId }), detail: { incomingNumber: number } });
  },
);
