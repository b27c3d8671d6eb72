import type { Id } from '../../core/base/id.ts';
import { takeOwnerAway } from '../../db/tables/incomingNumbers.ts';
import { action, done } from '../action.ts';
import { lockNumber } from './takeFrom.ts';

/** Ends a number's rest: it may be given to anybody at once. */
export const endQuarantine = action<{ readonly incomingNumberId: Id }, null>(
  'incoming_number.end_quarantine',
  'incoming_number.change',
  async (work, { incomingNumberId }) => {
    const found = await lockNumber(work, incomingNumberId);
    if (found.quarantinedUntil === null) return done(null, null);
    await takeOwnerAway(work.tx, found.id, null);
    return done(null, { detail: { incomingNumber: found.number } });
  },
);
