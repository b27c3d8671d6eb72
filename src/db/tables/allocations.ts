import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import type { OpenInvoice } from '../../core/payments/allocate.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** What money comes from: a payment, or a credit note (or an invoice below zero). */
export type MoneySource = { readonly paymentId: Id } | { readonly creditId: Id };
type Stamp = { readonly at: string; readonly by: string };

/** What is owed by an account, oldest due first, locked: of two payments at once each sees what the other has left. */
export async function lockOpenInvoices(tx: Tx, accountId: Id): Promise<readonly OpenInvoice[]> {
  return rows<OpenInvoice>(
    tx,
    sql`select d.invoice_id as "invoiceId", i.number, d.open
          from invoice_debt d
          join invoice i on i.id = d.invoice_id
         where d.account_id = ${accountId}
           and d.side = 'owed'
           and d.open > 0
         order by d.due_on, d.invoice_id
           for no key update of d`,
  );
}

/** Credit notes (and invoices below zero) of which something is left, oldest first. */
export async function lockOpenCredits(
  tx: Tx,
  accountId: Id,
): Promise<readonly { readonly creditId: Id; readonly open: Amount }[]> {
  return rows(
    tx,
    sql`select invoice_id as "creditId", open
          from invoice_debt
         where account_id = ${accountId}
           and side = 'credit'
           and open > 0
         order by due_on, invoice_id
           for no key update`,
  );
}

export async function insertAllocation(
  tx: Tx,
  accountId: Id,
  source: MoneySource,
  part: { readonly invoiceId: Id; readonly amount: Amount },
  { at, by }: Stamp,
): Promise<void> {
  await rows(
    tx,
    sql`insert into payment_allocation (account_id, payment_id, credit_id, invoice_id, amount, created_at, created_by)
        values (${accountId}, ${'paymentId' in source ? source.paymentId : null}, ${'creditId' in source ? source.creditId : null},
                ${part.invoiceId}, ${part.amount}, ${at}, ${by})`,
  );
}

export type StoredAllocation = {
  readonly id: Id;
  readonly accountId: Id;
  readonly paymentId: Id | null;
  readonly invoiceId: Id;
  readonly invoiceNumber: string;
  readonly amount: Amount;
  readonly isReleased: boolean;
};

export async function findAllocation(tx: Tx, id: Id): Promise<StoredAllocation | undefined> {
  return row<StoredAllocation>(
    tx,
    sql`select p.id, p.account_id as "accountId", p.payment_id as "paymentId", p.invoice_id as "invoiceId", i.number as "invoiceNumber",
               p.amount, p.released_at is not null as "isReleased"
          from payment_allocation p
          join invoice i on i.id = p.invoice_id
         where p.id = ${id}`,
  );
}

export async function releaseAllocation(tx: Tx, id: Id, reason: string, { at, by }: Stamp): Promise<void> {
  await rows(
    tx,
    sql`update payment_allocation
           set released_at = ${at}, released_by = ${by}, release_reason = ${reason}
         where id = ${id}
           and released_at is null`,
  );
}

export async function releaseAllocationsOf(tx: Tx, paymentId: Id, reason: string, { at, by }: Stamp): Promise<void> {
  await rows(
    tx,
    sql`update payment_allocation
           set released_at = ${at}, released_by = ${by}, release_reason = ${reason}
         where payment_id = ${paymentId}
           and released_at is null`,
  );
}

/** Accounts that owe something and have credit: what is issued after an over-payment is paid by it. */
export async function findAccountsToSettle(tx: Tx, limit: number): Promise<readonly Id[]> {
  const found = await rows<{ accountId: Id }>(
    tx,
    sql`select account_id as "accountId"
          from (select account_id from payment where unused > 0 and reversed_at is null and ledger = 'receivable'
                union
                select account_id from invoice_debt where side = 'credit' and open > 0) credit
         where exists (select
                         from invoice_debt d
                        where d.account_id = credit.account_id
                          and d.side = 'owed'
                          and d.open > 0)
         order by account_id
         limit ${limit}`,
  );
  return found.map((one) => one.accountId);
}
