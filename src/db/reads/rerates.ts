import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { row, rows, sql, type Tx } from '../sql.ts';
import { accountNameOf, type NamingRow, namingColumns } from './accountName.ts';
import { cursorOf, idPattern, keysOf, type PageRequest, pageOf } from './page.ts';

type RunRow = {
  id: string;
  state: 'previewing' | 'ready' | 'booking' | 'done' | 'cancelled';
  progress: number;
  packageName: string | null;
  withPackageName: string | null;
  accountCount: number | null;
  prefix: string;
  mayOverdraw: boolean;
  reason: string;
  undoOf: string | null;
  undoneBy: string | null;
  isOutdated: boolean;
  createdBy: string;
  approvedBy: string | null;
} & Record<'callCount' | 'changedCount' | 'withoutRateCount' | 'leftOutCount' | 'bookedCount' | 'staleCount', bigint> &
  Record<'oldTotal' | 'newTotal' | 'bookedTotal' | 'lossTotal', Amount> &
  Record<'ratesAt' | 'from' | 'to' | 'approvedAt' | 'finishedAt', Instant | null> & { createdAt: Instant };

const select = sql`select r.id::text, r.state, p.name as "packageName", w.name as "withPackageName", r.rates_at as "ratesAt",
       cardinality(r.account_ids) as "accountCount", r.prefix, r.answered_from as "from", r.answered_to as "to", r.may_overdraw as "mayOverdraw",
       r.reason, r.undo_of::text as "undoOf", u.id::text as "undoneBy",
       r.state in ('previewing', 'ready') and w.version is distinct from r.package_version as "isOutdated",
       case when r.state = 'previewing' then 100 * (r.after_cdr - r.first_cdr) / greatest(1, r.upto_cdr - r.first_cdr)
            when r.state = 'booking' then 100 * (r.booked_count + r.stale_count) / greatest(1, r.changed_count)
            else 100 end::int as progress,
       r.call_count as "callCount", r.changed_count as "changedCount", r.without_rate_count as "withoutRateCount",
       r.left_out_count as "leftOutCount", r.old_total as "oldTotal", r.new_total as "newTotal", r.booked_count as "bookedCount",
       r.stale_count as "staleCount", r.booked_total as "bookedTotal", r.loss_total as "lossTotal", r.created_at as "createdAt",
       r.created_by as "createdBy", r.approved_at as "approvedAt", r.approved_by as "approvedBy", r.finished_at as "finishedAt"
  from rerate_run r
  left join billing_package p on p.id = r.billing_package_id
  left join billing_package w on w.id = r.with_package_id
  left join rerate_run u on u.undo_of = r.id`;

/** Re-ratings, newest first. */
export async function listRerates(tx: Tx, page: PageRequest) {
  const [id] = keysOf(page.after, idPattern) ?? ['9223372036854775807'];
  const found = await rows<RunRow>(tx, sql`${select} where r.id < ${id}::bigint order by r.id desc limit ${page.limit + 1}`);
  return pageOf(found, page.limit, fromRun, (one) => cursorOf(one.id));
}

export async function findRerate(tx: Tx, id: Id) {
  const found = await row<RunRow>(tx, sql`${select} where r.id = ${id}`);
  return found && fromRun(found);
}

function fromRun({ ratesAt, from, to, createdAt, approvedAt, finishedAt, ...run }: RunRow) {
  const at = (one: Instant | null) => (one === null ? null : formatInstant(one));
  return {
    ...run,
    ...{ ratesAt: at(ratesAt), from: at(from), to: at(to), approvedAt: at(approvedAt), finishedAt: at(finishedAt) },
    createdAt: formatInstant(createdAt),
    callCount: Number(run.callCount),
    changedCount: Number(run.changedCount),
    withoutRateCount: Number(run.withoutRateCount),
    leftOutCount: Number(run.leftOutCount),
    bookedCount: Number(run.bookedCount),
    staleCount: Number(run.staleCount),
    bookedTotal: formatAmount(run.bookedTotal),
    lossTotal: formatAmount(run.lossTotal),
    oldTotal: formatAmount(run.oldTotal),
    newTotal: formatAmount(run.newTotal),
    difference: formatAmount(run.newTotal - run.oldTotal),
  };
}

