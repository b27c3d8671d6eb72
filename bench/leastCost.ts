import type { Id } from '../src/core/base/id.ts';
import { instant } from '../src/core/base/time.ts';
import { type CallWorld, planCall } from '../src/core/calls/planCall.ts';
import { defaultRounding } from '../src/core/rating/rate.ts';
import type { Provider } from '../src/core/routing/provider.ts';
import * as billingPackages from '../src/http/contract/billingPackages.ts';
import * as network from '../src/http/contract/network.ts';
import type { Operator } from '../src/testing/operator.ts';
import { rateOf } from '../src/testing/rates.ts';

/** Below the price of the bench's customers, so that the loss guard looks and lets pass; no two alike. */
const priceOf = (index: number): string => `0.0${10 + index}`;

/** So many carriers at one port, each with its own cost deck, and a least-cost route over them. Answers the route's id. */
export async function addLeastCostRoute(
  { api }: Operator,
  { count, carrierPort }: { readonly count: number; readonly carrierPort: number },
): Promise<string> {
  const providerIds: string[] = [];
  for (let index = 0; index < count; index++) {
    const rates = ['61', '612', '613', '614', '1', '44'].map((prefix) => ({
      prefix,
      destination: 'Bench',
      price: priceOf(index),
    }));
    const deck = await api.call(billingPackages.addBillingPackage, { body: { name: `Deck ${index}`, kind: 'cost', rates } });
    const body = { name: `Carrier ${index}`, protocol: 'sip' as const, host: '127.0.0.1', port: carrierPort, probeSeconds: 0 };
    providerIds.push((await api.call(network.addProvider, { body: { ...body, costPackageId: deck.id } })).id);
  }
  const rules = [{ prefix: '', providerIds, choice: 'least_cost' as const }];
  return (await api.call(network.addRoute, { body: { name: 'Least cost', rules, lossGuard: 'skip' } })).id;
}

/** How long core plans a call over so many providers, each with a deck, cheapest first and none at a loss: no database, no switch. */
export function timePlanning(count: number): { readonly microseconds: number; readonly count: number } {
  const world = worldOf(count);
  const ask = (index: number) =>
    planCall(
      {
        callId: `bench-1.${index}`,
        callerNumber: '100000',
        protocol: 'sip',
        dialled: '0299990000',
        at: instant(1_800_000_000_000),
      },
      world,
    );
  const planned = ask(0);
  if (!planned.ok || planned.plan.attempts.length !== count) throw new Error('the plan has not every provider');
  const calls = 20_000;
  for (let index = 0; index < 2000; index++) ask(index);
  const begin = performance.now();
  for (let index = 0; index < calls; index++) ask(index);
  return { microseconds: ((performance.now() - begin) * 1000) / calls, count: calls };
}

function worldOf(count: number): CallWorld {
  const providerIds = Array.from({ length: count }, (_, index) => BigInt(index + 1));
  const rated = (rateId: Id, price: string) => ({
    rateId,
    rate: rateOf({ price, initialIncrement: 60, increment: 6 }),
    rounding: defaultRounding,
  });
  const decks = new Map(providerIds.map((id, index) => [id + 100n, rated(id, priceOf(index))]));
  const sell = rated(999n, '0.06');
  const rules = [{ prefix: '', providerIds, choice: 'least_cost' as const }];
  const route = { id: 1n, name: 'Least cost', rules, lossGuard: { guard: 'skip' as const, at: 'first_minute' as const } };
  return {
    caller: {
      ...{ accountId: 1n, accountVersion: 1, isAccountActive: true, protocol: 'sip', paymentType: 'pre_paid', isMetered: true },
      ...{ billingPackageId: 1n, routeId: 1n, callLimit: 9, allowedPrefixes: [], blockedPrefixes: [], networkNumberId: 1n },
      ...{ number: '100000', callerId: '', isNumberActive: true, forwarding: { ringSeconds: 20 }, hasVoicemail: false },
    },
    callee: undefined,
    dialPlan: { countryCallingCode: '61', nationalPrefix: '0', internationalPrefix: '0011', emergencyNumbers: ['000'] },
    zone: 'Australia/Sydney',
    findRate: () => sell,
    findCost: (id) => decks.get(id),
    route,
    emergencyRoute: undefined,
    providers: new Map(providerIds.map((id) => [id, providerOf(id)])),
  };
}

const providerOf = (id: Id): Provider => ({
  ...{ id, name: `Carrier ${id}`, numberFormat: 'e164', stripDigits: 0, addPrefix: '', numberRules: [], callerIdRule: 'pass' },
  ...{ callerId: '', hidesCallerId: false, costPackageId: id + 100n, isActive: true, isInMaintenance: false },
  hosts: [{ position: 1, host: '192.0.2.1', port: 5060, priority: 1, weight: 1, state: { probe: 'up' } }],
});
