import type { Id } from '../core/base/id.ts';
import type { MatchedRate } from '../core/calls/planCall.ts';
import type { Rounding } from '../core/rating/rate.ts';
import { currentRates, findRounding, fromRateRow } from '../db/reads/callControl.ts';
import type { Tx } from '../db/sql.ts';
import { rateTableBuilder } from './rateTable.ts';

/** One billing package as the call path uses it: its rounding and the current rate of a number. */
export type LoadedPackage = { readonly rounding: Rounding; readonly find: (number: string) => MatchedRate | undefined };

/** Reads all current rates of a package into a compact table; a package that does not exist has none. */
export async function loadPackage(tx: Tx, billingPackageId: Id): Promise<LoadedPackage> {
  const rounding = await findRounding(tx, billingPackageId);
  if (!rounding) return { rounding: { decimals: 4, roundingMode: 'half_up' }, find: () => undefined };
  const builder = rateTableBuilder();
  const ids: Id[] = [];
  for await (const page of currentRates(tx, billingPackageId)) {
    for (const one of page) {
      builder.add(fromRateRow(one));
      ids.push(one.id);
    }
  }
  const table = builder.build();
  const rateIds = BigInt64Array.from(ids);
  const find = (number: string): MatchedRate | undefined => {
    const position = table.positionOf(number);
    const rateId = rateIds[position];
    return rateId === undefined ? undefined : { rateId, rate: table.rateAt(position), rounding };
  };
  return { rounding, find };
}
