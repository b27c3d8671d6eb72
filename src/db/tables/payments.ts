import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import type { LedgerCode } from '../../core/ledger/ledger.ts';
import type { PaymentMethod } from '../../core/payments/payment.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type NewPayment = {
  readonly accountId: Id;
  readonly method: PaymentMethod;
  readonly amount: Amount;
  readonly currency: string;
  readonly receivedOn: string;
  readonly reference: string;
  readonly note: string;
  readonly key: string;
  readonly ledger: LedgerCode;
  readonly transferId: Id;
  readonly createdAt: string;
  readonly createdBy: string;
};
export type StoredPayment = Omit<NewPayment, 'createdAt' | 'createdBy' | 'receivedOn'> & {
  readonly id: Id;
  readonly allocated: Amount;
  readonly returned: Amount;
  /** What is left as the customer's credit. */
  readonly unused: Amount;
  readonly isReversed: boolean;
};

const columns = sql`id, account_id as "accountId", method, amount, currency, reference, note, key, ledger, transfer_id as "transferId",
  allocated, returned, unused, reversed_at is not null as "isReversed"`;

export async function insertPayment(tx: Tx, one: NewPayment): Promise<Id> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into payment (account_id, method, amount, currency, received_on, reference, note, key, ledger, transfer_id, created_at,
                             created_by)
        values (${one.accountId}, ${one.method}, ${one.amount}, ${one.currency}, ${one.receivedOn}, ${one.reference}, ${one.note},
                ${one.key}, ${one.ledger}, ${one.transferId}, ${one.createdAt}, ${one.createdBy})
     returning id`,
  );
  if (!found) throw new Error('the payment was not stored');
  return found.id;
}

export async function findPaymentByKey(tx: Tx, key: string): Promise<StoredPayment | undefined> {
  return row<StoredPayment>(tx, sql`select ${columns} from payment where key = ${key}`);
}

/** The payment, which is not reversed, with this reference of this method. */
export async function findPaymentByReference(
  tx: Tx,
  method: PaymentMethod,
  reference: string,
): Promise<{ readonly id: Id } | undefined> {
  return row<{ id: Id }>(
    tx,
    sql`select id
          from payment
         where method = ${method}
           and lower(reference) = lower(${reference})
           and reference <> ''
           and reversed_at is null`,
  );
}

/** Whose payment this is; payments never change hands. */
export async function findPaymentAccount(tx: Tx, id: Id): Promise<Id | undefined> {
  return (await row<{ accountId: Id }>(tx, sql`select account_id as "accountId" from payment where id = ${id}`))?.accountId;
}

export async function lockPayment(tx: Tx, id: Id): Promise<StoredPayment | undefined> {
  // No key: allocations refer to the payment, and their trigger writes to it.
  return row<StoredPayment>(tx, sql`select ${columns} from payment where id = ${id} for no key update`);
}

/** Payments of a Post-Paid account of which something is left, oldest first. */
export async function listUnusedPayments(tx: Tx, accountId: Id): Promise<readonly StoredPayment[]> {
  return rows<StoredPayment>(
    tx,
    sql`select ${columns}
          from payment
         where account_id = ${accountId}
           and unused > 0
           and reversed_at is null
           and ledger = 'receivable'
         order by id
           for no key update`,
  );
}

type Reversal = { readonly at: string; readonly by: string; readonly reason: string; readonly transferId: Id };

export async function saveReversal(tx: Tx, id: Id, { at, by, reason, transferId }: Reversal): Promise<void> {
  await rows(
    tx,
    sql`update payment
           set reversed_at = ${at}, reversed_by = ${by}, reversal_reason = ${reason}, reversal_transfer_id = ${transferId}
         where id = ${id}`,
  );
}

/** What a Pre-Paid customer could be given back: the balance less what calls hold. Locks the balance until the transaction ends. */
export async function lockSpendable(tx: Tx, accountId: Id): Promise<Amount> {
  const found = await row<{ amount: Amount }>(
    tx,
    sql`select posted - held as amount from account_balance where account_id = ${accountId} for update`,
  );
  if (!found) throw new Error(`account ${accountId} has no balance`);
  return found.amount;
}

/** Makes those who book the same reference wait for each other, whatever the account. */
export async function lockReference(tx: Tx, method: PaymentMethod, reference: string): Promise<void> {
  await rows(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`${method} ${reference.toLowerCase()}`}, 7708))`);
}
