import type { RoundingMode } from '../../core/base/divide.ts';
import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export const rerateStates = ['previewing', 'ready', 'booking', 'done', 'cancelled'] as const;
export type RerateState = (typeof rerateStates)[number];

/** What is priced again: the calls that a package priced, of some accounts or all, to numbers that begin with a prefix, answered in [from, to). */
export type RerateScope = {
  readonly billingPackageId: Id;
  readonly withPackageId: Id;
  /** Its rates as they stood then; undefined = those in force when each call was answered. */
  readonly ratesAt: Instant | undefined;
  /** Undefined = every account. */
  readonly accountIds: readonly Id[] | undefined;
  readonly prefix: string;
  readonly from: Instant;
  readonly to: Instant;
  /** Whether what a call costs more may take Pre-Paid below zero. */
  readonly mayOverdraw: boolean;
  readonly reason: string;
};

export type RerateRun = {
  readonly id: Id;
  readonly state: RerateState;
  readonly billingPackageId: Id | null;
  readonly withPackageId: Id | null;
  readonly ratesAt: Instant | null;
  readonly accountIds: readonly Id[] | null;
  readonly prefix: string;
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly undoOf: Id | null;
  readonly packageVersion: number | null;
  readonly afterCdr: Id;
  readonly uptoCdr: Id;
  readonly changedCount: bigint;
};

const runColumns = sql`id, state, billing_package_id as "billingPackageId", with_package_id as "withPackageId", rates_at as "ratesAt",
  account_ids as "accountIds", prefix, answered_from as "from", answered_to as "to", undo_of as "undoOf", package_version as "packageVersion",
  after_cdr as "afterCdr", upto_cdr as "uptoCdr", changed_count as "changedCount"`;

/** A call that may begin so long before it is answered. */
const ringing = '1 hour';

/** Notes a re-rating and which CDRs it may be about; the preview begins with the first of them. */
export async function insertRun(tx: Tx, scope: RerateScope, at: Instant, by: string): Promise<Id> {
  const [from, to] = [formatInstant(scope.from), formatInstant(scope.to)];
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into rerate_run (billing_package_id, with_package_id, rates_at, account_ids, prefix, answered_from, answered_to, may_overdraw,
                                reason, package_version, first_cdr, after_cdr, upto_cdr, created_at, created_by)
        select ${scope.billingPackageId}, ${scope.withPackageId}, ${scope.ratesAt === undefined ? null : formatInstant(scope.ratesAt)}::timestamptz,
               ${scope.accountIds ?? null}::bigint[], ${scope.prefix}, ${from}, ${to}, ${scope.mayOverdraw}, ${scope.reason}, p.version,
               coalesce(c.first, 1) - 1, coalesce(c.first, 1) - 1, coalesce(c.last, 0), ${formatInstant(at)}, ${by}
          from billing_package p
         cross join (select min(id) as first, max(id) as last
                       from cdr
                      where started_at >= ${from}::timestamptz - ${ringing}::interval
                        and started_at < ${to}) c
         where p.id = ${scope.withPackageId}
     returning id`,
  );
  if (!found) throw new Error('a re-rating needs its package');
  return found.id;
}

/** Undoing a re-rating is one that gives every call that it corrected its price from before. Answers the id; nothing when there is none to undo. */
export async function insertUndo(tx: Tx, runId: Id, reason: string, at: Instant, by: string): Promise<Id | undefined> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into rerate_run (state, may_overdraw, reason, undo_of, created_at, created_by)
        select 'ready', may_overdraw, ${reason}, id, ${formatInstant(at)}, ${by} from rerate_run where id = ${runId} and state = 'done'
            on conflict (undo_of) do nothing
     returning id`,
  );
  if (!found) return undefined;
  await rows(
    tx,
    sql`insert into rerate_item (run_id, account_id, cdr_id, old_price, new_price, rate_id)
        select ${found.id}, i.account_id, i.cdr_id, p.price, p.price - (i.new_price - i.old_price), null
          from rerate_item i
          join call_price p on p.cdr_id = i.cdr_id
         where i.run_id = ${runId}
           and i.transfer_id is not null`,
  );
  await rows(
    tx,
    sql`update rerate_run r
           set call_count = o.count, changed_count = o.count, old_total = o.old, new_total = o.new
          from (select count(*) as count, coalesce(sum(old_price), 0)::bigint as old, coalesce(sum(new_price), 0)::bigint as new
                  from rerate_item where run_id = ${found.id}) o
         where r.id = ${found.id}`,
  );
  return found.id;
}

export async function findRun(tx: Tx, id: Id): Promise<RerateRun | undefined> {
  return row<RerateRun>(tx, sql`select ${runColumns} from rerate_run where id = ${id}`);
}

export async function lockRun(tx: Tx, id: Id): Promise<RerateRun | undefined> {
  return row<RerateRun>(tx, sql`select ${runColumns} from rerate_run where id = ${id} for update`);
}

/** The oldest run that the back office has work with. */
export async function findOpenRun(tx: Tx): Promise<RerateRun | undefined> {
  return row<RerateRun>(
    tx,
    sql`select ${runColumns} from rerate_run where state in ('previewing', 'booking') order by id limit 1`,
  );
}

/** What a call was priced by, and what it costs after all corrections by re-rating so far. */
export type PricedCdr = {
  readonly id: Id;
  readonly accountId: Id;
  readonly number: string;
  readonly answeredAt: Instant;
  /** Milliseconds. */
  readonly durationMs: bigint;
  readonly rateId: Id;
  readonly price: Amount;
  readonly decimals: number;
  readonly roundingMode: RoundingMode;
  /** Its price cannot be found again from its CDR alone. */
  readonly isLeftOut: boolean;
};

