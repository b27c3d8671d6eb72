import type { Id } from '../../core/base/id.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Rate, Rounding } from '../../core/rating/rate.ts';
import { findRounding, listRatesById, listTerms, type RateSpan, rateSpans, termsAt } from '../../db/reads/packageRates.ts';
import type { Tx } from '../../db/sql.ts';

/** A version of a rate that was found for a number. */
export type Found = { readonly rateId: Id; readonly prefix: string };

/** The rates of one package over a stretch of time: every version, found by number and instant (charging.md R7, R15). */
export type RateBook = {
  readonly rounding: Rounding;
  /** Longest prefix whose version holds at that instant. */
  readonly find: (number: string, at: Instant) => RateSpan | undefined;
  /** Loads what `rateOf` will be asked for. */
  readonly load: (tx: Tx, ids: ReadonlySet<Id>) => Promise<void>;
  /** A loaded rate, read as the package did at that instant. */
  readonly rateOf: (id: Id, at: Instant) => Rate;
};

/** Numbers whose versions are remembered at once. */
const numbersMax = 200_000;

/** Reads prefixes and versions of a package; prices only when a call needs them, for a deck has a million and a month's calls use few. */
export async function openRateBook(tx: Tx, packageId: Id, from: Instant, to: Instant): Promise<RateBook> {
  const rounding = await findRounding(tx, packageId);
  if (!rounding) throw new Error(`package ${packageId} has gone`);
  const terms = await listTerms(tx, packageId);
  const byPrefix = new Map<string, RateSpan[]>();
  const lengths = new Set<number>();
  for await (const page of rateSpans(tx, packageId, from, to)) {
    for (const span of page) {
      const versions = byPrefix.get(span.prefix);
      if (versions) versions.push(span);
      else byPrefix.set(span.prefix, [span]);
      lengths.add(span.prefix.length);
    }
  }
  const longestFirst = [...lengths].sort((a, b) => b - a);
  const versionsOf = remembered((number) =>
    longestFirst.flatMap((length) => (length <= number.length ? (byPrefix.get(number.slice(0, length)) ?? []) : [])),
  );
  const rates = new Map<Id, Rate>();
  const readings = new Map<string, Rate>();
  return {
    rounding,
    find: (number, at) =>
      versionsOf(number).find(({ validFrom, validTo }) => validFrom <= at && (validTo === null || validTo > at)),
    load: async (loading, ids) => {
      const missing = [...ids].filter((id) => !rates.has(id));
      if (missing.length > 0) for (const { id, rate } of await listRatesById(loading, missing)) rates.set(id, rate);
    },
    rateOf: (id, at) => {
      const rate = rates.get(id);
      if (!rate) throw new Error(`rate ${id} was not loaded`);
      if (terms.length === 0) return rate;
      const held = termsAt(terms, at);
      const key = `${id} ${terms.findLastIndex(({ validFrom }) => validFrom <= at)}`;
      const known = readings.get(key) ?? { ...rate, ...(held && { terms: held }) };
      readings.set(key, known);
      return known;
    },
  };
}

/** Calls go to the same numbers again and again. */
function remembered<Value>(find: (number: string) => Value): (number: string) => Value {
  const known = new Map<string, Value>();
  return (number) => {
    const before = known.get(number);
    if (before !== undefined) return before;
    if (known.size >= numbersMax) known.clear();
    const value = find(number);
    known.set(number, value);
    return value;
  };
}
