import { countMessages } from '../actions/calls/countMessages.ts';
import { readAccountNumbers } from '../actions/calls/readAccountNumbers.ts';
import { readBrowserPhoneNames } from '../actions/calls/readBrowserPhones.ts';
import type { CallMemory } from '../memory/callMemory.ts';
import { openCallsOf } from '../memory/openCalls.ts';
import type { CallDesk } from './callDesk.ts';

export type ChangeDesk = CallDesk & { readonly copies: CallMemory; readonly applyTrunks: () => Promise<void> };

/**
 * What call control does when the database says that something changed. Payloads are "account 42", "provider 7" and so on;
 * what it does not care about is passed over.
 */
export async function onChange(desk: ChangeDesk, payload: string): Promise<void> {
  const [noun, id = ''] = payload.split(' ');
  switch (noun) {
    case 'account':
      return onAccount(desk, BigInt(id));
    case 'money':
      return askAgainFor(desk, BigInt(id));
    case 'message':
      return desk.engine.tellMessages(await countMessages(desk.context, BigInt(id)));
    case 'billing_package':
      askRatesAgain(desk);
      return desk.copies.renewPackage(BigInt(id));
    case 'guard':
      return desk.copies.reload();
    case 'setting':
    case 'provider':
    case 'route':
      await desk.copies.reload();
      return desk.applyTrunks();
    default:
      return;
  }
}

/** A changed account is read again by its next call; a suspended one loses its calls now, and its phones their registrations. */
async function onAccount(desk: ChangeDesk, accountId: bigint): Promise<void> {
  desk.copies.forgetAccount(accountId);
  const { isActive, numbers } = await readAccountNumbers(desk.context, accountId);
  await desk.engine.forgetPhones([...numbers, ...(await readBrowserPhoneNames(desk.context, accountId))]);
  if (isActive) return;
  await Promise.all(openCallsOf(desk.open, accountId).map((one) => desk.engine.hangUp(one.callId)));
}

/** A package changed: calls that ring find their rate again when they are answered (charging.md R7). */
function askRatesAgain(desk: ChangeDesk): void {
  const now = desk.context.now();
  for (const one of desk.open.values()) {
    const { matched } = one;
    if (one.answeredAt !== undefined || matched === 'free') continue;
    const changesAt = matched.changesAt !== undefined && matched.changesAt < now ? matched.changesAt : now;
    desk.open.set(one.callId, { ...one, matched: { ...matched, changesAt } });
  }
}

/** Money moved, perhaps a top-up: calls that were about to end may ask at once. */
function askAgainFor(desk: ChangeDesk, accountId: bigint): void {
  for (const one of desk.open.values()) {
    if (one.isFinal && one.accountId === accountId) desk.open.set(one.callId, { ...one, askAfter: desk.context.now() });
  }
}

/** Commands of the panel, as it sends them on channel "command". */
export async function onCommand(desk: CallDesk, payload: string): Promise<void> {
  const command = JSON.parse(payload) as Partial<Record<'kind' | 'callId' | 'networkNumber' | 'dialled', string>> & {
    readonly seconds?: number;
  };
  if (command.kind === 'hang_up' && command.callId) return desk.engine.hangUp(command.callId);
  if (command.kind === 'test_call' && command.networkNumber && command.dialled) {
    return desk.engine.placeTestCall(command.networkNumber, command.dialled, command.seconds ?? 10);
  }
  throw new Error(`unknown command ${command.kind ?? ''}`);
}
