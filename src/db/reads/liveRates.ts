import type { Id } from '../../core/base/id.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Rounding } from '../../core/rating/rate.ts';
import type { PricedBy } from '../../core/rating/soFar.ts';
import { rows, sql, type Tx } from '../sql.ts';
import { fromRateRow, listTerms, type RateRow, rateColumns, type TermsVersion, termsAt } from './packageRates.ts';

/** One pricing that a call needs: which rate, as its package read it then; `rounding` absent = as the package rounds. */
type Wanted = { readonly rateId: Id; readonly at: Instant; readonly rounding: Rounding | undefined };

/** Rates of calls in progress: each once, however many calls share it. Keys are for whoever shows the calls, and mean nothing. */
export type LiveRates = ReadonlyMap<string, PricedBy> & { readonly found: ReadonlyMap<Id, FoundRate> };
type FoundRate = { readonly row: RateRow & Rounding; readonly versions: readonly TermsVersion[] };

/** Three questions for any number of calls: the rates, and the terms of each package among them. */
export async function loadLiveRates(tx: Tx, wanted: readonly Wanted[]): Promise<LiveRates> {
  const ids = [...new Set(wanted.map(({ rateId }) => rateId))];
  const listed =
    ids.length === 0
      ? []
      : await rows<RateRow & { packageId: Id; packageDecimals: number; packageMode: Rounding['roundingMode'] }>(
          tx,
          sql`select r.*, p.id as "packageId", p.decimals as "packageDecimals", p.rounding_mode as "packageMode"
                from (select ${rateColumns}, billing_package_id from rate where id = any (${ids}::bigint[])) r
                join billing_package p on p.id = r.billing_package_id`,
        );
  const packages = [...new Set(listed.map(({ packageId }) => packageId))];
  const terms = new Map<Id, readonly TermsVersion[]>();
  for (const id of packages) terms.set(id, await listTerms(tx, id));
  const found = new Map<Id, FoundRate>(
    listed.map((one) => {
      const { packageId, packageDecimals: decimals, packageMode: roundingMode, ...row } = one;
      return [row.id, { row: { ...row, decimals, roundingMode }, versions: terms.get(packageId) ?? [] }];
    }),
  );
  const rates = Object.assign(new Map<string, PricedBy>(), { found });
  for (const { rateId, at, rounding } of wanted) {
    const key = liveRateKey(rates, rateId, at, rounding);
    const one = found.get(rateId);
    if (key === undefined || !one || rates.has(key)) continue;
    const { decimals, roundingMode } = rounding ?? one.row;
    rates.set(key, { rate: fromRateRow(one.row, termsAt(one.versions, at)), decimals, roundingMode });
  }
  return rates;
}

/** Under which key a call's rate stands; undefined when the rate is not known. */
export function liveRateKey({ found }: LiveRates, rateId: Id, at: Instant, rounding: Rounding | undefined): string | undefined {
  const one = found.get(rateId);
  if (!one) return undefined;
  const { decimals, roundingMode } = rounding ?? one.row;
  const version = one.versions.findLastIndex(({ validFrom }) => validFrom <= at);
  return `${rateId}.${version}.${decimals}.${roundingMode}`;
}
