import type { Id } from '../../core/base/id.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Rate, Rounding } from '../../core/rating/rate.ts';
import {
  findRounding,
  listRatesById,
  listTerms,
  type RateSpan,
  rateSpans,
  ratesOfPackage,
  termsAt,
} from '../../db/reads/packageRates.ts';
import type { Tx } from '../../db/sql.ts';

/** The rates of one package over a stretch of time: every version, found by number and instant (charging.md R7, R15). */
export type RateBook = {
  readonly rounding: Rounding;
  /** Which of these rates are the package's that priced the calls; asks for those that it has not seen. */
  readonly learn: (tx: Tx, ids: ReadonlySet<Id>) => Promise<void>;
  readonly isPriced: (rateId: Id) => boolean;
  /** Longest prefix whose version holds at that instant. */
  readonly find: (number: string, at: Instant) => RateSpan | undefined;
  /** Loads what `rateOf` will be asked for. */
  readonly load: (tx: Tx, ids: ReadonlySet<Id>) => Promise<void>;
  /** A loaded rate, read as the package did at that instant. */
  readonly rateOf: (id: Id, at: Instant) => Rate;
};

/** For calls priced by one package, which are priced again with another, or the same. Reads prefixes and versions; prices only when a call needs them, for a deck has a million and a month's calls use few. */
export async function openRateBook(tx: Tx, pricedBy: Id, packageId: Id, from: Instant, to: Instant): Promise<RateBook> {
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
  const seen = new Map<Id, boolean>();
  const rates = new Map<Id, Rate>();
  const readings = new Map<string, Rate>();
  return {
    rounding,
    learn: async (loading, ids) => {
      const strange = [...ids].filter((id) => !seen.has(id));
      if (strange.length === 0) return;
      const own = await ratesOfPackage(loading, pricedBy, strange);
      for (const id of strange) seen.set(id, own.has(id));
    },
    isPriced: (rateId) => seen.get(rateId) ?? false,
    find: (number, at) => {
      for (const length of longestFirst) {
        const versions = length > number.length ? undefined : byPrefix.get(number.slice(0, length));
        const held = versions?.find(({ validFrom, validTo }) => validFrom <= at && (validTo === null || validTo > at));
        if (held) return held;
      }
      return undefined;
    },
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
