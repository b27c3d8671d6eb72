import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import type { LocalDate } from '../../core/base/time.ts';
import type { BankLine, BankMatch, PayableInvoice } from '../../core/payments/bankLine.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export const bankFormats = ['csv', 'camt053'] as const;
export type NewStatement = {
  readonly fileName: string;
  readonly format: (typeof bankFormats)[number];
  readonly lineCount: number;
  readonly knownCount: number;
  readonly skippedCount: number;
  readonly createdAt: string;
  readonly createdBy: string;
};

export async function insertStatement(tx: Tx, one: NewStatement): Promise<Id> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into bank_statement (file_name, format, line_count, known_count, skipped_count, created_at, created_by)
        values (${one.fileName}, ${one.format}, ${one.lineCount}, ${one.knownCount}, ${one.skippedCount}, ${one.createdAt},
                ${one.createdBy})
     returning id`,
  );
  if (!found) throw new Error('the statement was not stored');
  return found.id;
}

/** Which of these references are known already. Two imports of the same file wait for each other. */
export async function findKnownReferences(tx: Tx, references: readonly string[]): Promise<ReadonlySet<string>> {
  await rows(tx, sql`select pg_advisory_xact_lock(7707)`);
  const found = await rows<{ reference: string }>(
    tx,
    sql`select bank_reference as reference from bank_line where bank_reference = any (${references}::text[])`,
  );
  return new Set(found.map((one) => one.reference));
}

export async function insertBankLine(tx: Tx, statementId: Id, line: BankLine, match: BankMatch): Promise<void> {
  await rows(
    tx,
    sql`insert into bank_line (statement_id, bank_reference, booked_on, amount, currency, payer, text, grade, account_id, invoice_ids)
        values (${statementId}, ${line.bankReference}, ${line.bookedOn}, ${line.amount}, ${line.currency}, ${line.payer}, ${line.text},
                ${match.grade}, ${match.accountId ?? null}, ${match.invoiceIds})`,
  );
}

/** Every invoice that is open, oldest due first. */
export async function listPayableInvoices(tx: Tx): Promise<readonly PayableInvoice[]> {
  return rows<PayableInvoice>(
    tx,
    sql`select d.invoice_id as "invoiceId", d.account_id as "accountId", i.number, a.account_number as "accountNumber",
               a.customer_number as "customerNumber", d.open, i.currency
          from invoice_debt d
          join invoice i on i.id = d.invoice_id
          join account a on a.id = d.account_id
         where d.side = 'owed'
           and d.open > 0
         order by d.due_on, d.invoice_id`,
  );
}

export type LockedBankLine = {
  readonly id: Id;
  readonly state: 'open' | 'booked' | 'ignored';
  readonly bankReference: string;
  readonly bookedOn: LocalDate;
  readonly amount: Amount;
  readonly currency: string;
  readonly payer: string;
  readonly text: string;
};

export async function lockBankLine(tx: Tx, id: Id): Promise<LockedBankLine | undefined> {
  return row<LockedBankLine>(
    tx,
    sql`select id, state, bank_reference as "bankReference", booked_on as "bookedOn", amount, currency, payer, text
          from bank_line
         where id = ${id}
           for update`,
  );
}

export async function saveLineBooked(tx: Tx, id: Id, accountId: Id, paymentId: Id): Promise<void> {
  await rows(
    tx,
    sql`update bank_line set state = 'booked', account_id = ${accountId}, payment_id = ${paymentId} where id = ${id}`,
  );
}

export async function saveLineIgnored(tx: Tx, id: Id, note: string): Promise<void> {
  await rows(tx, sql`update bank_line set state = 'ignored', note = ${note} where id = ${id}`);
}

/** Open lines without a sure match, to be looked at again. */
export async function listOpenLines(tx: Tx): Promise<readonly (BankLine & { readonly id: Id })[]> {
  return rows(
    tx,
    sql`select id, bank_reference as "bankReference", booked_on as "bookedOn", amount, currency, payer, text
          from bank_line
         where state = 'open'
         order by id
         limit 5000
           for update`,
  );
}

export async function saveMatch(tx: Tx, id: Id, match: BankMatch): Promise<void> {
  await rows(
    tx,
    sql`update bank_line
           set grade = ${match.grade}, account_id = ${match.accountId ?? null}, invoice_ids = ${match.invoiceIds}
         where id = ${id}`,
  );
}
