import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import type { LocalDate } from '../../core/base/time.ts';
import type { DunningKind, Restriction, TakenStep } from '../../core/payments/dunning.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** An invoice that is overdue, with the steps that were taken for it. */
export type OverdueInvoice = {
  readonly invoiceId: Id;
  readonly accountId: Id;
  readonly number: string;
  readonly currency: string;
  readonly total: Amount;
  readonly open: Amount;
  readonly dueOn: LocalDate;
  readonly taken: readonly TakenStep[];
};

/** Invoices of Post-Paid accounts that were due on or before `dueBy`, in id order after `after`. */
export async function findOverdue(tx: Tx, dueBy: LocalDate, after: Id, limit: number): Promise<readonly OverdueInvoice[]> {
  return rows<OverdueInvoice>(
    tx,
    sql`select d.invoice_id as "invoiceId", d.account_id as "accountId", i.number, i.currency, i.total, d.open, d.due_on as "dueOn",
               coalesce((select jsonb_agg(jsonb_build_object('position', t.position, 'daysAfterDue', t.days_after_due,
                                                             'takenOn', t.taken_on))
                           from dunning_taken t
                          where t.invoice_id = d.invoice_id), '[]') as taken
          from invoice_debt d
          join invoice i on i.id = d.invoice_id
          join account a on a.id = d.account_id and a.payment_type = 'post_paid'
         where d.side = 'owed'
           and d.open > 0
           and d.due_on <= ${dueBy}
           and d.invoice_id > ${after}
         order by d.invoice_id
         limit ${limit}`,
  );
}

/** The same, of one invoice that is still open; locked. */
export async function lockOverdue(tx: Tx, invoiceId: Id): Promise<Pick<OverdueInvoice, 'open'> | undefined> {
  return row(
    tx,
    sql`select open
          from invoice_debt
         where invoice_id = ${invoiceId}
           and side = 'owed'
           and open > 0
           for no key update`,
  );
}

type NewTaken = {
  readonly invoiceId: Id;
  readonly accountId: Id;
  readonly position: number;
  readonly kind: DunningKind;
  readonly daysAfterDue: number;
  readonly takenOn: LocalDate;
  readonly takenAt: string;
  readonly isTold: boolean;
  readonly fee: Amount | null;
};

/** False when this step was taken before. */
export async function insertTaken(tx: Tx, one: NewTaken): Promise<boolean> {
  const found = await rows(
    tx,
    sql`insert into dunning_taken (invoice_id, account_id, position, kind, days_after_due, taken_on, taken_at, is_told, fee)
        values (${one.invoiceId}, ${one.accountId}, ${one.position}, ${one.kind}, ${one.daysAfterDue}, ${one.takenOn}, ${one.takenAt},
                ${one.isTold}, ${one.fee})
   on conflict (invoice_id, position) do nothing
     returning invoice_id`,
  );
  return found.length > 0;
}

export type DunningHold = { readonly isRestricted: boolean; readonly isSuspended: boolean };

export async function lockHold(tx: Tx, accountId: Id): Promise<DunningHold | undefined> {
  return row<DunningHold>(
    tx,
    sql`select restricted_at is not null as "isRestricted", suspended_at is not null as "isSuspended"
          from dunning_hold
         where account_id = ${accountId}
           for update`,
  );
}

export async function saveHold(tx: Tx, accountId: Id, kind: 'restrict' | 'suspend', at: string): Promise<void> {
  const restrictedAt = kind === 'restrict' ? at : null;
  const suspendedAt = kind === 'suspend' ? at : null;
  await rows(
    tx,
    sql`insert into dunning_hold (account_id, restricted_at, suspended_at)
        values (${accountId}, ${restrictedAt}, ${suspendedAt})
   on conflict (account_id) do update
           set restricted_at = coalesce(dunning_hold.restricted_at, excluded.restricted_at),
               suspended_at = coalesce(dunning_hold.suspended_at, excluded.suspended_at)`,
  );
}

export async function deleteHold(tx: Tx, accountId: Id): Promise<void> {
  await rows(tx, sql`delete from dunning_hold where account_id = ${accountId}`);
}

/** Staff decides by hand whether this account is suspended; dunning no longer does. */
export async function forgetSuspension(tx: Tx, accountId: Id): Promise<void> {
  await rows(tx, sql`delete from dunning_hold where account_id = ${accountId} and restricted_at is null`);
  await rows(tx, sql`update dunning_hold set suspended_at = null where account_id = ${accountId} and suspended_at is not null`);
}

/** True while an invoice is open for which the account was restricted or suspended. */
export async function owesForHold(tx: Tx, accountId: Id): Promise<boolean> {
  const found = await row<{ owes: boolean }>(
    tx,
    sql`select exists (select
                         from dunning_taken t
                         join invoice_debt d on d.invoice_id = t.invoice_id
                        where t.account_id = ${accountId}
                          and t.kind in ('restrict', 'suspend')
                          and d.open > 0) as owes`,
  );
  return found?.owes ?? false;
}

/** Accounts that are held though they no longer owe what they were held for (a credit note, a payment type that changed). */
export async function findHoldsToLift(tx: Tx, limit: number): Promise<readonly Id[]> {
  const found = await rows<{ accountId: Id }>(
    tx,
    sql`select h.account_id as "accountId"
          from dunning_hold h
         where not exists (select
                             from dunning_taken t
                             join invoice_debt d on d.invoice_id = t.invoice_id
                            where t.account_id = h.account_id
                              and t.kind in ('restrict', 'suspend')
                              and d.open > 0)
         order by h.account_id
         limit ${limit}`,
  );
  return found.map((one) => one.accountId);
}

/** The account's version moves with it, so call control hears of it. */
export async function saveRestriction(tx: Tx, accountId: Id, restriction: Restriction): Promise<void> {
  await rows(tx, sql`update account set restriction = ${restriction} where id = ${accountId} and restriction <> ${restriction}`);
}

type Fee = {
  readonly accountId: Id;
  readonly description: string;
  readonly amount: Amount;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly at: string;
  readonly transferId: Id;
};

/** A one-time charge of the account, beside its entry in the ledger. */
export async function insertFee(tx: Tx, one: Fee): Promise<void> {
  await rows(
    tx,
    sql`insert into extra_charge (account_id, kind, period_from, period_to, description, amount, is_taxable, due_at, transfer_id)
        values (${one.accountId}, 'one_time', ${one.from}, ${one.to}, ${one.description}, ${one.amount}, false, ${one.at},
                ${one.transferId})`,
  );
}
