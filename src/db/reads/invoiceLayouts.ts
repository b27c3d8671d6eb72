import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { InvoiceDocument } from '../../core/invoicing/invoiceDocument.ts';
import type { CallListing, PrintedCall } from '../../core/invoicing/layout/layoutData.ts';
import { row, rows, sql, type Tx } from '../sql.ts';
import { cursorOf, idPattern, keysOf, type PageRequest, pageOf } from './page.ts';

type Row = {
  id: string;
  source: string;
  logo: string;
  callsBy: CallListing;
  isBuiltIn: boolean;
  restoresId: string | null;
  createdAt: Instant;
  createdBy: string;
};
const columns = sql`l.id::text as id, l.source, l.logo, l.calls_by as "callsBy", l.is_built_in as "isBuiltIn",
  l.restores_id::text as "restoresId", l.created_at as "createdAt", l.created_by as "createdBy"`;

const whole = ({ createdAt, ...one }: Row) => ({ ...one, createdAt: formatInstant(createdAt) });

/** A version of the layout; without an id the one in force. */
export async function getInvoiceLayout(tx: Tx, id?: Id) {
  const found = await row<Row>(
    tx,
    id === undefined
      ? sql`select ${columns} from invoice_layout l order by l.id desc limit 1`
      : sql`select ${columns} from invoice_layout l where l.id = ${id}`,
  );
  return found && whole(found);
}

/** All versions, the latest first, each with how many invoices were issued with it. */
export async function listInvoiceLayouts(tx: Tx, page: PageRequest) {
  const [before = '9223372036854775807'] = keysOf(page.after, idPattern) ?? [];
  const found = await rows<{ id: string; isBuiltIn: boolean; restoresId: string | null; createdAt: Instant; createdBy: string }>(
    tx,
    sql`select l.id::text as id, l.is_built_in as "isBuiltIn", l.restores_id::text as "restoresId", l.created_at as "createdAt",
               l.created_by as "createdBy"
          from invoice_layout l
         where l.id < ${before}::bigint
         order by l.id desc
         limit ${page.limit + 1}`,
  );
  const item = ({ createdAt, ...one }: (typeof found)[number]) => ({ ...one, createdAt: formatInstant(createdAt) });
  return pageOf(found, page.limit, item, (one) => cursorOf(one.id));
}

/** An issued invoice, and the layout that it is printed with for ever. */
export async function getPaper(tx: Tx, invoiceId: Id) {
  const found = await row<{
    document: InvoiceDocument;
    layout: { source: string; logo: string; callsBy: CallListing; isBuiltIn: boolean };
  }>(
    tx,
    sql`select i.document,
               jsonb_build_object('source', l.source, 'logo', l.logo, 'callsBy', l.calls_by, 'isBuiltIn', l.is_built_in) as layout
          from invoice i
          join invoice_layout l on l.id = i.layout_id
         where i.id = ${invoiceId}`,
  );
  return found;
}

/** Each call on an invoice as it is printed: from what was booked, with the times of the zone of its document. */
export async function listPrintedCalls(tx: Tx, invoiceId: Id, after: string, limit: number) {
  return rows<PrintedCall & { readonly transferId: string }>(
    tx,
    sql`select e.transfer_id::text as "transferId", c.caller_number as "callerNumber", c.number, c.destination,
               to_char(c.started_at at time zone (i.document ->> 'timeZone'), 'YYYY-MM-DD HH24:MI') as "startedAt",
               c.billed_seconds as "billedSeconds", trim_scale(e.amount / 100000000.0)::text as charge
          from invoice i
          join entry e on e.account_id = i.account_id and e.transfer_id <= i.upto_transfer and e.transfer_id > ${after}::bigint
          join transfer t on t.id = e.transfer_id
          join cdr c on c.call_id = t.key
         where i.id = ${invoiceId}
           and e.ledger = 'unbilled'
           and t.kind = 'call'
           and t.occurred_at < i.period_to_at
           and (e.transfer_id > i.after_transfer or t.occurred_at >= i.after_at)
         order by e.transfer_id
         limit ${limit}`,
  );
}
