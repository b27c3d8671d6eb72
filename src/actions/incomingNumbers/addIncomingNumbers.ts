import type { Id } from '../../core/base/id.ts';
import type { Amount, UnitPrice } from '../../core/base/money.ts';
import { type FieldFault, Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { type PastedFault, readNumber, readPastedNumbers } from '../../core/routing/pastedNumbers.ts';
import { findIncomingOwners, insertIncomingNumbers, saveTerms } from '../../db/tables/incomingNumbers.ts';
import { existingProviders } from '../../db/tables/providers.ts';
import { lockSettings } from '../../db/tables/settings.ts';
import { action, done, type Work } from '../action.ts';
import { openInboundRate } from './inboundRate.ts';

export type AddIncomingNumbers = {
  /** One a line, as pasted. */
  readonly text: string;
  readonly providerId: Id | null;
  readonly monthlyCost: Amount;
  readonly monthlyPrice: Amount;
  readonly perMinute: UnitPrice;
};

/**
 * Puts pasted numbers into the stock: all of them, or none and a fault for each line that cannot be taken (`lines.3`), so
 * that what was pasted can be mended and sent again.
 */
export const addIncomingNumbers = action<AddIncomingNumbers, readonly string[]>(
  'incoming_number.add',
  'incoming_number.change',
  async (work, input) => {
    await needProvider(work, input.providerId);
    const plan = await lockSettings(work.tx);
    const { numbers, faults } = readPastedNumbers(input.text, plan);
    const owners = await findIncomingOwners(work.tx, numbers);
    const all = [...faults, ...takenLines(input.text, numbers, owners, plan)];
    if (all.length > 0) throw refuseLines(all);
    if (numbers.length === 0)
      throw new Refusal('invalid_input', { faults: [{ field: 'text', message: 'Paste at least one number.' }] });
    const at = formatInstant(work.now);
    const added = await insertIncomingNumbers(work.tx, { ...input, numbers, at });
    // Somebody pasted one of them at the same moment, after we looked.
    if (added.length < numbers.length) throw raced(numbers, added);
    for (const { id, number } of added) {
      const rateId = await openInboundRate(work, number, input.perMinute, null);
      if (rateId !== null) await saveTerms(work.tx, id, { ...input, rateId });
    }
    return done(numbers, { detail: { count: numbers.length, numbers: numbers.slice(0, 100), providerId: input.providerId } });
  },
);

/** Refuses a provider that is not there. */
export async function needProvider(work: Work, providerId: Id | null): Promise<void> {
  if (providerId !== null && (await existingProviders(work.tx, [providerId])).length === 0)
    throw new Refusal('invalid_input', { faults: [{ field: 'providerId', message: 'Choose a provider of the list.' }] });
}

function takenLines(
  text: string,
  numbers: readonly string[],
  owners: ReadonlyMap<string, Id | null>,
  plan: Parameters<typeof readNumber>[1],
): readonly PastedFault[] {
  if (owners.size === 0) return [];
  const left = new Set(numbers);
  return text.split(/\r\n|\r|\n/).flatMap((typed, index): readonly PastedFault[] => {
    const number = readNumber(typed, plan);
    const owner = number === undefined || !left.delete(number) ? undefined : owners.get(number);
    if (owner === undefined) return [];
    const message = owner === null ? 'This number is in stock already.' : 'A customer has this number already.';
    return [{ line: index + 1, text: typed.trim().slice(0, 60), message }];
  });
}

const faultsShownMax = 200;

function refuseLines(faults: readonly PastedFault[]): Refusal {
  const inOrder = [...faults].sort((a, b) => a.line - b.line).slice(0, faultsShownMax);
  return new Refusal('invalid_input', {
    faults: inOrder.map(
      ({ line, text, message }): FieldFault => ({ field: `lines.${line}`, message: `Line ${line}, “${text}”: ${message}` }),
    ),
  });
}

function raced(numbers: readonly string[], added: readonly { readonly number: string }[]): Refusal {
  const ours = new Set(added.map(({ number }) => number));
  const others = numbers.filter((number) => !ours.has(number));
  const message = `Somebody added ${others[0]} at the same moment. Send the list again.`;
  return new Refusal('number_taken', { message, faults: [{ field: 'text', message }] });
}
