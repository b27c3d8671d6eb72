import { type RoundingMode, roundingModes } from '../base/divide.ts';
import { type UnitPrice, unitPriceScale } from '../base/money.ts';
import type { Rate } from '../rating/rate.ts';
import type { DeckTerms } from './deckRow.ts';

/** How new prices are rounded: digits after the point, and where the rest goes. */
export type PriceRounding = { readonly decimals: number; readonly mode: RoundingMode };

/** What a bulk edit, or a copy with a mark-up, does to each rate. Only what is given changes. */
export type RateEdit = {
  /** Hundredths of a percent, up or down: 1250 = +12.5 %. */
  readonly percentHundredths?: number;
  /** Added to the price after the percentage; may be negative. 10^-12 units. */
  readonly amount?: bigint;
  readonly rounding: PriceRounding;
  /** True: flag fall and minimum charge change by the percentage too. */
  readonly isAllPrices: boolean;
  readonly initialIncrement?: number;
  readonly increment?: number;
  readonly blocked?: boolean;
};

/** The terms that an edit gives a rate, or why it cannot: a price below zero is no price. */
export function editedTerms(rate: Rate, edit: RateEdit): DeckTerms | 'negative' {
  const change = (price: UnitPrice): UnitPrice => changed(price, edit.percentHundredths ?? 0, edit.amount ?? 0n, edit.rounding);
  const scale = (price: UnitPrice): UnitPrice => changed(price, edit.percentHundredths ?? 0, 0n, edit.rounding);
  const isPriced = edit.percentHundredths !== undefined || edit.amount !== undefined;
  const initialPrice = rate.initialPrice === undefined || !isPriced ? undefined : change(rate.initialPrice);
  const price = isPriced ? change(rate.price) : undefined;
  if ((price ?? 0n) < 0n || (initialPrice ?? 0n) < 0n) return 'negative';
  return {
    ...(price === undefined ? {} : { price }),
    ...(initialPrice === undefined ? {} : { initialPrice }),
    ...(isPriced && edit.isAllPrices ? { flagFall: scale(rate.flagFall), minimumCharge: scale(rate.minimumCharge) } : {}),
    ...(edit.initialIncrement === undefined ? {} : { initialIncrement: edit.initialIncrement }),
    ...(edit.increment === undefined ? {} : { increment: edit.increment }),
    ...(edit.blocked === undefined ? {} : { blocked: edit.blocked }),
  };
}

/** price × (100 % + percent) + amount, rounded once, exactly. */
export function changed(price: UnitPrice, percentHundredths: number, amount: bigint, rounding: PriceRounding): UnitPrice {
  const step = 10n ** BigInt(unitPriceScale - rounding.decimals);
  const exact = price * BigInt(10_000 + percentHundredths) + amount * 10_000n;
  return (roundingModes[rounding.mode](exact, 10_000n * step) * step) as UnitPrice;
}
