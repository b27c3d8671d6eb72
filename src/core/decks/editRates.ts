import { type RoundingMode, roundingModes } from '../base/divide.ts';
import { type UnitPrice, unitPriceScale } from '../base/money.ts';
import { furtherJson } from '../rating/further.ts';
import type { BandPrices, Rate, Slot } from '../rating/rate.ts';
import type { DeckTerms } from './deckRow.ts';

/** How new prices are rounded: digits after the point, and where the rest goes. */
export type PriceRounding = { readonly decimals: number; readonly mode: RoundingMode };

/** What a bulk edit, or a copy with a mark-up, does to each rate. Only what is given changes. */
export type RateEdit = {
  /** Hundredths of a percent, up or down: 1250 = +12.5 %. */
  readonly percentHundredths?: number | undefined;
  /** Added to each price of talk after the percentage, for as many seconds as the price is for; may be negative. 10^-12 units. */
  readonly amount?: bigint | undefined;
  readonly rounding: PriceRounding;
  /** True: flag fall, fees, minimum and maximum charge change by the percentage too. */
  readonly isAllPrices: boolean;
  readonly initialIncrement?: number | undefined;
  readonly increment?: number | undefined;
  readonly blocked?: boolean | undefined;
};

/** What an edit says of a rate, or why it cannot: a price below zero is no price. */
export function editedTerms(rate: Rate, edit: RateEdit): DeckTerms | 'negative' {
  const isPriced = edit.percentHundredths !== undefined || edit.amount !== undefined;
  const priced = isPriced ? pricedTerms(rate, edit) : {};
  if (priced === 'negative') return priced;
  return {
    ...priced,
    ...(edit.initialIncrement === undefined ? {} : { initialIncrement: edit.initialIncrement }),
    ...(edit.increment === undefined ? {} : { increment: edit.increment }),
    ...(edit.blocked === undefined ? {} : { blocked: edit.blocked }),
  };
}

/** Everything that a rate says, for a package that does not have it yet. */
export function wholeTerms(rate: Rate): DeckTerms {
  const { prefix, slots, bands, surcharges, surchargeMillionths, attemptFee, terms, initialPrice, maximumCharge, ...plain } =
    rate;
  return { ...plain, initialPrice: initialPrice ?? null, maximumCharge: maximumCharge ?? null, further: furtherJson(rate) };
}

function pricedTerms(rate: Rate, edit: RateEdit): DeckTerms | 'negative' {
  const found: bigint[] = [];
  const talk = (price: UnitPrice): UnitPrice => keep(changedPrice(price, edit, edit.amount ?? 0n));
  const once = (price: UnitPrice): UnitPrice => (edit.isAllPrices ? keep(changedPrice(price, edit, 0n)) : price);
  const keep = (price: UnitPrice): UnitPrice => {
    found.push(price);
    return price;
  };
  const block = <T extends Pick<Slot, 'price' | 'initialPrice'>>(one: T): T => ({
    ...one,
    price: talk(one.price),
    ...(one.initialPrice === undefined ? {} : { initialPrice: talk(one.initialPrice) }),
  });
  const slot = (one: Slot): Slot => ({ ...block(one), ...(one.fee === undefined ? {} : { fee: once(one.fee) }) });
  const further = furtherJson({
    ...(rate.slots && { slots: rate.slots.map(slot) }),
    ...(rate.bands && {
      bands: rate.bands.map(
        (one): BandPrices => ({ ...block(one), flagFall: once(one.flagFall), ...(one.slots && { slots: one.slots.map(slot) }) }),
      ),
    }),
    ...(rate.surcharges && { surcharges: rate.surcharges.map((one) => ({ ...one, amount: once(one.amount) })) }),
    ...(rate.surchargeMillionths !== undefined && { surchargeMillionths: rate.surchargeMillionths }),
    ...(rate.attemptFee !== undefined && { attemptFee: once(rate.attemptFee) }),
  });
  const { price, initialPrice } = block(rate);
  const terms: DeckTerms = {
    price,
    ...(initialPrice === undefined ? {} : { initialPrice }),
    ...(edit.isAllPrices ? { flagFall: once(rate.flagFall), minimumCharge: once(rate.minimumCharge) } : {}),
    ...(edit.isAllPrices && rate.maximumCharge !== undefined ? { maximumCharge: once(rate.maximumCharge) } : {}),
    ...(further === null ? {} : { further }),
  };
  return found.some((one) => one < 0n) ? 'negative' : terms;
}

/** price × (100 % + percent) + amount, rounded once, exactly. */
function changedPrice(price: UnitPrice, edit: Pick<RateEdit, 'percentHundredths' | 'rounding'>, amount: bigint): UnitPrice {
  const step = 10n ** BigInt(unitPriceScale - edit.rounding.decimals);
  const exact = price * BigInt(10_000 + (edit.percentHundredths ?? 0)) + amount * 10_000n;
  return (roundingModes[edit.rounding.mode](exact, 10_000n * step) * step) as UnitPrice;
}
