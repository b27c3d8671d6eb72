import type { AccountProtocol, PaymentType } from '../../core/accounts/account.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

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
               default_daily_spend_limit as "defaultDailySpendLimit", next_number as "nextNumber", version
          from setting`,
  );
  if (!found) throw new Error('the setting row is missing');
  const { nextNumber, defaultDailySpendLimit, ...plain } = found;
  return {
    ...plain,
    defaultDailySpendLimit: defaultDailySpendLimit === null ? null : formatAmount(defaultDailySpendLimit),
    nextNumbers: await listNextNumbers(tx, nextNumber, found.emergencyNumbers),
  };
}

/** The next free numbers; what an operator sees may be taken by another one before it is saved. */
async function listNextNumbers(tx: Tx, from: bigint, reserved: readonly string[]): Promise<string[]> {
  const found = await rows<{ number: string }>(
    tx,
    sql`select n::text as number
          from generate_series(${from}::bigint, ${from + 999n}::bigint) n
         where not exists (select from network_number where number = n::text)
           and not exists (select from account where customer_number = n::text)
           and n::text <> all (${reserved}::text[])
         order by n
         limit 5`,
  );
  return found.map((one) => one.number);
}
