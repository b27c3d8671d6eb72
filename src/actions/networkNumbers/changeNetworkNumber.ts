import { fieldChanges } from '../../core/base/fieldChange.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { isOwnNumber, lockNetworkNumber, type NetworkNumberChange, updateNetworkNumber } from '../../db/tables/networkNumbers.ts';
import { action, done } from '../action.ts';

export type ChangeNetworkNumber = Omit<NetworkNumberChange, 'callerId'> & {
  readonly networkNumberId: Id;
  /** Undefined: as it is. */
  readonly callerId?: string | undefined;
  /** A member of staff has seen that this customer may show a number that is not its own here. */
  readonly isCallerIdApproved?: boolean | undefined;
};

/** Renames, limits or switches a phone, and chooses the number that it shows: one of its account's own. */
export const changeNetworkNumber = action<ChangeNetworkNumber, null>(
  'network_number.change',
  'account.change',
  async (work, { networkNumberId, isCallerIdApproved = false, ...wished }) => {
    const found = await lockNetworkNumber(work.tx, networkNumberId);
    if (!found) throw new Refusal('not_found');
    const { id: _id, accountId, number, ...stored } = found;
    const change = { ...wished, callerId: wished.callerId ?? stored.callerId };
    const isNew = change.callerId !== '' && change.callerId !== stored.callerId;
    if (isNew && !isCallerIdApproved && !(await isOwnNumber(work.tx, accountId, change.callerId)))
      throw fieldRefusal('invalid_input', 'callerId', "Choose one of this account's own numbers.");
    const changes = fieldChanges(stored, change);
    if (changes.length === 0) return done(null, null);
    await updateNetworkNumber(work.tx, networkNumberId, change);
    const detail = { number, changes, ...(isNew && isCallerIdApproved && { isCallerIdApproved }) };
    return done(null, { accountId, detail });
  },
);
