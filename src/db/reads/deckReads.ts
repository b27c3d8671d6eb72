import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { RateChoice } from '../../core/decks/deckState.ts';
import type { Rate, Rounding } from '../../core/rating/rate.ts';
import { join, rows, type Sql, sql, type Tx } from '../sql.ts';
import {
  findRounding,
  fromRateRow,
  inForceAt,
  listTerms,
  prefixesOf,
  type RateRow,
  rateColumns,
  termsAt,
} from './packageRates.ts';
import { likeText } from './page.ts';

/** The rates of a package in force at an instant that a bulk edit or a copy works on, by id, after a mark. */
export async function listChosenRates(
  tx: Tx,
  billingPackageId: Id,
  at: Instant,
  choice: RateChoice,
  after: Id,
  limit: number,
): Promise<readonly { readonly id: Id; readonly rate: Rate }[]> {
  const conditions = [
    sql`billing_package_id = ${billingPackageId}`,
    inForceAt(at),
    sql`id > ${after}`,
    ...searchConditions(choice.search),
    ...(choice.ids === undefined ? [] : [sql`id = any (${choice.ids})`]),
  ];
  const found = await rows<RateRow>(
    tx,
    sql`select ${rateColumns} from rate where ${join(conditions, ' and ')} order by id limit ${limit}`,
  );
  return found.map((one) => ({ id: one.id, rate: fromRateRow(one, undefined) }));
}

/** Digits are a number or the beginning of prefixes: both kinds of match are wanted; letters find destinations. */
export function searchConditions(search: string | undefined): readonly Sql[] {
  if (search === undefined || search === '') return [];
  const digits = search.replace(/[\s+()./-]/g, '');
  if (!/^\d+$/.test(digits)) return [sql`destination ilike ${`%${likeText(search)}%`}`];
  return [sql`(prefix = any (${prefixesOf(digits)}) or prefix like ${`${digits}%`})`];
}

/** A call of the past, and the rate that it would have with an import. */
export type ImpactCall = {
  readonly id: bigint;
  readonly accountId: Id;
  readonly durationMilliseconds: bigint;
  readonly answeredAt: Instant;
  readonly charged: Amount;
  /** Undefined = no rate, or a blocked one: the call would have been refused. */
  readonly rate: Rate | undefined;
};

type CallRow = { cdr_id: bigint; account_id: Id; duration_ms: bigint; answered_at: Instant; charged: Amount } & {
  [column in keyof RateRow]: RateRow[column] | null;
};

/**
 * Answered calls that were priced by a package within a period, by id after a mark, each with the rate that it would have once
 * the import holds: the longest prefix among the import's rates and those that it leaves as they are.
 */
export async function listImpactCalls(
  tx: Tx,
  importId: Id,
  billingPackageId: Id,
  period: { readonly from: Instant; readonly to: Instant; readonly at: Instant },
  after: bigint,
  limit: number,
): Promise<readonly ImpactCall[]> {
  const { from, to, at } = period;
  const found = await rows<CallRow>(
    tx,
    sql`with chosen as (
          select d.id as cdr_id, d.account_id, d.number, d.duration_ms, d.answered_at, d.price as charged
            from cdr d
            join rate o on o.id = d.rate_id and o.billing_package_id = ${billingPackageId}
           where d.id > ${after}
             and d.outcome = 'answered'
             and d.answered_at >= ${formatInstant(from)}
             and d.answered_at < ${formatInstant(to)}
           order by d.id
           limit ${limit})
        select c.cdr_id, c.account_id, c.duration_ms, c.answered_at, c.charged, n.*
          from chosen c
          left join lateral (
            select 0::bigint as id, prefix, destination, flag_fall, price, per_seconds, initial_increment, initial_price, increment, is_untimed,
                   grace_seconds, minimum_seconds, minimum_charge, maximum_charge, is_blocked, further
              from (select *, 1 as place from deck_change
                     where deck_import_id = ${importId} and prefix = any (prefixes_of(c.number)) and valid_from = '-infinity' and verdict <> 'removed'
                     order by length(prefix) desc limit 1) d
            union all
            (select ${rateColumns}
               from rate r
              where r.billing_package_id = ${billingPackageId} and r.prefix = any (prefixes_of(c.number)) and ${inForceAt(at)}
                and not exists (select from deck_change k where k.deck_import_id = ${importId} and k.prefix = r.prefix and k.valid_from = '-infinity')
              order by length(prefix) desc limit 1)
            order by prefix desc limit 1) n on true
         order by c.cdr_id`,
  );
  const terms = await listTerms(tx, billingPackageId);
  return found.map((one) => ({
    id: one.cdr_id,
    accountId: one.account_id,
    durationMilliseconds: one.duration_ms,
    answeredAt: one.answered_at,
    charged: one.charged,
    rate: one.prefix === null || one.is_blocked ? undefined : fromRateRow(one as RateRow, termsAt(terms, one.answered_at)),
  }));
}

/** How the package rounds, for prices of calls that never were. */
export async function roundingOf(tx: Tx, billingPackageId: Id): Promise<Rounding> {
  const found = await findRounding(tx, billingPackageId);
  if (!found) throw new Error(`there is no package ${billingPackageId}`);
  return found;
}
