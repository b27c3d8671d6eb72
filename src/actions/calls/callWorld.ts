import type { Id } from '../../core/base/id.ts';
import { isEmergency } from '../../core/base/phone.ts';
import type { Instant } from '../../core/base/time.ts';
import type { CallRequest } from '../../core/calls/call.ts';
import type { Caller } from '../../core/calls/caller.ts';
import { isOutsideCaller } from '../../core/calls/callerIdentity.ts';
import { chooseRate } from '../../core/calls/chooseRate.ts';
import type { CallWorld, MatchedRate } from '../../core/calls/planCall.ts';
import type { Bundle } from '../../core/rating/bundle.ts';
import type { Provider } from '../../core/routing/provider.ts';
import type { Route } from '../../core/routing/route.ts';
import type { CallSettings } from '../../db/reads/callControl.ts';
import type { CallContext } from './callContext.ts';
import type { StarCopies } from './dialStarCode.ts';
import { findIncluded, withBundle } from './includedMinutes.ts';
import { type IncomingCopies, phonesOf } from './planFromOutside.ts';

/** The rates of one package, as far as they are needed. */
export type RatesOf = {
  readonly bundles: readonly Bundle[];
  readonly find: (number: string, at: Instant) => MatchedRate | undefined;
};

/** The copies that the plan of a call looks at. */
export type WorldCopies = {
  readonly settings: () => CallSettings;
  readonly providers: () => ReadonlyMap<Id, Provider>;
  readonly routes: () => ReadonlyMap<Id, Route>;
  readonly caller: (number: string) => Promise<Caller | undefined>;
  readonly billingPackage: (id: Id) => Promise<RatesOf>;
} & Pick<IncomingCopies, 'siblings'>;

/** The copies that a decision looks at; `memory/callMemory.ts` in the product. */
export type CallCopies = WorldCopies & {
  readonly forgetAccount: (accountId: Id) => void;
  readonly freshenPackage: (id: Id) => Promise<void>;
} & IncomingCopies &
  StarCopies;

/** Everything that a decision about this request looks at. The price is the account's own where it has one, with its included minutes. */
export async function worldOf(
  context: CallContext,
  copies: WorldCopies,
  request: CallRequest,
  caller: Caller | undefined,
): Promise<CallWorld> {
  const settings = copies.settings();
  const { dialPlan, timeZone: zone } = settings;
  const isCustomerNumber = /^[1-9]\d{3,14}$/.test(request.dialled) && !isEmergency(request.dialled, dialPlan);
  const route = caller && copies.routes().get(caller.routeId);
  const providers = copies.providers();
  const [callee, original, sell, own, decks] = await Promise.all([
    isCustomerNumber ? copies.caller(request.dialled) : undefined,
    request.forwarded && !isOutsideCaller(request.forwarded.from) ? copies.caller(request.forwarded.from) : undefined,
    caller ? copies.billingPackage(caller.billingPackageId) : undefined,
    caller?.exceptionPackageId === undefined ? undefined : copies.billingPackage(caller.exceptionPackageId),
    loadDecks(copies, costDecks(route, providers)),
  ]);
  const included = caller && (await findIncluded(context, settings, request, caller, sell?.bundles ?? []));
  const calleePhones = callee?.doesRingAll ? await phonesOf(copies, await copies.siblings(callee.number)) : [];
  const findRate: CallWorld['findRate'] = (_, number, at) =>
    withBundle(chooseRate(own?.find(number, at), sell?.find(number, at)), included);
  const findCost: CallWorld['findCost'] = (id, number, at) => decks.get(id)?.find(number, at);
  const emergencyRoute = emergencyRouteOf(copies);
  const known = { caller, callee, calleePhones, original, dialPlan, zone, findRate, findCost, route, emergencyRoute, providers };
  return { ...known, guard: settings.guard };
}

export function emergencyRouteOf(copies: Pick<WorldCopies, 'settings' | 'routes'>): Route | undefined {
  const id = copies.settings().emergencyRouteId;
  return id === undefined ? undefined : copies.routes().get(id);
}

/** The cost decks that a call by this route may ask. */
function costDecks(route: Route | undefined, providers: ReadonlyMap<Id, Provider>): readonly Id[] {
  const ids = (route?.rules ?? []).flatMap((rule) => rule.providerIds);
  return ids.flatMap((id) => providers.get(id)?.costPackageId ?? []);
}

async function loadDecks(copies: WorldCopies, packageIds: readonly Id[]): Promise<ReadonlyMap<Id, RatesOf>> {
  const loaded = new Map<Id, RatesOf>();
  const load = async (id: Id) => void loaded.set(id, await copies.billingPackage(id));
  await Promise.all([...new Set(packageIds)].map(load));
  return loaded;
}
