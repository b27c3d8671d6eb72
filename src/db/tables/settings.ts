import type { AccountProtocol, PaymentType } from '../../core/accounts/account.ts';
import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** The operator's settings, without what the set-up and the minting of numbers keep beside them. */
export type Settings = {
  readonly companyName: string;
  readonly country: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly baseNumber: string;
  readonly countryCallingCode: string;
  readonly nationalPrefix: string;
  readonly internationalPrefix: string;
  readonly emergencyNumbers: readonly string[];
  readonly emergencyRouteId: Id | null;
  readonly defaultPaymentType: PaymentType;
  readonly defaultProtocol: AccountProtocol;
  readonly defaultBillingPackageId: Id | null;
  readonly defaultRouteId: Id | null;
  readonly defaultCallLimit: number;
  readonly defaultDailySpendLimit: Amount | null;
  readonly defaultHourlySpendLimit: Amount | null;
  /** Balances at which Pre-Paid customers are warned, unless their account says otherwise. */
  readonly lowBalanceAt: readonly Amount[];
  readonly defaultCreditLimit: Amount | null;
  readonly defaultAllowedPrefixes: readonly string[];
  readonly defaultBlockedPrefixes: readonly string[];
  readonly defaultLanguage: string;
  readonly defaultExtraPresetId: Id | null;
};
export type LockedSettings = Settings & {
  readonly nextNumber: bigint;
  readonly setupTokenHash: string | null;
  readonly isSetUp: boolean;
  readonly version: number;
};

type SettingRow = {
  company_name: string;
  country: string;
  currency: string;
  time_zone: string;
  base_number: string;
  next_number: bigint;
  country_calling_code: string;
  national_prefix: string;
  international_prefix: string;
  emergency_numbers: string[];
  emergency_route_id: Id | null;
  default_payment_type: PaymentType;
  default_protocol: AccountProtocol;
  default_billing_package_id: Id | null;
  default_route_id: Id | null;
  default_call_limit: number;
  default_daily_spend_limit: Amount | null;
  default_hourly_spend_limit: Amount | null;
  low_balance_at: string[];
  default_credit_limit: Amount | null;
  default_allowed_prefixes: string[];
  default_blocked_prefixes: string[];
  default_language: string;
  default_extra_preset_id: Id | null;
  setup_token_hash: string | null;
  is_set_up: boolean;
  version: number;
};

/** The settings, locked: numbers are minted and settings changed by one transaction at a time. */
export async function lockSettings(tx: Tx): Promise<LockedSettings> {
  const found = await row<SettingRow>(
    tx,
    sql`select company_name, country, currency, time_zone, base_number, next_number, country_calling_code, national_prefix,
               international_prefix, emergency_numbers, emergency_route_id, default_payment_type, default_protocol,
               default_billing_package_id, default_route_id, default_call_limit, default_daily_spend_limit, default_hourly_spend_limit,
               low_balance_at, default_credit_limit,
               default_allowed_prefixes, default_blocked_prefixes, default_language, default_extra_preset_id, setup_token_hash,
               set_up_at is not null as is_set_up, version
          from setting
           for update`,
  );
  if (!found) throw new Error('the setting row is missing');
  return fromRow(found);
}

/** The operator's currency. */
export async function getCurrency(tx: Tx): Promise<string> {
  const found = await row<{ currency: string }>(tx, sql`select currency from setting`);
  if (!found) throw new Error('There is no settings row.');
  return found.currency;
}

/** The operator's time zone, without holding up those who mint numbers. */
export async function getTimeZone(tx: Tx): Promise<string> {
  const found = await row<{ time_zone: string }>(tx, sql`select time_zone from setting`);
  if (!found) throw new Error('the setting row is missing');
  return found.time_zone;
}

function fromRow(found: SettingRow): LockedSettings {
  return {
    companyName: found.company_name,
    country: found.country,
    currency: found.currency,
    timeZone: found.time_zone,
    baseNumber: found.base_number,
    countryCallingCode: found.country_calling_code,
    nationalPrefix: found.national_prefix,
    internationalPrefix: found.international_prefix,
    emergencyNumbers: found.emergency_numbers,
    emergencyRouteId: found.emergency_route_id,
    defaultPaymentType: found.default_payment_type,
    defaultProtocol: found.default_protocol,
    defaultBillingPackageId: found.default_billing_package_id,
    defaultRouteId: found.default_route_id,
    defaultCallLimit: found.default_call_limit,
    defaultDailySpendLimit: found.default_daily_spend_limit,
    defaultHourlySpendLimit: found.default_hourly_spend_limit,
    lowBalanceAt: found.low_balance_at.map((limit) => BigInt(limit) as Amount),
    defaultCreditLimit: found.default_credit_limit,
    defaultAllowedPrefixes: found.default_allowed_prefixes,
    defaultBlockedPrefixes: found.default_blocked_prefixes,
    defaultLanguage: found.default_language,
    defaultExtraPresetId: found.default_extra_preset_id,
    nextNumber: found.next_number,
    setupTokenHash: found.setup_token_hash,
    isSetUp: found.is_set_up,
    version: found.version,
  };
}

/** How letters sign; needs no lock. */
export async function findCompanyName(tx: Tx): Promise<string> {
  return (await row<{ name: string }>(tx, sql`select company_name as name from setting`))?.name ?? '';
}

export async function updateSettings(tx: Tx, settings: Settings): Promise<void> {
  await rows(
    tx,
    sql`update setting
           set company_name = ${settings.companyName}, country = ${settings.country}, currency = ${settings.currency},
               time_zone = ${settings.timeZone}, base_number = ${settings.baseNumber},
               country_calling_code = ${settings.countryCallingCode}, national_prefix = ${settings.nationalPrefix},
               international_prefix = ${settings.internationalPrefix}, emergency_numbers = ${settings.emergencyNumbers},
               emergency_route_id = ${settings.emergencyRouteId}, default_payment_type = ${settings.defaultPaymentType},
               default_protocol = ${settings.defaultProtocol}, default_billing_package_id = ${settings.defaultBillingPackageId},
               default_route_id = ${settings.defaultRouteId}, default_call_limit = ${settings.defaultCallLimit},
               default_daily_spend_limit = ${settings.defaultDailySpendLimit},
               default_hourly_spend_limit = ${settings.defaultHourlySpendLimit}, low_balance_at = ${settings.lowBalanceAt},
               default_credit_limit = ${settings.defaultCreditLimit}, default_allowed_prefixes = ${settings.defaultAllowedPrefixes},
               default_blocked_prefixes = ${settings.defaultBlockedPrefixes}, default_language = ${settings.defaultLanguage},
               default_extra_preset_id = ${settings.defaultExtraPresetId}`,
  );
}

/** Where the next search for a free number starts. */
export async function saveNextNumber(tx: Tx, next: bigint): Promise<void> {
  await rows(tx, sql`update setting set next_number = ${next}`);
}

export async function saveSetupToken(tx: Tx, hash: string | null): Promise<void> {
  await rows(tx, sql`update setting set setup_token_hash = ${hash}`);
}

/** Ends the first run; a second time changes nothing. */
export async function finishSetup(tx: Tx, at: string): Promise<void> {
  await rows(tx, sql`update setting set set_up_at = ${at} where set_up_at is null`);
}

/** The operator's IANA time zone, without waiting for whoever changes settings or mints numbers. */
export async function findTimeZone(tx: Tx): Promise<string> {
  const found = await row<{ timeZone: string }>(tx, sql`select time_zone as "timeZone" from setting`);
  return found?.timeZone ?? 'UTC';
}
