import { type Amount, addAmounts, formatAmount, parseAmount, zeroAmount } from '../base/money.ts';
import { type Instant, instant, parseInstant } from '../base/time.ts';
import type { IncludedSeconds } from '../rating/includedSeconds.ts';
import type { Rounding } from '../rating/rate.ts';
import { fromPlainRate, type PlainRate, type PricedBy, priceSoFar } from '../rating/soFar.ts';

/** A call in progress as far as its money goes on; instants and amounts as text, as they come over the wire. */
export type CountedCall = {
  readonly answeredAt: string | null;
  /** Null = the call has no price. */
  readonly rateKey: string | null;
  readonly included: IncludedSeconds | null;
  readonly costRateKey: string | null;
};
export type WireRates = Readonly<Record<string, Rounding & { readonly rate: PlainRate }>>;

/** What a call costs by now, by the very function that prices its end. Null while it rings and where the rate is not known. */
export function priceAt(call: CountedCall, rates: WireRates, now: Instant): string | null {
  if (call.rateKey === null) return formatAmount(zeroAmount);
  return soFar(call, rates, { key: call.rateKey, included: call.included ?? undefined }, now);
}

/** What the provider takes by now; null where that is not known, or not for whoever asks. */
export function costAt(call: CountedCall, rates: WireRates, now: Instant): string | null {
  return call.costRateKey === null ? null : soFar(call, rates, { key: call.costRateKey, included: undefined }, now);
}

/** Price less cost; null unless both are known. */
export function marginOf(price: string | null, cost: string | null): string | null {
  return price === null || cost === null ? null : formatAmount(exact(price) - exact(cost));
}

/** The exact sum of those that are known; null when none is. */
export function sumOf(amounts: readonly (string | null)[]): string | null {
  const known = amounts.flatMap((one) => (one === null ? [] : [exact(one)]));
  return known.length === 0 ? null : formatAmount(addAmounts(...known));
}

type By = { readonly key: string; readonly included: IncludedSeconds | undefined };

function soFar({ answeredAt }: CountedCall, rates: WireRates, { key, included }: By, now: Instant): string | null {
  const [by, from] = [liveRate(rates, key), answeredAt === null ? undefined : parseInstant(answeredAt)];
  if (by === undefined || from === undefined) return null;
  // A clock that is behind the switch's would make it younger than it is.
  return formatAmount(priceSoFar(by, from, instant(Math.max(Math.trunc(now), from)), included));
}

/** Each rate is made once: reading it and working out its time bands takes longer than pricing by it. */
const made = new WeakMap<PlainRate, PricedBy>();

/** The rate of this key, ready to price by. */
export function liveRate(rates: WireRates, key: string): PricedBy | undefined {
  const plain = rates[key];
  if (plain === undefined) return undefined;
  const known = made.get(plain.rate);
  if (known) return known;
  const by = { rate: fromPlainRate(plain.rate), decimals: plain.decimals, roundingMode: plain.roundingMode };
  made.set(plain.rate, by);
  return by;
}

function exact(text: string): Amount {
  const parsed = parseAmount(text);
  if (!parsed.ok) throw new TypeError(parsed.problem);
  return parsed.value;
}
