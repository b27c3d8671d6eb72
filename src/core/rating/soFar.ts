import type { Amount } from '../base/money.ts';
import type { Instant } from '../base/time.ts';
import type { IncludedSeconds } from './includedSeconds.ts';
import { priceOnly } from './priceCall.ts';
import type { Rate, Rounding } from './rate.ts';
import { wholeSeconds } from './wholeSeconds.ts';

/** A rate as calls in progress are priced by it; several calls may share it. */
export type PricedBy = Rounding & { readonly rate: Rate };

/** What a call that was answered at this instant costs if it ends now: the same price that its end will have. */
export function priceSoFar(
  { rate, decimals, roundingMode }: PricedBy,
  answeredAt: Instant,
  now: Instant,
  included?: IncludedSeconds,
): Amount {
  const seconds = wholeSeconds(Math.max(0, now - answeredAt), rate.terms?.durationRounding);
  return priceOnly(included ? { ...rate, included } : rate, { decimals, roundingMode }, answeredAt, seconds);
}

/** A rate as JSON can carry it: each whole number of 10^-12 as `{ n: '600000000000' }`, everything else as it is. */
export type PlainRate = Readonly<Record<string, unknown>>;

export const toPlainRate = (rate: Rate): PlainRate => toPlain(rate) as PlainRate;
/** Back again. Trusts its input to come from `toPlainRate`. */
export const fromPlainRate = (plain: PlainRate): Rate => fromPlain(plain) as Rate;

function toPlain(value: unknown): unknown {
  if (typeof value === 'bigint') return { n: value.toString() };
  return mapped(value, toPlain);
}

function fromPlain(value: unknown): unknown {
  if (isPlainNumber(value)) return BigInt(value.n);
  return mapped(value, fromPlain);
}

function mapped(value: unknown, each: (one: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(each);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, each(one)]));
}

const isPlainNumber = (value: unknown): value is { readonly n: string } =>
  typeof value === 'object' && value !== null && 'n' in value && typeof value.n === 'string';
