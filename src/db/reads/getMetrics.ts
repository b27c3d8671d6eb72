import type { Amount } from '../../core/base/money.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type OutcomeCount = { readonly outcome: string; readonly refusal: string; readonly calls: number };

/** The id of the newest CDR; counters start behind it. */
export async function getLastCdrId(tx: Tx): Promise<bigint> {
  return (await row<{ id: bigint }>(tx, sql`select coalesce(max(id), 0) as id from cdr`))?.id ?? 0n;
}

/** Calls that ended after this CDR up to that one, by outcome. */
export async function countCallsBetween(tx: Tx, after: bigint, upTo: bigint): Promise<readonly OutcomeCount[]> {
  return rows<OutcomeCount>(
    tx,
    sql`select outcome, coalesce(refusal, '') as refusal, count(*)::int as calls
          from cdr
         where id > ${after}
           and id <= ${upTo}
         group by 1, 2`,
  );
}

export type Holds = { readonly open: number; readonly held: string; readonly overdue: number };

/** Calls in progress, the money set aside for them (decimal), and those that should have ended long ago. */
export async function getHolds(tx: Tx): Promise<Holds> {
  const found = await row<Holds>(
    tx,
    sql`select count(*)::int as open, coalesce(sum(hold), 0) / 100000000.0 as held,
               (count(*) filter (where expires_at < now() - interval '2 minutes'))::int as overdue
          from call`,
  );
  return found ?? { open: 0, held: '0', overdue: 0 };
}

/**
 * How far the books are from balanced, in 10^-8 units; must be 0. The sum of all entries, plus for each account the distance
 * between its running sums and the entries and holds that they stand for. Sealed entries count by their sums (ledger_sum), so
 * only the young ones are read; that a sealed one is still what it was is for `ledger verify` to say.
 */
export async function getMoneyImbalance(tx: Tx): Promise<Amount> {
  const found = await row<{ imbalance: Amount }>(
    tx,
    sql`with young as (
               select coalesce(account_id, 0) as account_id, sum(amount) as total
                 from entry
                where transfer_id > coalesce((select upto_transfer from ledger_seal order by id desc limit 1), -9223372036854775808)
                group by 1),
             e as materialized (
               select account_id, sum(total) as total
                 from (select account_id, total from ledger_sum union all select account_id, total from young) as parts
                group by 1)
        select (abs((select coalesce(sum(total), 0) from e))
                + coalesce(sum(abs(b.posted + coalesce(e.total, 0))), 0)
                + coalesce(sum(abs(b.held - coalesce(h.total, 0))), 0))::bigint as imbalance
          from account_balance b
          left join e on e.account_id = b.account_id
          left join (select account_id, sum(hold) as total from call group by account_id) h on h.account_id = b.account_id`,
  );
  return found?.imbalance ?? (0n as Amount);
}
