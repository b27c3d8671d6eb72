import type { AccountProtocol, PaymentType } from '../../core/accounts/account.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { row, sql, type Tx } from '../sql.ts';
import { listNextNumbers } from './listNextNumbers.ts';

type SettingRow = {
  companyName: string;
  country: string;
  currency: string;
  timeZone: string;
  baseNumber: string;
  countryCallingCode: string;
  nationalPrefix: string;
  internationalPrefix: string;
  emergencyNumbers: string[];
  emergencyRouteId: string | null;
  defaultPaymentType: PaymentType;
  defaultProtocol: AccountProtocol;
  defaultBillingPackageId: string | null;
  defaultRouteId: string | null;
  defaultCallLimit: number;
  defaultDailySpendLimit: Amount | null;
  defaultHourlySpendLimit: Amount | null;
  lowBalanceAt: string[];
  defaultCreditLimit: Amount | null;
  defaultAllowedPrefixes: string[];
  defaultBlockedPrefixes: string[];
  defaultLanguage: string;
  defaultExtraPresetId: string | null;
  isCurrencyFixed: boolean;
  nextNumber: bigint;
  version: number;
};

/** All settings, with the next customer numbers that would be given out. */
export async function getSettings(tx: Tx) {
  const found = await row<SettingRow>(
    tx,
    sql`select company_name as "companyName", country, currency, time_zone as "timeZone", base_number as "baseNumber",
               country_calling_code as "countryCallingCode", national_prefix as "nationalPrefix",
               international_prefix as "internationalPrefix", emergency_numbers as "emergencyNumbers",
               emergency_route_id::text as "emergencyRouteId", default_payment_type as "defaultPaymentType",
               default_protocol as "defaultProtocol", default_billing_package_id::text as "defaultBillingPackageId",
               default_route_id::text as "defaultRouteId", default_call_limit as "defaultCallLimit",
               default_daily_spend_limit as "defaultDailySpendLimit",
               default_hourly_spend_limit as "defaultHourlySpendLimit", low_balance_at as "lowBalanceAt",
               default_credit_limit as "defaultCreditLimit",
               default_allowed_prefixes as "defaultAllowedPrefixes", default_blocked_prefixes as "defaultBlockedPrefixes",
               default_language as "defaultLanguage", default_extra_preset_id::text as "defaultExtraPresetId",
               next_number as "nextNumber", version,
               exists (select from entry) or exists (select from call where hold > 0) as "isCurrencyFixed"
          from setting`,
  );
  if (!found) throw new Error('the setting row is missing');
  const { nextNumber, defaultDailySpendLimit, defaultHourlySpendLimit, lowBalanceAt, defaultCreditLimit, ...plain } = found;
  return {
    ...plain,
    defaultDailySpendLimit: defaultDailySpendLimit === null ? null : formatAmount(defaultDailySpendLimit),
    defaultHourlySpendLimit: defaultHourlySpendLimit === null ? null : formatAmount(defaultHourlySpendLimit),
    lowBalanceAt: lowBalanceAt.map((limit) => formatAmount(BigInt(limit) as Amount)),
    defaultCreditLimit: defaultCreditLimit === null ? null : formatAmount(defaultCreditLimit),
    nextNumbers: await listNextNumbers(tx, nextNumber, found.emergencyNumbers),
  };
}
