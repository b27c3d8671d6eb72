import type { RoundingMode } from '../base/divide.ts';
import type { UnitPrice } from '../base/money.ts';
import type { Seconds } from '../base/time.ts';

/**
 * The price rule for one destination prefix of a billing package.
 * `http/contract/rates.ts` states the limits; inside, they hold: no number is negative, blocks are at least one second.
 */
export type Rate = {
  /** The first digits of the numbers it is for, E.164 without `+`. Empty = every number (the default route). */
  readonly prefix: string;
  /** What people call the destination: "Australia mobile". Not a key. */
  readonly destination: string;
  /** Charged once as soon as anything is charged. Currency units. */
  readonly flagFall: UnitPrice;
  /** Currency units for each `perSeconds`; for an untimed rate: for the whole call. */
  readonly price: UnitPrice;
  /** What `price` and `initialPrice` are for: 60 = a minute. Seconds, at least 1. */
  readonly perSeconds: Seconds;
  /** The first block, charged in full. Seconds, at least 1. Trade notation "60/6": 60 here, 6 in `increment`. */
  readonly initialIncrement: Seconds;
  /** What the first block costs for each `perSeconds`; absent = `price`. */
  readonly initialPrice?: UnitPrice;
  /** Every further block, charged in full. Seconds, at least 1. */
  readonly increment: Seconds;
  /** `price` once, whatever the length. Blocks and `initialPrice` then have no effect. */
  readonly untimed: boolean;
  /** A call of at most so many seconds is free; a longer one is charged from its first second (R2). */
  readonly graceSeconds: Seconds;
  /** A charged call counts as at least so long (R3). Seconds. */
  readonly minimumSeconds: Seconds;
  /** A charged call costs at least this, flag fall included (R9). Currency units. */
  readonly minimumCharge: UnitPrice;
  /** The customer pays no more than this and the call goes on (R9). Absent = no limit. Currency units. */
  readonly maximumCharge?: UnitPrice;
  /** No call may go to this prefix, even where a shorter prefix would allow it (R15). */
  readonly blocked: boolean;
};

/** How the billing package rounds the price of a call, once, at the end (R10). */
export type Rounding = {
  /** Digits after the point, 0 to 8. */
  readonly decimals: number;
  readonly roundingMode: RoundingMode;
};

/** What a retail package uses when nobody chose (R10). */
export const defaultRounding: Rounding = { decimals: 4, roundingMode: 'half_up' };

/** True when no length of call costs anything: such a call needs no money, not even a balance (charging.md A1). */
export function isFree(rate: Rate): boolean {
  if (rate.minimumCharge > 0n) return false;
  if (rate.maximumCharge === 0n) return true;
  const firstPrice = rate.untimed ? rate.price : (rate.initialPrice ?? rate.price);
  return rate.flagFall === 0n && rate.price === 0n && firstPrice === 0n;
}
