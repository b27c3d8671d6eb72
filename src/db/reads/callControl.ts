import type { AccountProtocol, PaymentType } from '../../core/accounts/account.ts';
import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import type { DialPlan } from '../../core/base/phone.ts';
import type { Caller } from '../../core/calls/caller.ts';
import type { GuardWorld } from '../../core/fraud/guardTerms.ts';
import type { Restriction } from '../../core/payments/dunning.ts';
import { row, sql, type Tx } from '../sql.ts';
import { listOwnBundles } from './bundles.ts';
import { type ForwardingRow, forwardingColumns, fromForwardingRow } from './forwardingRow.ts';
import { fromGuardRow, type GuardRow, getGuardWorld, guardColumns } from './guardWorld.ts';

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
  caller_group: string;
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
} & ForwardingRow &
  GuardRow;

/** Who is behind this network number, as the call path needs it; undefined when there is no such number. */
export async function findCaller(tx: Tx, number: string): Promise<Caller | undefined> {
  const found = await row<CallerRow>(
    tx,
    sql`select a.id as account_id, a.version, a.is_active as account_active, a.restriction, a.protocol, a.payment_type, b.credit_limit,
               a.billing_package_id, a.exception_package_id,
               exists (select from bundle u where u.account_id = a.id and u.ended_at is null) as has_bundles, a.route_id, a.caller_group, a.call_limit, n.call_limit as number_call_limit, a.daily_spend_limit,
               a.hourly_spend_limit, a.allowed_prefixes, a.blocked_prefixes, n.id as network_number_id, n.number, n.caller_id, n.is_active as number_active,
               n.has_voicemail, n.do_not_disturb, n.hides_caller_id, n.does_ring_all, ${guardColumns}, ${forwardingColumns}
          from network_number n
          join account a on a.id = n.account_id
          join account_balance b on b.account_id = a.id
          left join account_guard g on g.account_id = a.id
         where n.number = ${number}`,
  );
  if (!found) return undefined;
  const guard = fromGuardRow(found);
  const caller = { ...fromCallerRow(found), ...(guard && { guard }) };
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
    callerGroup: found.caller_group,
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

export type CallSettings = {
  readonly dialPlan: DialPlan;
  readonly timeZone: string;
  readonly emergencyRouteId: Id | undefined;
  /** Absent only where a test made it up. */
  readonly guard?: GuardWorld;
};

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
    guard: await getGuardWorld(tx),
  };
}
