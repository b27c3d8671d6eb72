import { divideHalfUp } from '../base/divide.ts';
import type { Seconds } from '../base/time.ts';
import type { DurationRounding } from './packageTerms.ts';

/**
 * The seconds that a call of so many milliseconds is rated for (R1): every begun second counts, 1 ms is 1 s, unless the
 * package rounds otherwise. Take both instants from one clock, the switch that carried the call; a negative length counts as none.
 */
export function wholeSeconds(milliseconds: number, rounding: DurationRounding = 'ceil'): Seconds {
  if (!Number.isSafeInteger(milliseconds)) throw new RangeError('a length is a whole number of milliseconds');
  return Math.max(0, roundings[rounding](milliseconds));
}

const roundings: Readonly<Record<DurationRounding, (milliseconds: number) => Seconds>> = {
  ceil: (milliseconds) => Math.ceil(milliseconds / 1000),
  half_up: (milliseconds) => Number(divideHalfUp(BigInt(milliseconds), 1000n)),
  floor: (milliseconds) => Math.floor(milliseconds / 1000),
};
