import { formatMoney } from '../../core/base/currency.ts';
import type { Id } from '../../core/base/id.ts';
import { formatAmount } from '../../core/base/money.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { InvoiceDocument } from '../../core/invoicing/invoiceDocument.ts';
import { row, rows, sql, type Tx } from '../sql.ts';
import { type InvoiceRow, invoiceColumns, invoiceTables, toInvoiceItem } from './listInvoices.ts';
import { cursorOf, idPattern, keysOf, type PageRequest, pageOf } from './page.ts';

type WholeRow = InvoiceRow & {
  issuedAt: Instant;
  issuedBy: string;
  creditsInvoiceId: string | null;
  runId: string | null;
  document: InvoiceDocument;
};

/** One invoice or credit note, with what was credited of it. */
export async function getInvoice(tx: Tx, id: Id, now: Instant) {
  const found = await row<WholeRow>(
    tx,
    sql`select ${invoiceColumns}, i.issued_at as "issuedAt", i.issued_by as "issuedBy",
               i.credits_invoice_id::text as "creditsInvoiceId", i.run_id::text as "runId", i.document
          from ${invoiceTables(now)}
         where i.id = ${id}`,
  );
  if (!found) return undefined;
  const { issuedAt, issuedBy, creditsInvoiceId, runId, document, ...item } = found;
  const lines = await listCreditedLines(tx, id);
  const money = (value: bigint) => formatMoney(value, item.currency);
  return {
    ...toInvoiceItem(item),
    ...{ issuedAt: formatInstant(issuedAt), issuedBy, creditsInvoiceId, runId, document: plain(document) },
    credited: money(lines.reduce((sum, { amount }) => sum + amount, 0n)),
    creditedLines: lines.map(({ line, amount }) => ({ line, amount: money(amount) })),
    creditNotes: (await listCreditNotes(tx, id)).map((one) => ({ ...one, total: money(one.total) })),
  };
}

/** The document as the wire has it: its lists may be changed there. */
function plain({ lines, calls, taxes, taxNotes, statement, ...rest }: InvoiceDocument) {
  return {
    ...rest,
    lines: [...lines],
    calls: { ...calls, byDestination: [...calls.byDestination], byNumber: [...calls.byNumber] },
    taxes: [...taxes],
    taxNotes: [...taxNotes],
    statement: statement && { ...statement, movements: [...statement.movements] },
  };
}

async function listCreditedLines(tx: Tx, id: Id) {
  return rows<{ line: number; amount: bigint }>(
    tx,
    sql`select l.credits_line as line, sum(l.amount)::bigint as amount
          from invoice i
          join invoice_line l on l.invoice_id = i.id
         where i.credits_invoice_id = ${id}
         group by l.credits_line
         order by l.credits_line`,
  );
}

async function listCreditNotes(tx: Tx, id: Id) {
  return rows<{ id: string; number: string; issuedOn: string; total: bigint; reason: string }>(
    tx,
    sql`select id::text as id, number, issued_on as "issuedOn", total, document -> 'credits' ->> 'reason' as reason
          from invoice
         where credits_invoice_id = ${id}
         order by id`,
  );
}

type CallRow = {
  callId: string;
  transferId: string;
  startedAt: Instant;
  callerNumber: string;
  number: string;
  destination: string;
  billedSeconds: number;
  charge: bigint;
};

/** The calls that an invoice took, in the order in which they were booked (column invoice.upto_transfer says which). */
export async function listInvoiceCalls(tx: Tx, id: Id, page: PageRequest) {
  const [after = '0'] = keysOf(page.after, idPattern) ?? [];
  const found = await rows<CallRow>(
    tx,
    sql`select c.call_id as "callId", e.transfer_id::text as "transferId", c.started_at as "startedAt", c.caller_number as "callerNumber",
               c.number, c.destination, c.billed_seconds as "billedSeconds", e.amount as charge
          from invoice i
          join entry e on e.account_id = i.account_id and e.transfer_id <= i.upto_transfer and e.transfer_id > ${after}::bigint
          join transfer t on t.id = e.transfer_id
          join cdr c on c.call_id = t.key
         where i.id = ${id}
           and e.ledger = 'unbilled'
           and t.kind = 'call'
           and t.occurred_at < i.period_to_at
           and (e.transfer_id > i.after_transfer or t.occurred_at >= i.after_at)
         order by e.transfer_id
         limit ${page.limit + 1}`,
  );
  const item = ({ transferId: _, startedAt, charge, ...call }: CallRow) => {
    return { ...call, startedAt: formatInstant(startedAt), charge: formatAmount(charge) };
  };
  return pageOf(found, page.limit, item, (one) => cursorOf(one.transferId));
}