type Prices = { oldPrice: Amount; newPrice: Amount };
const prices = ({ oldPrice, newPrice }: Prices) => ({
  oldPrice: formatAmount(oldPrice),
  newPrice: formatAmount(newPrice),
  difference: formatAmount(newPrice - oldPrice),
});

type CallRow = Prices &
  NamingRow & {
    cdrId: string;
    callId: string;
    accountId: string;
    number: string;
    destination: string;
    answeredAt: Instant;
    durationSeconds: number;
    transferId: string | null;
  };

/** The calls that a re-rating changes, by account and age. */
export async function listRerateCalls(tx: Tx, runId: Id, page: PageRequest) {
  const [accountId, cdrId] = keysOf(page.after, idPattern, idPattern) ?? ['0', '0'];
  const found = await rows<CallRow>(
    tx,
    sql`select i.cdr_id::text as "cdrId", c.call_id as "callId", i.account_id::text as "accountId", ${namingColumns},
               c.number, c.destination, c.answered_at as "answeredAt", ceil(c.duration_ms / 1000.0)::int as "durationSeconds",
               i.old_price as "oldPrice", i.new_price as "newPrice", i.transfer_id::text as "transferId"
          from rerate_item i
          join cdr c on c.id = i.cdr_id
          join account a on a.id = i.account_id
         where i.run_id = ${runId}
           and (i.account_id, i.cdr_id) > (${accountId}::bigint, ${cdrId}::bigint)
         order by i.account_id, i.cdr_id
         limit ${page.limit + 1}`,
  );
  const toItem = ({ callId, accountId: account, number, destination, durationSeconds, transferId, ...one }: CallRow) => ({
    ...{ callId, accountId: account, accountName: accountNameOf(one), number, destination, durationSeconds, transferId },
    answeredAt: formatInstant(one.answeredAt),
    ...prices(one),
  });
  return pageOf(found, page.limit, toItem, (one) => cursorOf(one.accountId, one.cdrId));
}

type AccountRow = Prices & NamingRow & { accountId: string; callCount: number };

/** What a re-rating changes for each account. */
export async function listRerateAccounts(tx: Tx, runId: Id, page: PageRequest) {
  const [accountId] = keysOf(page.after, idPattern) ?? ['0'];
  const found = await rows<AccountRow>(
    tx,
    sql`select i."accountId"::text, ${namingColumns}, i."callCount", i."oldPrice", i."newPrice"
          from (select account_id as "accountId", count(*)::int as "callCount", sum(old_price)::bigint as "oldPrice",
                       sum(new_price)::bigint as "newPrice"
                  from rerate_item
                 where run_id = ${runId}
                   and account_id > ${accountId}::bigint
                 group by account_id
                 order by account_id
                 limit ${page.limit + 1}) i
          join account a on a.id = i."accountId"
         order by i."accountId"`,
  );
  const toItem = (one: AccountRow) => ({
    accountId: one.accountId,
    accountName: accountNameOf(one),
    callCount: one.callCount,
    ...prices(one),
  });
  return pageOf(found, page.limit, toItem, (one) => cursorOf(one.accountId));
}

/** The corrections of one call by re-rating, oldest first. */
export async function listCallRerates(tx: Tx, callId: string) {
  const found = await rows<Prices & { runId: string; at: Instant; reason: string }>(
    tx,
    sql`select i.run_id::text as "runId", t.posted_at as at, r.reason, i.old_price as "oldPrice", i.new_price as "newPrice"
          from cdr c
          join rerate_item i on i.cdr_id = c.id and i.transfer_id is not null
          join rerate_run r on r.id = i.run_id
          join transfer t on t.id = i.transfer_id
         where c.call_id = ${callId}
         order by i.transfer_id`,
  );
  return found.map(({ at, oldPrice, newPrice, ...shown }) => ({
    ...shown,
    at: formatInstant(at),
    ...prices({ oldPrice, newPrice }),
  }));
}
