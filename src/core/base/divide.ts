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
