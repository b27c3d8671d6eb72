import type { Id } from '../core/base/id.ts';
import type { Caller } from '../core/calls/caller.ts';
import type { Provider } from '../core/routing/provider.ts';
import type { Route } from '../core/routing/route.ts';
import { type CallSettings, findCaller, getCallSettings } from '../db/reads/callControl.ts';
import { getProviders, getRoutes } from '../db/reads/callProviders.ts';
import type { Tx } from '../db/sql.ts';
import { cache } from './cache.ts';
import { oneAtATime } from './oneAtATime.ts';
import { type LoadedPackage, loadPackage } from './packages.ts';

/** The copies that a call decision looks at. Small things are whole; callers and packages come when first needed. */
export type CallMemory = {
  readonly settings: () => CallSettings;
  readonly providers: () => ReadonlyMap<Id, Provider>;
  readonly routes: () => ReadonlyMap<Id, Route>;
  /** By network number. Throws when the database must be asked and does not answer. */
  readonly caller: (number: string) => Promise<Caller | undefined>;
  readonly billingPackage: (id: Id) => Promise<LoadedPackage>;
  /** Forgets the phones of an account, so that the next call reads them again. */
  readonly forgetAccount: (accountId: Id) => void;
  readonly forgetPackage: (id: Id) => void;
  /** Reads settings, providers and routes again. */
  readonly reload: () => Promise<void>;
  /** Forgets everything that could have changed unheard, then reloads. */
  readonly reset: () => Promise<void>;
};

const callersMax = 200_000;
const packagesMax = 1000;
const missing = Symbol('no such number');

/** Fills the small copies from the database. Throws when it does not answer. */
export async function openCallMemory(tx: Tx): Promise<CallMemory> {
  let small = await readSmall(tx);
  // An unknown number is not kept: it may be added any moment, and nobody would tell us which key to drop.
  const callers = cache<string, Caller | typeof missing>(callersMax, async (number) => (await findCaller(tx, number)) ?? missing);
  const packages = cache<Id, LoadedPackage>(packagesMax, (id) => loadPackage(tx, id));
  const reload = oneAtATime(async () => {
    small = await readSmall(tx);
  });
  return {
    settings: () => small.settings,
    providers: () => small.providers,
    routes: () => small.routes,
    caller: async (number) => {
      const found = await callers.get(number);
      if (found !== missing) return found;
      callers.drop(number);
      return undefined;
    },
    billingPackage: packages.get,
    forgetAccount: (accountId) => {
      for (const one of callers.values()) if (one !== missing && one.accountId === accountId) callers.drop(one.number);
    },
    forgetPackage: packages.drop,
    reload,
    reset: async () => {
      callers.clear();
      packages.clear();
      await reload();
    },
  };
}

type Small = {
  readonly settings: CallSettings;
  readonly providers: ReadonlyMap<Id, Provider>;
  readonly routes: ReadonlyMap<Id, Route>;
};

async function readSmall(tx: Tx): Promise<Small> {
  const [settings, providers, routes] = await Promise.all([getCallSettings(tx), getProviders(tx), getRoutes(tx)]);
  return { settings, providers, routes };
}
