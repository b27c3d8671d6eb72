import type { Id } from '../core/base/id.ts';
import { type Instant, instant } from '../core/base/time.ts';
import type { MatchedRate, PackageCopy } from '../core/calls/planCall.ts';
import type { Bundle } from '../core/rating/bundle.ts';
import { defaultRounding, type Rounding } from '../core/rating/rate.ts';
import { listPackageBundles } from '../db/reads/bundles.ts';
import {
  currentRates,
  databaseNow,
  findPackageVersion,
  findRounding,
  fromRateRow,
  listTerms,
  type TermsVersion,
  termsAt,
  type VersionRow,
} from '../db/reads/packageRates.ts';
import type { Tx } from '../db/sql.ts';
import { type RateTable, rateTableBuilder, type Span } from './rateTable.ts';

/** One billing package as the call path uses it: its rounding, and the rate in force for a number at an instant. */
export type LoadedPackage = {
  /** The package's version before its rates were read: what was read is this or newer. */
  readonly version: number;
  readonly rounding: Rounding;
  /** Included minutes of everybody on it. */
  readonly bundles: readonly Bundle[];
  readonly find: (number: string, at: Instant) => MatchedRate | undefined;
};

/**
 * Reads the rates of a package that hold now or later into a compact table: a version that begins in the future is in
 * force at its instant without anybody touching it. A package that does not exist has none.
 */
export async function loadPackage(tx: Tx, billingPackageId: Id): Promise<LoadedPackage> {
  const version = await findPackageVersion(tx, billingPackageId);
  const rounding = await findRounding(tx, billingPackageId);
  if (!rounding) return { version, rounding: defaultRounding, bundles: [], find: () => undefined };
  const now = await databaseNow(tx);
  const terms = await listTerms(tx, billingPackageId);
  const bundles = await listPackageBundles(tx, billingPackageId);
  const builder = rateTableBuilder();
  const ids: Id[] = [];
  const changes = new Set<Instant>();
  for await (const page of currentRates(tx, billingPackageId, now)) {
    for (const one of page) {
      builder.add(fromRateRow(one, undefined), spanOf(one, now));
      ids.push(one.id);
      if (one.valid_from > now) changes.add(one.valid_from);
      if (one.valid_to !== null) changes.add(one.valid_to);
    }
  }
  const copy = { billingPackageId, version };
  const loaded = { table: builder.build(), ids: BigInt64Array.from(ids), terms, rounding, copy };
  const edges = [...changes].sort((a, b) => a - b);
  return { version, rounding, bundles, find: (number, at) => matched(loaded, edges, number, at) };
}

type Loaded = {
  readonly table: RateTable;
  readonly ids: BigInt64Array;
  readonly terms: readonly TermsVersion[];
  readonly rounding: Rounding;
  readonly copy: PackageCopy;
};

function matched(loaded: Loaded, edges: readonly Instant[], number: string, at: Instant): MatchedRate | undefined {
  const position = loaded.table.positionOf(number, at);
  const rateId = loaded.ids[position];
  if (rateId === undefined) return undefined;
  const rate = loaded.table.rateAt(position);
  const terms = termsAt(loaded.terms, at);
  const changesAt = edges.find((edge) => edge > at);
  return {
    rateId,
    rate: terms === undefined ? rate : { ...rate, terms },
    rounding: loaded.rounding,
    copy: loaded.copy,
    ...(changesAt !== undefined && { changesAt }),
  };
}

/** A version that is in force and has no end needs no span. One that began before is in force from then on, whatever the copy's clock says. */
function spanOf({ valid_from, valid_to }: VersionRow, now: Instant): Span | undefined {
  if (valid_to === null && valid_from <= now) return undefined;
  return { from: valid_from <= now ? instant(0) : valid_from, to: valid_to ?? undefined };
}
