import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { IdentityHeader, MediaEncryption, TrunkCodec, TrunkTransport } from '../../core/calls/call.ts';
import type { ProbeState } from '../../core/routing/hostHealth.ts';
import type { CallerIdRule, NumberFormat, NumberRule } from '../../core/routing/provider.ts';
import { rows, type Sql, sql, type Tx } from '../sql.ts';

type MoreHost = { host: string; port: number; priority: number; weight: number };
type HostState = {
  readonly host: number;
  readonly probe: ProbeState;
  readonly since: string;
  readonly fencedUntil: string | null;
  readonly registration: 'registered' | 'unregistered' | 'rejected' | null;
  readonly roundTripUs: number | null;
};
type ProviderRow = {
  id: string;
  name: string;
  protocol: 'sip' | 'iax' | 'test';
  host: string;
  port: number;
  priority: number;
  weight: number;
  moreHosts: MoreHost[];
  transport: TrunkTransport;
  mediaEncryption: MediaEncryption;
  identityHeader: IdentityHeader;
  codecs: TrunkCodec[];
  sourceAddresses: string[];
  username: string;
  doesRegister: boolean;
  numberFormat: NumberFormat;
  stripDigits: number;
  addPrefix: string;
  numberRules: NumberRule[];
  callerIdRule: CallerIdRule;
  callerId: string;
  hidesCallerId: boolean;
  channelLimit: number | null;
  callsPerSecond: number | null;
  costPackageId: string | null;
  costPackageName: string | null;
  dailyCostLimit: Amount | null;
  monthlyCostLimit: Amount | null;
  probeSeconds: number;
  fenceAfter: number;
  fenceSeconds: number;
  isActive: boolean;
  isInMaintenance: boolean;
  hasSecret: boolean;
  states: HostState[];
  routeNames: string[];
  callsNow: number;
  attempts: number;
  answered: number;
  spentToday: Amount;
  spentThisMonth: Amount;
  createdAt: Instant;
  version: number;
};

/** All providers, by name, with what goes on there and without their secrets. */
export async function listProviders(tx: Tx) {
  return providersWhere(tx, sql`true`);
}

export async function findProvider(tx: Tx, id: Id) {
  return (await providersWhere(tx, sql`p.id = ${id}`))[0];
}

async function providersWhere(tx: Tx, condition: Sql) {
  const found = await rows<ProviderRow>(tx, sql`${providerQuery} where ${condition} order by lower(p.name), p.id`);
  return found.map(toProvider);
}

// A call that has not been answered counts where it is tried first. Sums over an hour of minutes and a month of days: few rows.
const providerQuery = sql`select p.id::text as id, p.name, protocol, p.host, port, host_priority as priority, host_weight as weight,
       more_hosts as "moreHosts", transport, media_encryption as "mediaEncryption", identity_header as "identityHeader", codecs, source_addresses as "sourceAddresses",
       username, does_register as "doesRegister", number_format as "numberFormat", strip_digits as "stripDigits", add_prefix as "addPrefix",
       number_rules as "numberRules", caller_id_rule as "callerIdRule", caller_id as "callerId", hides_caller_id as "hidesCallerId",
       channel_limit as "channelLimit", calls_per_second as "callsPerSecond", cost_package_id::text as "costPackageId",
       b.name as "costPackageName", daily_cost_limit as "dailyCostLimit", monthly_cost_limit as "monthlyCostLimit",
       probe_seconds as "probeSeconds", fence_after as "fenceAfter", fence_seconds as "fenceSeconds", is_active as "isActive",
       is_in_maintenance as "isInMaintenance", has_secret as "hasSecret", p.created_at as "createdAt", p.version,
       coalesce((select jsonb_agg(jsonb_build_object('host', s.host, 'probe', s.probe, 'since', s.since, 'fencedUntil', s.fenced_until,
                                                     'registration', s.registration, 'roundTripUs', s.round_trip_us))
                   from provider_host_state s
                  where s.provider_id = p.id), '[]'::jsonb) as states,
       array(select r.name
               from route r
              where exists (select from route_rule u where u.route_id = r.id and u.provider_id = p.id)
              order by lower(r.name)) as "routeNames",
       coalesce(now_up.count, 0)::int as "callsNow", coalesce(hour.attempts, 0)::int as attempts,
       coalesce(hour.answered, 0)::int as answered,
       coalesce(spent.today, 0)::bigint as "spentToday", coalesce(spent.month, 0)::bigint as "spentThisMonth"
  from provider p
  left join billing_package b on b.id = p.cost_package_id
  left join (select (attempts -> (coalesce(attempt, 1) - 1) ->> 'providerId')::bigint as provider_id, count(*) as count
               from call
              group by 1) now_up on now_up.provider_id = p.id
  left join lateral (select sum(t.attempts) as attempts, sum(t.answered) as answered
                       from provider_tally t
                      where t.provider_id = p.id
                        and t.minute > now() - interval '1 hour') hour on true
  left join lateral (select sum(s.cost) as month, sum(s.cost) filter (where s.day = today.day) as today
                       from (select (now() at time zone time_zone)::date as day from setting) today
                       join provider_spend s on s.provider_id = p.id and s.day between date_trunc('month', today.day)::date and today.day) spent on true`;

function toProvider(found: ProviderRow) {
  const { states, routeNames, attempts, answered, spentToday, spentThisMonth, callsNow, costPackageName, ...one } = found;
  const hosts = [{ host: one.host, port: one.port }, ...one.moreHosts].map(({ host, port }, index) => {
    const state = states.find((known) => known.host === index + 1);
    return {
      ...{ position: index + 1, host, port, probe: state?.probe ?? ('unknown' as const) },
      since: state ? iso(state.since) : null,
      fencedUntil: state?.fencedUntil ? iso(state.fencedUntil) : null,
      registration: state?.registration ?? null,
      roundTripMilliseconds: state?.roundTripUs == null ? null : state.roundTripUs / 1000,
    };
  });
  return {
    ...one,
    numberRules: one.numberRules.map((rule) => ({ ...rule })),
    dailyCostLimit: one.dailyCostLimit === null ? null : formatAmount(one.dailyCostLimit),
    monthlyCostLimit: one.monthlyCostLimit === null ? null : formatAmount(one.monthlyCostLimit),
    live: {
      hosts: one.protocol === 'test' ? [] : hosts,
      ...{ routeNames, callsNow, costPackageName, lastHour: { attempts, answered } },
      ...{ spentToday: formatAmount(spentToday), spentThisMonth: formatAmount(spentThisMonth) },
    },
    createdAt: formatInstant(one.createdAt),
  };
}

const iso = (text: string): string => new Date(text).toISOString();
