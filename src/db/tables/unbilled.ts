import type { Id } from '../../core/base/id.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Charge } from '../../core/invoicing/chargeLines.ts';
import type { TransferKind } from '../../core/ledger/ledger.ts';
import { rows, sql, type Tx } from '../sql.ts';

/**
 * The latest transfer of each account. Transfers of one account commit in the order of their ids (ledger_post holds the balance row), so
 * everything up to this one is there, and whatever comes later has a greater id.
 */
export async function findWatermarks(tx: Tx, accountIds: readonly Id[]): Promise<ReadonlyMap<Id, bigint>> {
  const found = await rows<{ accountId: Id; upto: bigint }>(
    tx,
    sql`select a.account_id as "accountId",
               coalesce((select e.transfer_id from entry e where e.account_id = a.account_id order by e.transfer_id desc limit 1), 0) as upto
          from unnest(${accountIds}::bigint[]) as a (account_id)`,
  );
  return new Map(found.map((one) => [one.accountId, one.upto]));
}

/** Which entries of ledger unbilled are asked for (column account_billing.upto_transfer says why this is exact). */
export type UnbilledRange = {
  readonly accountId: Id;
  readonly openFrom: bigint;
  readonly upto: bigint;
  readonly afterTransfer: bigint;
  readonly afterAt: Instant | null;
  /** What occurred at or after this instant is for a later invoice. */
  readonly until: Instant;
};
export type Unbilled = {
  readonly accountId: Id;
  readonly charges: readonly Charge[];
  /** What is left for later invoices: its first transfer and when the earliest of it occurred. */
  readonly left: { readonly transferId: bigint; readonly occurredAt: Instant } | null;
};

type GroupRow = {
  accountId: Id;
  isTaken: boolean;
  kind: TransferKind | null;
  destination: string | null;
  number: string | null;
  calls: number;
  seconds: bigint;
  exact: bigint;
  firstTransfer: bigint;
  firstAt: Instant;
  description: string;
  extraKind: 'period' | 'credit' | 'one_time' | null;
  extraDescription: string | null;
  isTaxable: boolean | null;
  from: string | null;
  to: string | null;
};

/** Everything on ledger unbilled that no invoice has taken, calls added up by phone and destination; accounts without any are left out. */
export async function gatherUnbilled(tx: Tx, ranges: readonly UnbilledRange[]): Promise<ReadonlyMap<Id, Unbilled>> {
  const found = await rows<GroupRow>(
    tx,
    sql`with asked as (
          select account_id, open_from, upto, after_transfer, to_timestamp(after_at / 1000.0) as after_at, to_timestamp(until_at / 1000.0) as until_at
            from unnest(${ranges.map((one) => one.accountId)}::bigint[], ${ranges.map((one) => one.openFrom)}::bigint[],
                        ${ranges.map((one) => one.upto)}::bigint[], ${ranges.map((one) => one.afterTransfer)}::bigint[],
                        ${ranges.map((one) => one.afterAt)}::bigint[], ${ranges.map((one) => one.until)}::bigint[])
              as a (account_id, open_from, upto, after_transfer, after_at, until_at)),
        open as (
          select e.account_id, e.transfer_id, e.amount, t.kind, t.key, t.occurred_at, t.occurred_at < asked.until_at as is_taken
            from asked
            join entry e on e.account_id = asked.account_id and e.transfer_id >= asked.open_from and e.transfer_id <= asked.upto
            join transfer t on t.id = e.transfer_id
           where e.ledger = 'unbilled'
             and t.kind not in ('invoice', 'credit_note')
             and (e.transfer_id > asked.after_transfer or t.occurred_at >= asked.after_at)),
        grouped as (
          select open.account_id, open.is_taken,
                 case when is_taken then open.kind end as kind,
                 case when is_taken and open.kind <> 'call' then open.transfer_id end as transfer_id,
                 c.destination, c.caller_number as number,
                 count(*)::int as calls, coalesce(sum(c.billed_seconds), 0)::bigint as seconds, sum(open.amount)::bigint as exact,
                 min(open.transfer_id) as first_transfer, min(open.occurred_at) as first_at
            from open
            left join cdr c on c.call_id = open.key and open.kind = 'call' and open.is_taken
           group by 1, 2, 3, 4, 5, 6)
        select g.account_id as "accountId", g.is_taken as "isTaken", g.kind, g.destination, g.number, g.calls, g.seconds, g.exact,
               g.first_transfer as "firstTransfer", g.first_at as "firstAt", coalesce(t.description, '') as description,
               x.kind as "extraKind", x.description as "extraDescription", x.is_taxable as "isTaxable",
               x.period_from as from, x.period_to as to
          from grouped g
          left join transfer t on t.id = g.transfer_id
          left join extra_charge x on x.transfer_id = g.transfer_id
         order by g.account_id, g.is_taken, g.first_at, g.first_transfer`,
  );
  const byAccount = new Map<Id, { accountId: Id; charges: Charge[]; left: Unbilled['left'] }>();
  for (const one of found) {
    const known = byAccount.get(one.accountId) ?? { accountId: one.accountId, charges: [], left: null };
    byAccount.set(one.accountId, known);
    if (one.isTaken) known.charges.push(toCharge(one));
    else known.left = { transferId: one.firstTransfer, occurredAt: one.firstAt };
  }
  return byAccount;
}

