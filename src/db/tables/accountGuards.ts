import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { GuardOverrides, GuardState } from '../../core/fraud/guardTerms.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** A new account is guarded from its first call on. */
export async function insertAccountGuard(tx: Tx, accountId: Id): Promise<void> {
  await rows(tx, sql`insert into account_guard (account_id) values (${accountId}) on conflict do nothing`);
}

export type StoredGuard = {
  readonly isGuarded: boolean;
  readonly overrides: GuardOverrides;
  readonly state: GuardState;
  readonly quietUntil: Instant | undefined;
  readonly version: number;
};

type GuardRow = Omit<GuardOverrides, 'pricePerMinuteMax'> & {
  pricePerMinuteMax: Amount | null;
  isGuarded: boolean;
  state: GuardState;
  quietUntil: Instant | null;
  version: number;
};

/** The guard of an account, locked; undefined when it has none (or there is no such account). */
export async function lockAccountGuard(tx: Tx, accountId: Id): Promise<StoredGuard | undefined> {
  const found = await row<GuardRow>(
    tx,
    sql`select is_guarded as "isGuarded", allows_special as "allowsSpecial", allows_high_risk as "allowsHighRisk", countries,
               price_per_minute_max as "pricePerMinuteMax", call_seconds_max as "callSecondsMax", calls_at_once as "callsAtOnce",
               calls_per_minute as "callsPerMinute", calls_per_hour as "callsPerHour", state, quiet_until as "quietUntil", version
          from account_guard
         where account_id = ${accountId}
           for update`,
  );
  if (!found) return undefined;
  const { isGuarded, state, quietUntil, version, ...overrides } = found;
  return { isGuarded, overrides, state, quietUntil: quietUntil ?? undefined, version };
}

export async function isAccount(tx: Tx, accountId: Id): Promise<boolean> {
  return (await row(tx, sql`select id from account where id = ${accountId}`)) !== undefined;
}

/** An account from before gets its guard; call control reads it anew. */
export async function startAccountGuard(tx: Tx, accountId: Id): Promise<void> {
  await rows(tx, sql`insert into account_guard (account_id, is_guarded) values (${accountId}, false) on conflict do nothing`);
}

export async function saveOverrides(tx: Tx, accountId: Id, isGuarded: boolean, one: GuardOverrides): Promise<void> {
  await rows(
    tx,
    sql`update account_guard
           set is_guarded = ${isGuarded}, allows_special = ${one.allowsSpecial}, allows_high_risk = ${one.allowsHighRisk},
               countries = ${one.countries}, price_per_minute_max = ${one.pricePerMinuteMax}, call_seconds_max = ${one.callSecondsMax},
               calls_at_once = ${one.callsAtOnce}, calls_per_minute = ${one.callsPerMinute}, calls_per_hour = ${one.callsPerHour}
         where account_id = ${accountId}`,
  );
}

/** Throttles or locks. */
export async function saveGuardState(
  tx: Tx,
  accountId: Id,
  state: Exclude<GuardState, 'none'>,
  said: string,
  at: Instant,
): Promise<void> {
  await rows(
    tx,
    sql`update account_guard
           set state = ${state}, state_since = ${formatInstant(at)}, state_said = ${said}, quiet_until = null
         where account_id = ${accountId}`,
  );
}

/** Ends what the guard did; it stays quiet until then. */
export async function saveRelease(tx: Tx, accountId: Id, quietUntil: Instant): Promise<void> {
  await rows(
    tx,
    sql`update account_guard
           set state = 'none', state_since = null, state_said = null, quiet_until = ${formatInstant(quietUntil)}
         where account_id = ${accountId}`,
  );
}

/** Guards the next accounts from before; answers how many. Their copies in call control are made anew. */
export async function coverAccounts(tx: Tx, limit: number): Promise<number> {
  const found = await row<{ count: number }>(
    tx,
    sql`with chosen as (select a.id
                          from account a
                         where not exists (select from account_guard g where g.account_id = a.id)
                         order by a.id
                         limit ${limit}),
             added as (insert into account_guard (account_id) select id from chosen on conflict do nothing returning account_id),
             told as (update account set version = version + 1 where id in (select account_id from added) returning id)
        select count(*)::int as count from told`,
  );
  return found?.count ?? 0;
}

export type GuardAct = {
  readonly accountId: Id;
  readonly at: Instant;
  readonly kind: 'warn' | 'throttle' | 'lock' | 'release';
  readonly rules: readonly string[];
  readonly said: string;
  readonly by: string;
};

export async function insertGuardAct(tx: Tx, one: GuardAct): Promise<void> {
  await rows(
    tx,
    sql`insert into guard_act (account_id, at, kind, rules, said, by_name)
        values (${one.accountId}, ${formatInstant(one.at)}, ${one.kind}, ${one.rules}, ${one.said}, ${one.by})`,
  );
}
