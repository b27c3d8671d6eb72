import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** What a link pays: an invoice, an amount, or (neither) all that is owed. */
export type PayLink = { readonly accountId: Id; readonly invoiceId: Id | null; readonly amount: Amount | null };
type NewPayLink = PayLink & {
  readonly tokenHash: string;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly expiresAt: string;
};

export async function insertPayLink(tx: Tx, one: NewPayLink): Promise<void> {
  await rows(
    tx,
    sql`insert into pay_link (account_id, invoice_id, amount, token_hash, created_at, created_by, expires_at)
        values (${one.accountId}, ${one.invoiceId}, ${one.amount}, ${one.tokenHash}, ${one.createdAt}, ${one.createdBy},
                ${one.expiresAt})`,
  );
}

export async function findPayLink(tx: Tx, tokenHash: string, now: string): Promise<PayLink | undefined> {
  return row<PayLink>(
    tx,
    sql`select account_id as "accountId", invoice_id as "invoiceId", amount
          from pay_link
         where token_hash = ${tokenHash}
           and expires_at > ${now}`,
  );
}

/** Who gets a letter about money, and where. */
export type LetterCustomer = {
  readonly accountId: Id;
  readonly email: string;
  readonly title: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  readonly currency: string;
  readonly paymentType: 'pre_paid' | 'post_paid';
};

export async function findLetterCustomer(tx: Tx, accountId: Id): Promise<LetterCustomer | undefined> {
  return row<LetterCustomer>(
    tx,
    sql`select id as "accountId", email, title, first_name as "firstName", last_name as "lastName", company, currency,
               payment_type as "paymentType"
          from account
         where id = ${accountId}`,
  );
}

/** All that an account owes, or what is open of one invoice of it. */
export async function findOwed(
  tx: Tx,
  accountId: Id,
  invoiceId: Id | null,
): Promise<{ readonly open: Amount; readonly numbers: readonly string[]; readonly dueOn: string | null }> {
  const found = await row<{ open: Amount; numbers: string[] | null; dueOn: string | null }>(
    tx,
    sql`select coalesce(sum(d.open), 0)::bigint as open, array_agg(i.number order by d.due_on, d.invoice_id) as numbers,
               min(d.due_on) as "dueOn"
          from invoice_debt d
          join invoice i on i.id = d.invoice_id
         where d.account_id = ${accountId}
           and d.side = 'owed'
           and d.open > 0
           and (${invoiceId}::bigint is null or d.invoice_id = ${invoiceId})`,
  );
  return { open: found?.open ?? (0n as Amount), numbers: found?.numbers ?? [], dueOn: found?.dueOn ?? null };
}
