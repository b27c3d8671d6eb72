import type { Id } from '../../core/base/id.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Trunk, TrunkHost } from '../../core/calls/call.ts';
import type { RatedBy } from '../../core/routing/chooseProviders.ts';
import { defaultFailover } from '../../core/routing/failover.ts';
import type { HostHealth, ProbeState } from '../../core/routing/hostHealth.ts';
import type { CallerIdRule, NumberFormat, NumberRule, Provider, ProviderHost } from '../../core/routing/provider.ts';
import type { LossGuard, ProviderChoice, Route, RouteRule } from '../../core/routing/route.ts';
import type { WeeklyWindow } from '../../core/routing/weeklyWindow.ts';
import { row, rows, sql, type Tx } from '../sql.ts';
import { findRateById } from './packageRates.ts';

/** What call control keeps in memory of providers and routes, and what the route check reads: the same questions. */

type MoreHost = { readonly host: string; readonly port: number; readonly priority: number; readonly weight: number };
type State = { readonly host: number; readonly probe: ProbeState; readonly fencedUntil: number | null };
type ProviderRow = {
  id: Id;
  name: string;
  protocol: Trunk['protocol'];
  host: string;
  port: number;
  host_priority: number;
  host_weight: number;
  more_hosts: MoreHost[];
  number_format: NumberFormat;
  strip_digits: number;
  add_prefix: string;
  number_rules: NumberRule[];
  caller_id_rule: CallerIdRule;
  caller_id: string;
  hides_caller_id: boolean;
  cost_package_id: Id | null;
  is_active: boolean;
  is_in_maintenance: boolean;
  states: State[] | null;
};

/** All providers with the state of their hosts, by id. */
export async function getProviders(tx: Tx): Promise<ReadonlyMap<Id, Provider>> {
  const found = await rows<ProviderRow>(
    tx,
    sql`select p.id, name, protocol, p.host, port, host_priority, host_weight, more_hosts, number_format, strip_digits, add_prefix,
               number_rules, caller_id_rule, caller_id, hides_caller_id, cost_package_id, is_active, is_in_maintenance,
               (select jsonb_agg(jsonb_build_object('host', s.host, 'probe', s.probe,
                                                    'fencedUntil', floor(extract(epoch from s.fenced_until) * 1000)))
                  from provider_host_state s
                 where s.provider_id = p.id) as states
          from provider p`,
  );
  return new Map(found.map((one) => [one.id, fromProviderRow(one)]));
}

function fromProviderRow(one: ProviderRow): Provider {
  return {
    id: one.id,
    name: one.name,
    numberFormat: one.number_format,
    stripDigits: one.strip_digits,
    addPrefix: one.add_prefix,
    numberRules: one.number_rules,
    callerIdRule: one.caller_id_rule,
    callerId: one.caller_id,
    hidesCallerId: one.hides_caller_id,
    hosts: one.protocol === 'test' ? [] : hostsOf(one),
    ...(one.cost_package_id !== null && { costPackageId: one.cost_package_id }),
    isActive: one.is_active,
    isInMaintenance: one.is_in_maintenance,
  };
}

function hostsOf(one: ProviderRow): readonly ProviderHost[] {
  const first = { host: one.host, port: one.port, priority: one.host_priority, weight: one.host_weight };
  return [first, ...one.more_hosts].map((host, index) => {
    const known = one.states?.find((state) => state.host === index + 1);
    const { probe = 'unknown', fencedUntil = null } = known ?? {};
    const state = { probe, ...(fencedUntil !== null && { fencedUntil: fencedUntil as Instant }) };
    return { ...host, position: index + 1, state };
  });
}

type RouteRow = {
  id: Id;
  name: string;
  failover_stop_at: number[];
  no_answer_seconds: number | null;
  loss_guard: LossGuard['guard'];
  loss_at: LossGuard['at'];
  rule: number | null;
  prefix: string;
  choice: ProviderChoice;
  windows: WeeklyWindow[];
  caller_group: string;
  provider_ids: string[];
  weights: number[];
};

/** All routes with their rules, by id. */
export async function getRoutes(tx: Tx): Promise<ReadonlyMap<Id, Route>> {
  const found = await rows<RouteRow>(
    tx,
    sql`select r.id, r.name, r.failover_stop_at, r.no_answer_seconds, r.loss_guard, r.loss_at,
               u.rule, u.prefix, u.choice, u.windows, u.caller_group,
               array_agg(u.provider_id::text order by u.position) as provider_ids, array_agg(u.weight order by u.position) as weights
          from route r
          left join route_rule u on u.route_id = r.id
         group by r.id, u.rule, u.prefix, u.choice, u.windows, u.caller_group
         order by r.id, u.rule`,
  );
  const routes = new Map<Id, Route & { rules: RouteRule[] }>();
  for (const one of found) {
    const route = routes.get(one.id) ?? { ...fromRouteRow(one), rules: [] };
    if (one.rule !== null) route.rules.push(ruleOf(one));
    routes.set(one.id, route);
  }
  return routes;
}