/** The calls of a preview among the next `window` CDRs after one, whichever package priced them; `upto` = how far these go. */
export async function listCdrs(
  tx: Tx,
  run: RerateRun,
  after: Id,
  window: bigint,
): Promise<{ readonly calls: readonly PricedCdr[]; readonly upto: Id }> {
  const isLast = run.uptoCdr - after <= window;
  const upto = isLast ? run.uptoCdr : after + window;
  const calls = await rows<PricedCdr>(
    tx,
    sql`select c.id, c.account_id as "accountId", c.number, c.answered_at as "answeredAt", c.duration_ms as "durationMs", c.rate_id as "rateId",
               c.price + coalesce(r.difference, 0) as price, c.decimals, c.rounding_mode as "roundingMode",
               c.is_estimated or c.included_seconds > 0 as "isLeftOut"
          from cdr c
          left join (select cdr_id, sum(new_price - old_price)::bigint as difference
                       from rerate_item
                      where transfer_id is not null
                        and cdr_id > ${after}
                        and cdr_id <= ${upto}
                      group by cdr_id) r on r.cdr_id = c.id
         where c.id > ${after}
           and c.id <= ${upto}
           and c.answered_at >= ${formatInstant(run.from ?? (0 as Instant))}
           and c.answered_at < ${formatInstant(run.to ?? (0 as Instant))}
           and c.rate_id is not null
           and (${run.accountIds}::bigint[] is null or c.account_id = any (${run.accountIds}))
           and (${run.prefix} = '' or c.number like ${`${run.prefix}%`})`,
  );
  return { calls, upto };
}

/** A call with another price. */
export type RerateItem = {
  readonly cdrId: Id;
  readonly accountId: Id;
  readonly oldPrice: Amount;
  readonly newPrice: Amount;
  readonly rateId: Id;
};

export async function insertItems(tx: Tx, runId: Id, items: readonly RerateItem[]): Promise<void> {
  if (items.length === 0) return;
  await rows(
    tx,
    sql`insert into rerate_item (run_id, account_id, cdr_id, old_price, new_price, rate_id)
        select ${runId}, o.*
          from unnest(${items.map((one) => one.accountId)}::bigint[], ${items.map((one) => one.cdrId)}::bigint[],
                      ${items.map((one) => one.oldPrice)}::bigint[], ${items.map((one) => one.newPrice)}::bigint[],
                      ${items.map((one) => one.rateId)}::bigint[]) o`,
  );
}

export type PreviewStep = {
  readonly upto: Id;
  readonly calls: number;
  readonly changed: number;
  readonly withoutRate: number;
  readonly leftOut: number;
  readonly oldTotal: bigint;
  readonly newTotal: bigint;
};

/** How far the preview has come; behind the last CDR it is ready. */
export async function advancePreview(tx: Tx, runId: Id, step: PreviewStep): Promise<void> {
  await rows(
    tx,
    sql`update rerate_run
           set after_cdr = ${step.upto}, call_count = call_count + ${step.calls}, changed_count = changed_count + ${step.changed},
               without_rate_count = without_rate_count + ${step.withoutRate}, left_out_count = left_out_count + ${step.leftOut},
               old_total = old_total + ${step.oldTotal}, new_total = new_total + ${step.newTotal},
               state = case when ${step.upto} >= upto_cdr then 'ready' else state end
         where id = ${runId}`,
  );
}

export async function setBooking(tx: Tx, runId: Id, at: Instant, by: string): Promise<void> {
  await rows(
    tx,
    sql`update rerate_run
           set state = 'booking', approved_at = ${formatInstant(at)}, approved_by = ${by}, after_cdr = 0, after_account = 0
         where id = ${runId}`,
  );
}

export async function setCancelled(tx: Tx, runId: Id, at: Instant): Promise<void> {
  await rows(tx, sql`update rerate_run set state = 'cancelled', finished_at = ${formatInstant(at)} where id = ${runId}`);
}

/** Books the next corrections of a run (migration 0029, call_rerate_post). */
export async function postNext(
  tx: Tx,
  runId: Id,
  limit: number,
  at: Instant,
): Promise<{ readonly booked: number; readonly isDone: boolean }> {
  const found = await row<{ booked: number; isDone: boolean }>(
    tx,
    sql`select booked, is_done as "isDone" from call_rerate_post(${runId}, ${limit}, ${formatInstant(at)})`,
  );
  if (!found) throw new Error('call_rerate_post answered nothing');
  return found;
}

/** The version of a package's rates: another one means that something was changed. */
export async function findPackageVersion(tx: Tx, packageId: Id): Promise<number | undefined> {
  return (await row<{ version: number }>(tx, sql`select version from billing_package where id = ${packageId}`))?.version;
}

/** How many of these accounts there are. */
export async function countAccounts(tx: Tx, ids: readonly Id[]): Promise<number> {
  return (
    (await row<{ count: number }>(tx, sql`select count(*)::int as count from account where id = any (${ids}::bigint[])`))
      ?.count ?? 0
  );
}

/** The accounts of these customer numbers; who is not there is left out. */
export async function findAccountsByNumber(tx: Tx, numbers: readonly string[]): Promise<ReadonlyMap<string, Id>> {
  const found = await rows<{ id: Id; number: string }>(
    tx,
    sql`select id, customer_number as number from account where customer_number = any (${numbers}::text[])`,
  );
  return new Map(found.map(({ id, number }) => [number, id]));
}
