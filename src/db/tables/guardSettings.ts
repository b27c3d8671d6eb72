import type { Amount } from '../../core/base/money.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { ClassedPrefix, DestinationClass } from '../../core/fraud/classedPrefix.ts';
import { type GuardSettings, guardRuleList, usualReactions } from '../../core/fraud/guardSettings.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** Locks the one row of the guard's settings; its version. */
export async function lockGuardVersion(tx: Tx): Promise<number> {
  const found = await row<{ version: number }>(tx, sql`select version from guard_setting for update`);
  if (!found) throw new Error('the guard_setting row is missing');
  return found.version;
}

export async function updateGuardSettings(tx: Tx, one: GuardSettings): Promise<void> {
  const own = guardRuleList.filter((rule) => one.reactions[rule] !== usualReactions[rule]);
  const reactions = Object.fromEntries(own.map((rule) => [rule, one.reactions[rule]]));
  await rows(
    tx,
    sql`update guard_setting
           set is_on = ${one.isOn}, countries = ${one.countries}, price_per_minute_max = ${one.pricePerMinuteMax},
               call_seconds_max = ${one.callSecondsMax}, calls_at_once = ${one.usualPace.callsAtOnce},
               calls_per_minute = ${one.usualPace.callsPerMinute}, calls_per_hour = ${one.usualPace.callsPerHour},
               young_days = ${one.youngDays}, young_calls_at_once = ${one.youngPace.callsAtOnce},
               young_calls_per_minute = ${one.youngPace.callsPerMinute}, young_calls_per_hour = ${one.youngPace.callsPerHour},
               reactions = ${JSON.stringify(reactions)}, spend_floor = ${one.spendFloor}, night_from = ${one.nightFrom},
               night_to = ${one.nightTo}, hangs_up = ${one.hangsUp}, mail_to = ${one.mailTo}, tells_customer = ${one.tellsCustomer},
               quiet_hours = ${one.quietHours}`,
  );
}

/** The spend caps that new accounts begin with, where the operator has named none. */
export async function startSpendCaps(tx: Tx, hourly: Amount, daily: Amount): Promise<void> {
  await rows(
    tx,
    sql`update setting
           set default_hourly_spend_limit = coalesce(default_hourly_spend_limit, ${hourly}),
               default_daily_spend_limit = coalesce(default_daily_spend_limit, ${daily})
         where set_up_at is null`,
  );
}

export async function findOwnClass(tx: Tx, prefix: string): Promise<ClassedPrefix | undefined> {
  return row<{ prefix: string; class: DestinationClass; name: string }>(
    tx,
    sql`select prefix, class, name from destination_class where prefix = ${prefix} for update`,
  );
}

export async function countOwnClasses(tx: Tx): Promise<number> {
  return (await row<{ count: number }>(tx, sql`select count(*)::int as count from destination_class`))?.count ?? 0;
}

/** Adds or replaces entries of the operator's own list, in one statement. */
export async function saveOwnClasses(tx: Tx, all: readonly ClassedPrefix[], at: Instant, by: string): Promise<void> {
  await rows(
    tx,
    sql`insert into destination_class (prefix, class, name, changed_at, changed_by)
        select prefix, class, name, ${formatInstant(at)}, ${by}
          from unnest(${all.map((one) => one.prefix)}::text[], ${all.map((one) => one.class)}::text[], ${all.map((one) => one.name)}::text[])
            as one (prefix, class, name)
            on conflict (prefix) do update set class = excluded.class, name = excluded.name, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
  );
}

export async function deleteOwnClass(tx: Tx, prefix: string): Promise<void> {
  await rows(tx, sql`delete from destination_class where prefix = ${prefix}`);
}
