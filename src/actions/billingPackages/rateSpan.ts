import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { Tx } from '../../db/sql.ts';
import { findVersions } from '../../db/tables/rates.ts';

/** From when a rate holds, and until when; undefined = until somebody ends it. */
export type RateSpan = { readonly from: Instant; readonly to: Instant | undefined };

/**
 * When a rate may hold for a prefix from an instant on: until the next version of that prefix begins. Refuses where one holds
 * already. `except` is the version that it replaces.
 */
export async function freeSpan(tx: Tx, billingPackageId: Id, prefix: string, from: Instant, except?: Id): Promise<RateSpan> {
  const versions = await findVersions(tx, billingPackageId, prefix, formatInstant(from));
  const others = versions.filter(({ id }) => id !== except);
  const [next] = others;
  if (next === undefined) return { from, to: undefined };
  if (next.validFrom > from) return { from, to: next.validFrom };
  const message =
    next.validTo === null
      ? `The package has a rate for the prefix "${prefix}" already.`
      : `The package has a rate for the prefix "${prefix}" until ${formatInstant(next.validTo)}.`;
  throw fieldRefusal('invalid_input', 'prefix', message);
}
