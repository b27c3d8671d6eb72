import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { DunningKind, Restriction } from '../../core/payments/dunning.ts';
import { row, rows, sql, type Tx } from '../sql.ts';
import { listCharges } from './listCharges.ts';

/** What an account owes, its credit, the card that is charged, and what was done about its debts. */
export async function getReceivables(tx: Tx, accountId: Id) {
  const state = await row<{
    restriction: Restriction;
    restrictedAt: Instant | null;
    suspendedAt: Instant | null;
    credit: Amount;
    notes: Amount;
  }>(
    tx,
    sql`select a.restriction, h.restricted_at as "restrictedAt", h.suspended_at as "suspendedAt",
               coalesce((select sum(unused) from payment p
                          where p.account_id = a.id and p.unused > 0 and p.reversed_at is null and p.ledger = 'receivable'), 0)::bigint as credit,
               coalesce((select sum(open) from invoice_debt d
                          where d.account_id = a.id and d.side = 'credit' and d.open > 0), 0)::bigint as notes
          from account a
          left join dunning_hold h on h.account_id = a.id
         where a.id = ${accountId}`,
  );
  if (!state) return undefined;
  const invoices = await openInvoices(tx, accountId);
  const charges = await listCharges(tx, { accountId }, { limit: 10 });
  return {
    open: formatAmount(invoices.reduce((sum, one) => sum + one.open, 0n)),
    credit: formatAmount(state.credit + state.notes),
    restriction: state.restriction,
    ...(state.restrictedAt !== null && { restrictedAt: formatInstant(state.restrictedAt) }),
    ...(state.suspendedAt !== null && { suspendedAt: formatInstant(state.suspendedAt) }),
    invoices: invoices.map(({ open, total, ...shown }) => ({ ...shown, open: formatAmount(open), total: formatAmount(total) })),
    cards: await cardsOf(tx, accountId),
    charges: charges.items,
    steps: await stepsOf(tx, accountId),
  };
}

type InvoiceRow = { invoiceId: string; number: string; dueOn: string; issuedOn: string; total: Amount; open: Amount };

function openInvoices(tx: Tx, accountId: Id): Promise<readonly InvoiceRow[]> {
  return rows<InvoiceRow>(
    tx,
    sql`select d.invoice_id::text as "invoiceId", i.number, d.due_on as "dueOn", i.issued_on as "issuedOn", d.total, d.open
          from invoice_debt d
          join invoice i on i.id = d.invoice_id
         where d.account_id = ${accountId}
           and d.side = 'owed'
           and d.open > 0
         order by d.due_on, d.invoice_id
         limit 200`,
  );
}

async function cardsOf(tx: Tx, accountId: Id) {
  const found = await rows<{
    id: string;
    gateway: string;
    brand: string;
    lastFour: string;
    expiry: string;
    createdAt: Instant;
    isActive: boolean;
  }>(
    tx,
    sql`select c.id::text as id, c.gateway, c.brand, c.last_four as "lastFour", c.expiry, c.created_at as "createdAt",
               s.is_active as "isActive"
          from gateway_card c
          join gateway_setting s on s.code = c.gateway
         where c.account_id = ${accountId}
           and c.removed_at is null
         order by c.id`,
  );
  return found.map(({ createdAt, ...shown }) => ({ ...shown, createdAt: formatInstant(createdAt) }));
}

async function stepsOf(tx: Tx, accountId: Id) {
  const found = await rows<{
    invoiceNumber: string;
    kind: DunningKind;
    takenAt: Instant;
    isTold: boolean;
    fee: Amount | null;
    isOpen: boolean;
  }>(
    tx,
    sql`select i.number as "invoiceNumber", t.kind, t.taken_at as "takenAt", t.is_told as "isTold", t.fee, d.open > 0 as "isOpen"
          from dunning_taken t
          join invoice i on i.id = t.invoice_id
          join invoice_debt d on d.invoice_id = t.invoice_id
         where t.account_id = ${accountId}
         order by t.taken_at desc, t.position desc
         limit 20`,
  );
  return found.map(({ takenAt, fee, ...shown }) => ({
    ...shown,
    takenAt: formatInstant(takenAt),
    fee: fee === null ? null : formatAmount(fee),
  }));
}
