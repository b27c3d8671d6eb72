import type { Id } from '../../core/base/id.ts';
import type { Instant } from '../../core/base/time.ts';
import { formatInstant } from '../../core/base/time.ts';
import type { InvoiceDocument, InvoiceKind, InvoiceSection } from '../../core/invoicing/invoiceDocument.ts';
import { invoiceNumber, seriesOf } from '../../core/invoicing/numberFormat.ts';
import type { TaxClass } from '../../core/invoicing/tax.ts';
import type { Posting } from '../../core/ledger/ledger.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** The next numbers of the series in which invoices of this date are numbered. Its counter stays locked until the end. */
export async function takeNumbers(tx: Tx, format: string, date: string, count: number): Promise<readonly string[]> {
  if (count === 0) return [];
  const series = seriesOf(format, date);
  const [prefix = '', suffix = ''] = series.split('#');
  const found = await row<{ first: bigint }>(tx, sql`select invoice_numbers(${series}, ${prefix}, ${suffix}, ${count}) as first`);
  if (!found) throw new Error('invoice_numbers answered nothing');
  return Array.from({ length: count }, (_, index) => invoiceNumber(format, date, found.first + BigInt(index)));
}

/** An invoice or credit note that is ready to be issued. Money in 10^-8. */
export type NewInvoice = {
  readonly accountId: Id;
  readonly kind: InvoiceKind;
  readonly creditsInvoiceId: Id | null;
  readonly runId: Id | null;
  /** Of an invoice: what it has taken (column invoice.upto_transfer). */
  readonly range: {
    readonly from: string;
    readonly to: string;
    readonly toAt: Instant;
    readonly afterTransfer: bigint;
    readonly afterAt: Instant | null;
    readonly uptoTransfer: bigint;
  } | null;
  readonly issuedAt: Instant;
  readonly issuedBy: string;
  readonly subtotal: bigint;
  readonly taxTotal: bigint;
  readonly includedTax: bigint;
  readonly total: bigint;
  readonly rounding: bigint;
  readonly posting: Posting;
  readonly lines: readonly NewInvoiceLine[];
  readonly taxes: readonly NewInvoiceTax[];
  readonly document: InvoiceDocument;
};
export type NewInvoiceLine = {
  readonly line: number;
  readonly section: InvoiceSection;
  readonly description: string;
  readonly taxClass: TaxClass;
  readonly amount: bigint;
  readonly credits: number | null;
};
export type NewInvoiceTax = {
  readonly name: string;
  readonly percent: bigint;
  readonly isInclusive: boolean;
  readonly base: bigint;
  readonly amount: bigint;
};
export type IssuedInvoice = { readonly accountId: Id; readonly invoiceId: Id; readonly number: string };

/** Books and stores them in one round trip (migration 0020, invoice_issue). In the order of their accounts. */
export async function issueInvoices(tx: Tx, invoices: readonly NewInvoice[]): Promise<readonly IssuedInvoice[]> {
  if (invoices.length === 0) return [];
  const wire = JSON.stringify(invoices.map(toWire), (_, value) => (typeof value === 'bigint' ? String(value) : value));
  return rows<IssuedInvoice>(
    tx,
    sql`select account_id as "accountId", invoice_id as "invoiceId", number from invoice_issue(${wire}::jsonb)`,
  );
}

function toWire(one: NewInvoice): Record<string, unknown> {
  const { range, posting, document } = one;
  return {
    ...{ account_id: one.accountId, kind: one.kind, number: document.number, credits_invoice_id: one.creditsInvoiceId },
    ...{ run_id: one.runId, currency: document.currency },
    ...(range && { period_from: range.from, period_to: range.to, period_to_at: formatInstant(range.toAt) }),
    ...(range && { after_transfer: range.afterTransfer, after_at: range.afterAt === null ? null : formatInstant(range.afterAt) }),
    ...(range && { upto_transfer: range.uptoTransfer }),
    ...{ issued_on: document.issuedOn, issued_at: formatInstant(one.issuedAt), issued_by: one.issuedBy, due_on: document.dueOn },
    ...{ subtotal: one.subtotal, tax_total: one.taxTotal, included_tax: one.includedTax, total: one.total },
    ...{ rounding: one.rounding, document },
    ledgers: posting.map((entry) => entry.ledger),
    accounts: posting.map((entry) => entry.accountId ?? 0n),
    amounts: posting.map((entry) => entry.amount),
    lines: one.lines.map(({ taxClass, credits, ...line }) => ({ ...line, tax_class: taxClass, credits_line: credits })),
    taxes: one.taxes.map(({ isInclusive, ...tax }, index) => ({ position: index + 1, ...tax, is_inclusive: isInclusive })),
  };
}

export type StoredInvoice = {
  readonly id: Id;
  readonly accountId: Id;
  readonly kind: InvoiceKind;
  readonly document: InvoiceDocument;
};

export async function findInvoice(tx: Tx, id: Id): Promise<StoredInvoice | undefined> {
  return row<StoredInvoice>(tx, sql`select id, account_id as "accountId", kind, document from invoice where id = ${id}`);
}

/** What credit notes have taken back of an invoice already: of each line, and of each tax by its place on the invoice. */
export async function findCredited(tx: Tx, invoiceId: Id) {
  const lines = await rows<{ line: number; amount: bigint }>(
    tx,
    sql`select l.credits_line as line, sum(l.amount)::bigint as amount
          from invoice i
          join invoice_line l on l.invoice_id = i.id
         where i.credits_invoice_id = ${invoiceId}
         group by l.credits_line`,
  );
  const taxes = await rows<{ position: number; base: bigint; amount: bigint }>(
    tx,
    sql`select t.position, sum(t.base)::bigint as base, sum(t.amount)::bigint as amount
          from invoice i
          join invoice_tax t on t.invoice_id = i.id
         where i.credits_invoice_id = ${invoiceId}
         group by t.position`,
  );
  return { lines, taxes };
}
