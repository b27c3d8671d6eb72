import type { AccountProtocol, PaymentType } from '../../core/accounts/account.ts';
import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import type { DialPlan } from '../../core/base/phone.ts';
import type { Caller } from '../../core/calls/caller.ts';
import type { Restriction } from '../../core/payments/dunning.ts';
import type { NumberFormat, Provider, Route, RouteRule } from '../../core/routing/route.ts';
import { row, rows, sql, type Tx } from '../sql.ts';
import { listOwnBundles } from './bundles.ts';
import { type ForwardingRow, forwardingColumns, fromForwardingRow } from './forwardingRow.ts';

type CallerRow = {
  account_id: Id;
  version: number;
  account_active: boolean;
  restriction: Restriction;
  protocol: AccountProtocol;
  payment_type: PaymentType;
  credit_limit: Amount | null;
  billing_package_id: Id;
  exception_package_id: Id | null;
  has_bundles: boolean;
  route_id: Id;
  call_limit: number;
  number_call_limit: number | null;
  daily_spend_limit: Amount | null;
  hourly_spend_limit: Amount | null;
  allowed_prefixes: string[];
  blocked_prefixes: string[];
  network_number_id: Id;
  number: string;
  caller_id: string;
  number_active: boolean;
  has_voicemail: boolean;
  do_not_disturb: boolean;
  hides_caller_id: boolean;
  does_ring_all: boolean;
} & ForwardingRow;

/** Who is behind this network number, as the call path needs it; undefined when there is no such number. */
export async function findCaller(tx: Tx, number: string): Promise<Caller | undefined> {
  const found = await row<CallerRow>(
    tx,
    sql`select a.id as account_id, a.version, a.is_active as account_active, a.restriction, a.protocol, a.payment_type, b.credit_limit,
               a.billing_package_id, a.exception_package_id,
               exists (select from bundle u where u.account_id = a.id and u.ended_at is null) as has_bundles, a.route_id, a.call_limit, n.call_limit as number_call_limit, a.daily_spend_limit,
               a.hourly_spend_limit, a.allowed_prefixes, a.blocked_prefixes, n.id as network_number_id, n.number, n.caller_id, n.is_active as number_active,
               n.has_voicemail, n.do_not_disturb, n.hides_caller_id, n.does_ring_all, ${forwardingColumns}
          from network_number n
          join account a on a.id = n.account_id
          join account_balance b on b.account_id = a.id
         where n.number = ${number}`,
  );
  if (!found) return undefined;
  const caller = fromCallerRow(found);
  return found.has_bundles ? { ...caller, bundles: await listOwnBundles(tx, found.account_id) } : caller;
}

function fromCallerRow(found: CallerRow): Caller {
  return {
    accountId: found.account_id,
    accountVersion: found.version,
    isAccountActive: found.account_active,
    ...(found.restriction !== 'none' && { restriction: found.restriction }),
    protocol: found.protocol,
    paymentType: found.payment_type,
    isMetered: found.payment_type === 'pre_paid' || found.credit_limit !== null,
    billingPackageId: found.billing_package_id,
    ...(found.exception_package_id !== null && { exceptionPackageId: found.exception_package_id }),
    routeId: found.route_id,
    callLimit: found.call_limit,
    ...(found.number_call_limit !== null && { numberCallLimit: found.number_call_limit }),
    ...(found.daily_spend_limit !== null && { dailySpendLimit: found.daily_spend_limit }),
    ...(found.hourly_spend_limit !== null && { hourlySpendLimit: found.hourly_spend_limit }),
    allowedPrefixes: found.allowed_prefixes,
    blockedPrefixes: found.blocked_prefixes,
    networkNumberId: found.network_number_id,
    number: found.number,
    callerId: found.caller_id,
    isNumberActive: found.number_active,
    hasVoicemail: found.has_voicemail,
    doNotDisturb: found.do_not_disturb,
    hidesCallerId: found.hides_caller_id,
    doesRingAll: found.does_ring_all,
    forwarding: fromForwardingRow(found),
  };
}

