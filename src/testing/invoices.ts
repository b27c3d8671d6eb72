import { Client } from 'pg';
import type { Id } from '../core/base/id.ts';
import { amount } from '../core/base/money.ts';
import { formatInstant } from '../core/base/time.ts';
import type { TestPanel } from './panel.ts';

export type TestInvoice = {
  readonly accountId: Id;
  /** Decimal. */
  readonly total: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  /** For a credit note: what it credits. */
  readonly credits?: Id;
};

let count = 0;

/**
 * For tests of what comes after invoices: an invoice or credit note as issuing one leaves it behind, of any amount and on any day,
 * with one line. Written as the owner of the database: the program itself issues by its own functions alone.
 */
export async function issueTestInvoice(
  panel: TestPanel,
  one: TestInvoice,
): Promise<{ readonly id: Id; readonly number: string }> {
  count += 1;
  const isCredit = one.credits !== undefined;
  const number = `${isCredit ? 'CN' : 'INV'}-2026-${String(count).padStart(6, '0')}`;
  const total = amount(one.total);
  const onAccount = isCredit ? -total : total;
  const at = formatInstant(panel.context.clock());
  // Periods may not overlap: each invoice has a day of its own, long ago.
  const from = isCredit ? null : `${1900 + (count % 90)}-01-${String(1 + (Math.trunc(count / 90) % 28)).padStart(2, '0')}`;
  const client = new Client({ connectionString: panel.database.ownerUrl });
  await client.connect();
  try {
    await client.query('begin');
    const posted = await client.query<{ transfer_id: Id }>(
      `select transfer_id from ledger_post($1, $2, $3, $2, 'test', array['receivable', 'extra_revenue'], array[$4, 0]::bigint[], array[$5, $6]::bigint[])`,
      [isCredit ? 'credit_note' : 'invoice', number, at, one.accountId, onAccount, -onAccount],
    );
    const issued = await client.query<{ id: Id }>(
      `insert into invoice (account_id, kind, number, credits_invoice_id, currency, period_from, period_to, period_to_at, upto_transfer,
                            issued_on, issued_at, issued_by, due_on, subtotal, tax_total, included_tax, total, rounding, transfer_id, document)
       select a.id, $2, $3, $4, a.currency, $5::date, $5::date + 1, case when $5::date is not null then $6::timestamptz end,
              case when $5::date is not null then 0 end, $7, $6, 'test', $8, $9, 0, 0, $9, 0, $10, '{}'
         from account a
        where a.id = $1
       returning id`,
      [
        one.accountId,
        isCredit ? 'credit_note' : 'invoice',
        number,
        one.credits ?? null,
        from,
        at,
        one.issuedOn,
        one.dueOn,
        total,
        posted.rows[0]?.transfer_id,
      ],
    );
    const id = issued.rows[0]?.id;
    if (id === undefined) throw new Error('the invoice was not stored');
    await client.query(
      `insert into invoice_line (invoice_id, line, section, description, tax_class, amount) values ($1, 1, 'charges', 'Test', 'untaxed', $2)`,
      [id, total],
    );
    await client.query('commit');
    return { id, number };
  } finally {
    await client.end();
  }
}
