import type { Seconds } from '../base/time.ts';

/**
 * The seconds that a call of so many milliseconds is rated for: every begun second counts, 1 ms is 1 s (R1).
 * Take both instants from one clock, the switch that carried the call; a negative length counts as none.
 */
export function wholeSeconds(milliseconds: number): Seconds {
  if (!Number.isSafeInteger(milliseconds)) throw new RangeError('a length is a whole number of milliseconds');
  return Math.max(0, Math.ceil(milliseconds / 1000));
}