/** The numbers of an account, and whether it may be used: what the engine must forget or hang up when it changes. */
export async function findAccountNumbers(
  tx: Tx,
  accountId: Id,
): Promise<{ readonly isActive: boolean; readonly numbers: readonly string[] }> {
  const found = await row<{ is_active: boolean; numbers: string[] | null }>(
    tx,
    sql`select a.is_active, array_agg(n.number) filter (where n.number is not null) as numbers
          from account a
          left join network_number n on n.account_id = a.id
         where a.id = ${accountId}
         group by a.id`,
  );
  return { isActive: found?.is_active ?? false, numbers: found?.numbers ?? [] };
}

export type CallSettings = { readonly dialPlan: DialPlan; readonly timeZone: string; readonly emergencyRouteId: Id | undefined };

/** The settings that calls depend on. */
export async function getCallSettings(tx: Tx): Promise<CallSettings> {
  const found = await row<{
    country_calling_code: string;
    national_prefix: string;
    international_prefix: string;
    emergency_numbers: string[];
    time_zone: string;
    emergency_route_id: Id | null;
  }>(
    tx,
    sql`select country_calling_code, national_prefix, international_prefix, emergency_numbers, time_zone, emergency_route_id
          from setting`,
  );
  if (!found) throw new Error('the setting row is missing');
  return {
    dialPlan: {
      countryCallingCode: found.country_calling_code,
      nationalPrefix: found.national_prefix,
      internationalPrefix: found.international_prefix,
      emergencyNumbers: found.emergency_numbers,
    },
    timeZone: found.time_zone,
    emergencyRouteId: found.emergency_route_id ?? undefined,
  };
}

/** All providers, by id. */
export async function getProviders(tx: Tx): Promise<ReadonlyMap<Id, Provider>> {
  const found = await rows<{
    id: Id;
    name: string;
    number_format: NumberFormat;
    strip_digits: number;
    add_prefix: string;
    caller_id: string;
    is_active: boolean;
  }>(tx, sql`select id, name, number_format, strip_digits, add_prefix, caller_id, is_active from provider`);
  return new Map(
    found.map((one) => [
      one.id,
      {
        id: one.id,
        name: one.name,
        numberFormat: one.number_format,
        stripDigits: one.strip_digits,
        addPrefix: one.add_prefix,
        callerId: one.caller_id,
        isActive: one.is_active,
      },
    ]),
  );
}

/** All routes with their rules, by id. */
export async function getRoutes(tx: Tx): Promise<ReadonlyMap<Id, Route>> {
  const found = await rows<{ id: Id; name: string; prefix: string | null; provider_ids: Id[] | null }>(
    tx,
    sql`select r.id, r.name, u.prefix, array_agg(u.provider_id order by u.position) filter (where u.provider_id is not null) as provider_ids
          from route r
          left join route_rule u on u.route_id = r.id
         group by r.id, u.prefix`,
  );
  const routes = new Map<Id, Route & { rules: RouteRule[] }>();
  for (const one of found) {
    const route = routes.get(one.id) ?? { id: one.id, name: one.name, rules: [] };
    if (one.prefix !== null) route.rules.push({ prefix: one.prefix, providerIds: (one.provider_ids ?? []).map(BigInt) });
    routes.set(one.id, route);
  }
  return routes;
}

/** An active provider as the engine dials it; the secret is still sealed. */
export type TrunkRow = {
  readonly id: Id;
  readonly protocol: 'sip' | 'iax' | 'test';
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly secretSealed: Uint8Array | null;
  readonly doesRegister: boolean;
};

/** Every active provider. For call control only: the reading role of the screens may not see secrets, sealed or not. */
export async function listTrunkRows(tx: Tx): Promise<readonly TrunkRow[]> {
  return rows<TrunkRow>(
    tx,
    sql`select id, protocol, host, port, username, secret_sealed as "secretSealed", does_register as "doesRegister"
          from provider
         where is_active
         order by id`,
  );
}
