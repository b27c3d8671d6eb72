import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import type { ChargeState } from '../../core/payments/charge.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export const refundMethods = ['cash', 'bank', 'cheque', 'gateway'] as const;
export type RefundMethod = (typeof refundMethods)[number];

export type NewRefund = {
  readonly accountId: Id;
  readonly paymentId: Id;
  readonly method: RefundMethod;
  readonly amount: Amount;
  readonly reference: string;
  readonly reason: string;
  readonly key: string;
  readonly state: ChargeState;
  /** While the gateway has not said what became of it. */
  readonly nextAskAt: string | null;
  readonly transferId: Id;
  readonly createdAt: string;
  readonly createdBy: string;
};
export type StoredRefund = Pick<NewRefund, 'accountId' | 'paymentId' | 'method' | 'amount' | 'key' | 'state' | 'transferId'> & {
  readonly id: Id;
  readonly asks: number;
};

const columns = sql`r.id, r.account_id as "accountId", r.payment_id as "paymentId", r.method, r.amount, r.key, r.state,
  r.transfer_id as "transferId", r.asks`;

export async function insertRefund(tx: Tx, one: NewRefund): Promise<Id> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into refund (account_id, payment_id, method, amount, reference, reason, key, state, next_ask_at, transfer_id, created_at,
                            created_by)
        values (${one.accountId}, ${one.paymentId}, ${one.method}, ${one.amount}, ${one.reference}, ${one.reason}, ${one.key},
                ${one.state}, ${one.nextAskAt}, ${one.transferId}, ${one.createdAt}, ${one.createdBy})
     returning id`,
  );
  if (!found) throw new Error('the refund was not stored');
  return found.id;
}

export async function findRefundByKey(tx: Tx, key: string): Promise<StoredRefund | undefined> {
  return row<StoredRefund>(tx, sql`select ${columns} from refund r where r.key = ${key}`);
}

export async function lockRefund(tx: Tx, id: Id): Promise<StoredRefund | undefined> {
  return row<StoredRefund>(tx, sql`select ${columns} from refund r where r.id = ${id} for update`);
}

/** A refund that is due to be sent or asked about, with what the gateway needs to know. */
export type TakenRefund = StoredRefund & { readonly gateway: string; readonly reference: string; readonly currency: string };

/** Takes refunds that are due and puts them off: whoever dies meanwhile leaves them to be taken again. `created` becomes `sent`. */
export async function takeRefunds(tx: Tx, now: string, leaseUntil: string, limit: number): Promise<readonly TakenRefund[]> {
  return rows<TakenRefund>(
    tx,
    sql`with due as (select id, state
                       from refund
                      where next_ask_at <= ${now}
                      order by next_ask_at, id
                      limit ${limit}
                        for update skip locked),
             taken as (update refund r
                          set state = case when due.state = 'created' then 'sent' else due.state end,
                              next_ask_at = ${leaseUntil}, asks = r.asks + 1
                         from due
                        where r.id = due.id
                    returning r.id)
        select ${columns}, c.gateway, c.reference, c.currency
          from refund r
          join due on due.id = r.id
          join taken t on t.id = r.id
          join card_charge c on c.payment_id = r.payment_id`,
  );
}

export async function saveRefundState(
  tx: Tx,
  id: Id,
  {
    state,
    problem,
    reference,
    nextAskAt,
  }: {
    readonly state: ChargeState;
    readonly problem: string;
    readonly reference: string;
    readonly nextAskAt: string | null;
  },
): Promise<void> {
  await rows(
    tx,
    sql`update refund
           set state = ${state}, problem = ${problem}, gateway_reference = ${reference}, next_ask_at = ${nextAskAt}
         where id = ${id}`,
  );
}

/** Refunds of which a notice came are asked about at once. */
export async function hurryRefund(tx: Tx, key: string, now: string): Promise<void> {
  await rows(tx, sql`update refund set next_ask_at = ${now} where key = ${key} and next_ask_at > ${now}`);
}

/** Whether this payment came by a gateway that can give it back. */
export async function hasCharge(tx: Tx, paymentId: Id): Promise<boolean> {
  const found = await row<{ has: boolean }>(
    tx,
    sql`select exists (select from card_charge where payment_id = ${paymentId}) as has`,
  );
  return found?.has ?? false;
}
