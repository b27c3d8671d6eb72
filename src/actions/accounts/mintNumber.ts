import { fieldRefusal } from '../../core/base/refusal.ts';
import { findFreeNumber, isNumberTaken } from '../../db/tables/networkNumbers.ts';
import { type LockedSettings, saveNextNumber } from '../../db/tables/settings.ts';
import type { Work } from '../action.ts';

/** A network number has at most 15 digits (E.164). */
const largest = 999_999_999_999_999n;

/**
 * The number that was asked for, or the next free one, which is counted past. The settings row is locked by then, so of two
 * operators who save at once both get a number and never the same one.
 */
export async function takeNumber(
  work: Work,
  settings: LockedSettings,
  wished: string | undefined,
  field: string,
): Promise<string> {
  if (wished !== undefined) return checkWished(work, settings, wished, field);
  const free = await nextFreeNumber(work, settings);
  await saveNextNumber(work.tx, free + 1n);
  return String(free);
}

/** The first free number from the counter on; taken and emergency numbers are skipped. */
export async function nextFreeNumber(
  work: Work,
  settings: Pick<LockedSettings, 'nextNumber' | 'emergencyNumbers'>,
): Promise<bigint> {
  for (let from = settings.nextNumber; from <= largest; from += 1000n) {
    const free = await findFreeNumber(work.tx, from, settings.emergencyNumbers);
    if (free !== undefined && free <= largest) return free;
  }
  throw fieldRefusal(
    'invalid_input',
    'customerNumber',
    'The numbers from the Base Number on are used up. Set another Base Number.',
  );
}

async function checkWished(work: Work, settings: LockedSettings, wished: string, field: string): Promise<string> {
  const isEmergency = settings.emergencyNumbers.includes(wished);
  if (!isEmergency && !(await isNumberTaken(work.tx, wished))) return wished;
  const free = String(await nextFreeNumber(work, settings));
  const why = isEmergency ? 'is an emergency number' : 'is taken';
  throw fieldRefusal('customer_number_taken', field, `The number ${wished} ${why}. The next free one is ${free}.`, free);
}
