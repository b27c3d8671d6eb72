import type { RoundingMode } from '../base/divide.ts';
import type { UnitPrice } from '../base/money.ts';
import type { Seconds } from '../base/time.ts';
import type { IncludedSeconds } from './includedSeconds.ts';
import type { PackageTerms } from './packageTerms.ts';

/** What talk costs from the answer on, or from a later second: a price for so many seconds, and the blocks it is charged in. */
type BlockPrices = {
  /** Currency units for each `perSeconds`; untimed: once, until the next slot or the end. */
  readonly price: UnitPrice;
  /** What `price` and `initialPrice` are for: 60 = a minute. Seconds, at least 1. */
  readonly perSeconds: Seconds;
  /** The block that begins exactly here, charged in full. Seconds, at least 1. Trade notation "60/6": 60 here, 6 in `increment`. */
  readonly initialIncrement: Seconds;
  /** What that first block costs for each `perSeconds`; absent = `price`. */
  readonly initialPrice?: UnitPrice;
  /** Every further block, charged in full. Seconds, at least 1. */
  readonly increment: Seconds;
  /** `price` once, whatever the length. Blocks and `initialPrice` then have no effect. */
  readonly untimed: boolean;
};

/** A further slot (R4): from this second of the call on, talk has these prices. The call's seconds are never counted anew. */
export type Slot = BlockPrices & {
  /** The second of the call at which it begins; at least 1, each once, rising. */
  readonly fromSecond: Seconds;
  /** Charged once, when the first block of this slot is charged. Absent = nothing. Currency units. */
  readonly fee?: UnitPrice;
};

/** One set of prices: from the answer on, and from later seconds on. */
export type Prices = BlockPrices & {
  /** Charged once as soon as anything is charged. Currency units. */
  readonly flagFall: UnitPrice;
  /** Further slots by `fromSecond`. Absent = the call has one price from beginning to end. */
  readonly slots?: readonly Slot[];
};

/** Another set of prices while a time band of the package is in force (R6). */
export type BandPrices = Prices & {
  /** Name of the band, as the package's calendar has it. A band that the calendar does not know is never in force. */
  readonly band: string;
};

/** Charged once when a call lasts longer than `afterSeconds` (R9). Currency units. */
export type Surcharge = { readonly afterSeconds: Seconds; readonly amount: UnitPrice };

/**
 * The price rule for one destination prefix of a billing package.
 * `http/contract/rates.ts` states the limits; inside, they hold: blocks are at least one second, and no number is negative
 * but the prices of a revenue-share package (R13).
 */
export type Rate = Prices & {
  /** The first digits of the numbers it is for, E.164 without `+`. Empty = every number (the default route). */
  readonly prefix: string;
  /** What people call the destination: "Australia mobile". Not a key. */
  readonly destination: string;
  /** A call of at most so many seconds is free; a longer one is charged from its first second (R2; other ways: `PackageTerms`). */
  readonly graceSeconds: Seconds;
  /** A charged call counts as at least so long (R3). Seconds. */
  readonly minimumSeconds: Seconds;
  /** A charged call costs at least this, flag fall included (R9). Currency units. */
  readonly minimumCharge: UnitPrice;
  /** The customer pays no more than this and the call goes on (R9). Absent = no limit. Currency units. */
  readonly maximumCharge?: UnitPrice;
  /** No call may go to this prefix, even where a shorter prefix would allow it (R15). */
  readonly blocked: boolean;
  /** Other prices in time bands; hours without a band, and bands without prices here, have the rate's own. */
  readonly bands?: readonly BandPrices[];
  readonly surcharges?: readonly Surcharge[];
  /** Added to fee, usage and surcharges, before the limits (R9): 125000 = 12.5 %. Whole millionths, at least 1. */
  readonly surchargeMillionths?: number;
  /** Charged once for a call that was let through and never answered. Absent = nothing, the custom of the trade. Currency units. */
  readonly attemptFee?: UnitPrice;
  /** Included seconds that this call may use, put in by whoever plans or settles it (R8). Absent = none. */
  readonly included?: IncludedSeconds;
  /** How the package reads its rates at the answer, put in by whoever loads the rate. Absent = plainly: no bands, seconds rounded up. */
  readonly terms?: PackageTerms;
};

/** How the billing package rounds the price of a call, once, at the end (R10). */
export type Rounding = {
  /** Digits after the point, 0 to 8. */
  readonly decimals: number;
  readonly roundingMode: RoundingMode;
};

/** What a retail package uses when nobody chose (R10). */
export const defaultRounding: Rounding = { decimals: 4, roundingMode: 'half_up' };

/** Every set of prices that may hold at some time: the rate's own, then those of its bands. */
export function priceSets(rate: Rate): readonly Prices[] {
  return rate.bands === undefined ? [rate] : [rate, ...rate.bands];
}

/** True when no length of call costs anything, answered or not: such a call needs no money, not even a balance (charging.md A1). */
export function isFree(rate: Rate): boolean {
  if (rate.minimumCharge > 0n || (rate.attemptFee ?? 0n) > 0n) return false;
  if (rate.maximumCharge === 0n) return true;
  if (rate.surcharges?.some(({ amount }) => amount !== 0n)) return false;
  return priceSets(rate).every((prices) => pricesOf(prices).every((price) => price === 0n));
}

/** True when the customer is paid for calls (R13): they need no balance, reserve nothing, and are as long as any. */
export function isRevenueShare(rate: Rate): boolean {
  return priceSets(rate).some((prices) => pricesOf(prices).some((price) => price < 0n));
}

/** The prices of one set that can have an effect. */
function pricesOf(prices: Prices): readonly UnitPrice[] {
  const slots = prices.slots ?? [];
  return [prices.flagFall, ...[prices, ...slots].flatMap(blockPrices), ...slots.map((slot) => slot.fee ?? (0n as UnitPrice))];
}

function blockPrices(block: BlockPrices): readonly UnitPrice[] {
  return block.untimed || block.initialPrice === undefined ? [block.price] : [block.price, block.initialPrice];
}
