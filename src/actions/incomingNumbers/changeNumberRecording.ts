import { fieldChanges } from '../../core/base/fieldChange.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockNumberRecording, type NumberRecording, saveNumberRecording } from '../../db/tables/phoneSafety.ts';
import { action, done } from '../action.ts';

/** Says whether calls to an incoming number are recorded for its account, whoever answers. */
export const changeNumberRecording = action<NumberRecording & { readonly incomingNumberId: Id; readonly version: number }, null>(
  'incoming_number.change_recording',
  'account.change',
  async (work, { incomingNumberId, version, ...wished }) => {
    const found = await lockNumberRecording(work.tx, incomingNumberId);
    if (!found) throw new Refusal('not_found');
    if (found.version !== version) throw new Refusal('stale_version');
    const { accountId, number, stored } = found;
    if (accountId === null) throw new Refusal('stale_version', { message: `Nobody has +${number} any more.` });
    const changes = fieldChanges(stored, wished);
    if (changes.length === 0) return done(null, null);
    await saveNumberRecording(work.tx, incomingNumberId, wished);
    return done(null, { accountId, detail: { incomingNumber: number, changes } });
  },
);