function fromRouteRow(one: RouteRow): Omit<Route, 'rules'> {
  const noAnswer = one.no_answer_seconds === null ? defaultFailover.noAnswer : { nextAfterSeconds: one.no_answer_seconds };
  return {
    id: one.id,
    name: one.name,
    failover: { stopAt: one.failover_stop_at, noAnswer },
    lossGuard: { guard: one.loss_guard, at: one.loss_at },
  };
}

function ruleOf({ prefix, choice, windows, caller_group, provider_ids, weights }: RouteRow): RouteRule {
  return { prefix, choice, windows, callerGroup: caller_group, providerIds: provider_ids.map(BigInt), weights };
}

/** An active provider as the engine dials it; the secret is still sealed. */
export type TrunkRow = Required<Omit<Trunk, 'providerId' | 'secret'>> & {
  readonly id: Id;
  readonly secretSealed: Uint8Array | null;
};

/** Every active provider. For call control only: the reading role of the screens may not see secrets, sealed or not. */
export async function listTrunkRows(tx: Tx): Promise<readonly TrunkRow[]> {
  const found = await rows<Omit<TrunkRow, 'moreHosts'> & { moreHosts: readonly Omit<TrunkHost, 'position'>[] }>(
    tx,
    sql`select id, protocol, host, port, more_hosts as "moreHosts", username, secret_sealed as "secretSealed",
               does_register as "doesRegister", transport, media_encryption as "mediaEncryption", identity_header as "identityHeader", codecs,
               source_addresses as "sourceAddresses", probe_seconds as "probeSeconds"
          from provider
         where is_active
         order by id`,
  );
  return found.map((one) => ({
    ...one,
    moreHosts: one.moreHosts.map(({ host, port }, index) => ({ host, port, position: index + 2 })),
  }));
}

/** A provider's host as call control watches it. */
export type WatchedHost = {
  readonly providerId: Id;
  readonly host: number;
  readonly probeSeconds: number;
  readonly fenceAfter: number;
  readonly fenceSeconds: number;
  readonly health: HostHealth;
};

/** Each host of each active provider with what was last known of it. */
export async function listWatchedHosts(tx: Tx): Promise<readonly WatchedHost[]> {
  const found = await rows<
    Omit<WatchedHost, 'health'> & {
      probe: ProbeState | null;
      goodSince: Instant | null;
      failures: number | null;
      fencedUntil: Instant | null;
    }
  >(
    tx,
    sql`select p.id as "providerId", h.host, p.probe_seconds as "probeSeconds", p.fence_after as "fenceAfter",
               p.fence_seconds as "fenceSeconds", s.probe, s.good_since as "goodSince", s.failures, s.fenced_until as "fencedUntil"
          from provider p
         cross join lateral generate_series(1, 1 + jsonb_array_length(p.more_hosts)) as h (host)
          left join provider_host_state s on s.provider_id = p.id and s.host = h.host
         where p.is_active
           and p.protocol <> 'test'
         order by p.id, h.host`,
  );
  return found.map(({ probe, goodSince, failures, fencedUntil, ...known }) => ({
    ...known,
    health: {
      probe: probe ?? 'unknown',
      failures: failures ?? 0,
      ...(goodSince !== null && { goodSince }),
      ...(fencedUntil !== null && { fencedUntil }),
    },
  }));
}

/** The rate of the cost deck by which this attempt of a call is paid for, from the call in progress or its CDR; undefined = none. */
export async function findAttemptCost(tx: Tx, callId: string, attempt: number, at: Instant): Promise<RatedBy | undefined> {
  const found = await row<{ rateId: Id; decimals: number; roundingMode: RatedBy['rounding']['roundingMode'] }>(
    tx,
    sql`select r.id as "rateId", p.decimals, p.rounding_mode as "roundingMode"
          from rate r
          join billing_package p on p.id = r.billing_package_id
         where r.id in (select (attempts -> ${attempt - 1}::int ->> 'costRateId')::bigint from call where call_id = ${callId}
                        union all
                        select cost_rate_id from cdr where call_id = ${callId})`,
  );
  const rate = found && (await findRateById(tx, found.rateId, at));
  return rate && { rateId: found.rateId, rate, rounding: { decimals: found.decimals, roundingMode: found.roundingMode } };
}
