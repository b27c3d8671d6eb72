/**
 * The only places where money is divided. Each works on the magnitude, so that a credit mirrors its charge
 * (charging.md R10): `divideUp` goes away from zero, `divideDown` towards it. The divisor must be positive.
 */

/** The quotient, away from zero when something remains: the rest is charged. */
export function divideUp(numerator: bigint, divisor: bigint): bigint {
  const quotient = numerator / positive(divisor);
  if (quotient * divisor === numerator) return quotient;
  return numerator < 0n ? quotient - 1n : quotient + 1n;
}

/** The quotient, towards zero: the rest is forgone. */
export function divideDown(numerator: bigint, divisor: bigint): bigint {
  return numerator / positive(divisor);
}

/** To the nearest whole number; an exact half goes away from zero. */
export function divideHalfUp(numerator: bigint, divisor: bigint): bigint {
  const twice = 2n * numerator;
  return (numerator < 0n ? twice - positive(divisor) : twice + positive(divisor)) / (2n * divisor);
}

/** To the nearest whole number; an exact half goes to the even neighbour (IEEE 754 and ISO 80000 call it banker's rounding). */
export function divideHalfEven(numerator: bigint, divisor: bigint): bigint {
  const nearest = divideHalfUp(numerator, divisor);
  const isHalf = 2n * (numerator % divisor) === (numerator < 0n ? -divisor : divisor);
  if (!isHalf || nearest % 2n === 0n) return nearest;
  return numerator < 0n ? nearest + 1n : nearest - 1n;
}

/** The rounding modes that an operator can choose for a billing package, by the name used on the wire. */
export const roundingModes = {
  half_up: divideHalfUp,
  up: divideUp,
  down: divideDown,
  half_even: divideHalfEven,
} as const;

export type RoundingMode = keyof typeof roundingModes;
export const roundingModeList = Object.keys(roundingModes) as [RoundingMode, ...RoundingMode[]];

function positive(divisor: bigint): bigint {
  if (divisor <= 0n) throw new RangeError('money is divided by a positive number only');
  return divisor;
}

/**
 * Shares out a total of whole `unit`s so that the shares are whole units too and add up to it: each part is cut down, and the missing
 * units go to the largest rests, the first of equals first (largest remainder, charging.md R12). When the total was not rounded from these
 * very parts, every part first gets the same number of units.
 */
export function allocate(parts: readonly bigint[], total: bigint, unit: bigint): readonly bigint[] {
  const cut = parts.map((part) => part - floorRest(part, positive(unit)));
  const missing = (total - cut.reduce((sum, one) => sum + one, 0n)) / unit;
  if (total % unit !== 0n || (parts.length === 0 && total !== 0n)) throw new RangeError(`${total} cannot be shared out`);
  if (parts.length === 0) return [];
  const count = BigInt(parts.length);
  const lucky = floorRest(missing, count);
  const toEach = ((missing - lucky) / count) * unit;
  const byRest = parts
    .map((part, index) => ({ index, rest: floorRest(part, unit) }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  const isLucky = new Set(byRest.slice(0, Number(lucky)).map(({ index }) => index));
  return cut.map((one, index) => one + toEach + (isLucky.has(index) ? unit : 0n));
}

/** What a number lies above the whole unit below it, also when it is below zero. */
function floorRest(part: bigint, unit: bigint): bigint {
  const rest = part % unit;
  return rest < 0n ? rest + unit : rest;
}
