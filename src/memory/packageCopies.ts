import type { Id } from '../core/base/id.ts';
import { findPackageVersion } from '../db/reads/packageRates.ts';
import type { Tx } from '../db/sql.ts';
import { type Cache, cache } from './cache.ts';
import { oneAtATime } from './oneAtATime.ts';
import { type LoadedPackage, loadPackage } from './packages.ts';

/** The copies of billing packages. A million rates take seconds to load, so the old copy serves until the new one is whole. */
export type PackageCopies = {
  readonly get: (id: Id) => Promise<LoadedPackage>;
  /** Loads a copy anew, if there is one, and swaps it in one step. Resolves when what was asked for then is there. */
  readonly renew: (id: Id) => Promise<void>;
  /** The database has called a copy stale: makes sure that the next `get` is not. */
  readonly freshen: (id: Id) => Promise<void>;
  readonly clear: () => void;
};

/**
 * Copies kept by id. That an old one serves a little longer costs nobody a wrong price: each call says which version it was
 * priced with, and the database refuses versions whose prices do not hold any more (0021, `is_package_current`).
 */
export function packageCopies(tx: Tx, sizeMax: number): PackageCopies {
  const copies: Cache<Id, LoadedPackage> = cache(sizeMax, (id) => loadPackage(tx, id));
  const renewals = new Map<Id, () => Promise<void>>();
  const renew = async (id: Id): Promise<void> => {
    if (copies.peek(id) === undefined) {
      copies.drop(id); // What loads at this moment may have begun before the change.
      return;
    }
    const known = renewals.get(id);
    const work = known ?? oneAtATime(async () => copies.put(id, await loadPackage(tx, id)));
    renewals.set(id, work);
    await work();
  };
  return {
    get: copies.get,
    renew,
    freshen: async (id) => {
      const copy = copies.peek(id);
      if (copy !== undefined && copy.version !== (await findPackageVersion(tx, id))) await renew(id);
    },
    clear: () => {
      copies.clear();
      renewals.clear();
    },
  };
}
