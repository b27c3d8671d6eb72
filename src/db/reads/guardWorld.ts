import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import type { Instant } from '../../core/base/time.ts';
import type { ClassedPrefix, DestinationClass } from '../../core/fraud/classedPrefix.ts';
import { findClassIn } from '../../core/fraud/destinationClass.ts';
import { type GuardReaction, type GuardRule, type GuardSettings, usualReactions } from '../../core/fraud/guardSettings.ts';
import type { AccountGuard, GuardState, GuardWorld } from '../../core/fraud/guardTerms.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

type SettingRow = Omit<GuardSettings, 'reactions' | 'usualPace' | 'youngPace'> & {
  callsAtOnce: number;
  callsPerMinute: number;
  callsPerHour: number;
  youngCallsAtOnce: number;
  youngCallsPerMinute: number;
  youngCallsPerHour: number;
  reactions: { readonly [rule in GuardRule]?: GuardReaction };
  version: number;
};

/** The fraud guard as the operator set it. */
export async function getGuardSettings(tx: Tx): Promise<GuardSettings & { readonly version: number }> {
  const found = await row<SettingRow>(
    tx,
    sql`select is_on as "isOn", countries, price_per_minute_max as "pricePerMinuteMax", call_seconds_max as "callSecondsMax",
               calls_at_once as "callsAtOnce", calls_per_minute as "callsPerMinute", calls_per_hour as "callsPerHour",
               young_days as "youngDays", young_calls_at_once as "youngCallsAtOnce", young_calls_per_minute as "youngCallsPerMinute",
               young_calls_per_hour as "youngCallsPerHour", reactions, spend_floor as "spendFloor", night_from as "nightFrom",
               night_to as "nightTo", hangs_up as "hangsUp", mail_to as "mailTo", tells_customer as "tellsCustomer",
               quiet_hours as "quietHours", version
          from guard_setting`,
  );
  if (!found) throw new Error('the guard_setting row is missing');
  const { callsAtOnce, callsPerMinute, callsPerHour, youngCallsAtOnce, youngCallsPerMinute, youngCallsPerHour, ...rest } = found;
  return {
    ...rest,
    usualPace: { callsAtOnce, callsPerMinute, callsPerHour },
    youngPace: { callsAtOnce: youngCallsAtOnce, callsPerMinute: youngCallsPerMinute, callsPerHour: youngCallsPerHour },
    reactions: { ...usualReactions, ...found.reactions },
  };
}

/** The operator's own entries of the class list. */
export async function listOwnClasses(tx: Tx): Promise<readonly ClassedPrefix[]> {
  return rows<{ prefix: string; class: DestinationClass; name: string }>(
    tx,
    sql`select prefix, class, name from destination_class order by prefix`,
  );
}

/** What the guard knows beside the accounts. */
export async function getGuardWorld(tx: Tx): Promise<GuardWorld> {
  const settings = await getGuardSettings(tx);
  const own = await listOwnClasses(tx);
  const found = await row<{ country: string; currency: string; code: string }>(
    tx,
    sql`select country, currency, country_calling_code as code from setting`,
  );
  if (!found) throw new Error('the setting row is missing');
  const { country, currency, code } = found;
  return { settings, home: { country, countryCallingCode: code }, currency, findClass: findClassIn(own) };
}

/** The columns of an account's guard, for queries that join account_guard as g and account as a. Null: an account from before the guard. */
export type GuardRow = {
  is_guarded: boolean | null;
  guard_state: GuardState | null;
  opened_at: Instant;
  allows_special: boolean | null;
  allows_high_risk: boolean | null;
  guard_countries: string[] | null;
  price_per_minute_max: Amount | null;
  call_seconds_max: number | null;
  calls_at_once: number | null;
  calls_per_minute: number | null;
  calls_per_hour: number | null;
};
export const guardColumns = sql`g.is_guarded, g.state as guard_state, a.created_at as opened_at, g.allows_special, g.allows_high_risk,
  g.countries as guard_countries, g.price_per_minute_max, g.call_seconds_max, g.calls_at_once, g.calls_per_minute, g.calls_per_hour`;

export function fromGuardRow(found: GuardRow): AccountGuard | undefined {
  if (found.is_guarded === null) return undefined;
  return {
    isGuarded: found.is_guarded,
    state: found.guard_state ?? 'none',
    openedAt: found.opened_at,
    overrides: {
      allowsSpecial: found.allows_special ?? false,
      allowsHighRisk: found.allows_high_risk ?? false,
      countries: found.guard_countries,
      pricePerMinuteMax: found.price_per_minute_max,
      callSecondsMax: found.call_seconds_max,
      callsAtOnce: found.calls_at_once,
      callsPerMinute: found.calls_per_minute,
      callsPerHour: found.calls_per_hour,
    },
  };
}

/** Whose guard it is. */
export async function findAccountGuard(tx: Tx, accountId: Id): Promise<AccountGuard | undefined> {
  const found = await row<GuardRow>(
    tx,
    sql`select ${guardColumns} from account a left join account_guard g on g.account_id = a.id where a.id = ${accountId}`,
  );
  return found && fromGuardRow(found);
}
