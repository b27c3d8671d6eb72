import type { Id } from '../core/base/id.ts';
import type { Instant } from '../core/base/time.ts';
import type { Caller } from '../core/calls/caller.ts';
import type { MatchedRate } from '../core/calls/planCall.ts';
import type { Provider } from '../core/routing/provider.ts';
import type { RingGroup } from '../core/routing/ringGroup.ts';
import type { Route } from '../core/routing/route.ts';
import { type CallSettings, findCaller, getCallSettings } from '../db/reads/callControl.ts';
import { getProviders, getRoutes } from '../db/reads/callProviders.ts';
import {
  type FoundIncoming,
  findInboundRate,
  findIncoming,
  findLastCaller,
  findRingGroup,
  findSiblings,
} from '../db/reads/incomingCalls.ts';
import type { Tx } from '../db/sql.ts';
import { cache } from './cache.ts';
import { oneAtATime } from './oneAtATime.ts';
import { packageCopies } from './packageCopies.ts';
import type { LoadedPackage } from './packages.ts';

/** The copies that a call decision looks at. Small things are whole; callers and packages come when first needed. */
export type CallMemory = {
  readonly settings: () => CallSettings;
  readonly providers: () => ReadonlyMap<Id, Provider>;
  readonly routes: () => ReadonlyMap<Id, Route>;
  /** By network number. Throws when the database must be asked and does not answer. */
  readonly caller: (number: string) => Promise<Caller | undefined>;
  readonly billingPackage: (id: Id) => Promise<LoadedPackage>;
  /** What is asked for each call that needs it, because it is not kept here. */
  readonly incoming: (number: string) => Promise<FoundIncoming | undefined>;
  readonly inboundRate: (rateId: Id, at: Instant) => Promise<MatchedRate>;
  readonly ringGroup: (accountId: Id, ringGroupId: string) => Promise<RingGroup | undefined>;
  readonly siblings: (number: string) => Promise<readonly string[]>;
  readonly lastCaller: (number: string) => Promise<string | undefined>;
  /** Forgets the phones of an account, so that the next call reads them again. */
  readonly forgetAccount: (accountId: Id) => void;
  /** A package has changed: loads it anew while the old copy serves. */
  readonly renewPackage: (id: Id) => Promise<void>;
  /** Makes sure that the copy of a package is the newest. */
  readonly freshenPackage: (id: Id) => Promise<void>;
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
  const packages = packageCopies(tx, packagesMax);
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
    incoming: (number) => findIncoming(tx, number),
    inboundRate: (rateId, at) => findInboundRate(tx, rateId, at),
    ringGroup: (accountId, ringGroupId) => findRingGroup(tx, accountId, ringGroupId),
    siblings: (number) => findSiblings(tx, number),
    lastCaller: (number) => findLastCaller(tx, number),
    forgetAccount: (accountId) => {
      for (const one of callers.values()) if (one !== missing && one.accountId === accountId) callers.drop(one.number);
    },
    renewPackage: packages.renew,
    freshenPackage: packages.freshen,
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