function toCharge(one: GroupRow): Charge {
  const { exact, description } = one;
  if (one.kind === 'call')
    return {
      ...{ kind: 'call', destination: one.destination ?? 'Calls', number: one.number ?? '' },
      ...{ calls: one.calls, seconds: Number(one.seconds), exact },
    };
  if (one.kind === 'extra')
    return {
      ...{ kind: 'extra', description: one.extraDescription ?? description, isOneTime: one.extraKind === 'one_time' },
      ...{ isTaxable: one.isTaxable ?? true, from: one.from ?? '', to: one.to ?? '', exact },
    };
  return { kind: one.kind ?? 'adjustment', description, exact };
}

export type StatedMovement = {
  readonly accountId: Id;
  readonly occurredAt: Instant;
  readonly kind: TransferKind;
  readonly description: string;
  readonly amount: bigint;
};

/** What moved on ledger receivable since the last statement, but for invoices, which it told itself; oldest first. */
export async function listMovements(
  tx: Tx,
  ranges: readonly { readonly accountId: Id; readonly after: bigint; readonly upto: bigint }[],
): Promise<readonly StatedMovement[]> {
  return rows<StatedMovement>(
    tx,
    sql`select e.account_id as "accountId", t.occurred_at as "occurredAt", t.kind, t.description, e.amount
          from unnest(${ranges.map((one) => one.accountId)}::bigint[], ${ranges.map((one) => one.after)}::bigint[],
                      ${ranges.map((one) => one.upto)}::bigint[]) as asked (account_id, after_transfer, upto)
          join entry e on e.account_id = asked.account_id and e.transfer_id > asked.after_transfer and e.transfer_id <= asked.upto
          join transfer t on t.id = e.transfer_id
         where e.ledger = 'receivable'
           and t.kind <> 'invoice'
         order by e.account_id, e.transfer_id, e.line`,
  );
}

/** What is open of each account's invoices that need not be paid before this day. */
export async function sumNotYetDue(tx: Tx, accountIds: readonly Id[], on: string): Promise<ReadonlyMap<Id, bigint>> {
  const found = await rows<{ accountId: Id; open: bigint }>(
    tx,
    sql`select i.account_id as "accountId", sum(greatest(o.open, 0))::bigint as open
          from invoice i
          join invoice_open o on o.invoice_id = i.id
       where i.account_id = any (${accountIds})
           and i.kind = 'invoice'
           and i.due_on >= ${on}
         group by i.account_id`,
  );
  return new Map(found.map((one) => [one.accountId, one.open]));
}
