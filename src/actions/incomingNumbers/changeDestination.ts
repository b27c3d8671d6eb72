import type { Id } from '../../core/base/id.ts';
import { type FieldFault, Refusal } from '../../core/base/refusal.ts';
import { destinationFaults } from '../../core/calls/destinationFaults.ts';
import { destinationText } from '../../core/calls/destinationText.ts';
import type { Destination, DestinationWindow } from '../../core/routing/incomingNumber.ts';
import { lockIncomingNumber, saveDestination } from '../../db/tables/incomingNumbers.ts';
import { lockSettings } from '../../db/tables/settings.ts';
import { action, done } from '../action.ts';
import { findTargets } from './findTargets.ts';

export type ChangeDestination = {
  readonly incomingNumberId: Id;
  readonly destination: Destination;
  readonly windows: readonly DestinationWindow[];
  readonly version: number;
};

/** Where calls to a number go, from the next one on. */
export const changeDestination = action<ChangeDestination, null>(
  'incoming_number.change_destination',
  'account.change',
  async (work, { incomingNumberId, destination, windows, version }) => {
    // Settings before numbers, in the order of every action that needs both.
    const plan = await lockSettings(work.tx);
    const found = await lockIncomingNumber(work.tx, incomingNumberId);
    if (!found) throw new Refusal('not_found');
    if (found.version !== version) throw new Refusal('stale_version');
    const { accountId, number } = found;
    if (accountId === null) throw new Refusal('stale_version', { message: `Nobody has +${number} any more.` });
    const targets = await findTargets(work.tx, accountId, plan);
    const faults: readonly FieldFault[] = [
      ...destinationFaults(destination, targets, 'destination'),
      ...windows.flatMap((window, index) => destinationFaults(window.destination, targets, `windows.${index}.destination`)),
    ];
    if (faults.length > 0) throw new Refusal('invalid_input', { faults });
    const [from, to] = [destinationText(found.destination, found.windows), destinationText(destination, windows)];
    if (from === to) return done(null, null);
    await saveDestination(work.tx, found.id, destination, windows);
    return done(null, { accountId, detail: { incomingNumber: number, changes: [{ field: 'destination', from, to }] } });
  },
);
