import type { PaymentType } from '../../core/accounts/account.ts';
import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import type { Instant } from '../../core/base/time.ts';
import type { ChargedExtra, MadeCharge } from '../../core/extras/dueCharges.ts';
import type { Extra } from '../../core/extras/extra.ts';
import { rows, sql, type Tx } from '../sql.ts';

export type StoredExtra = ChargedExtra & { readonly id: Id };

const columns = sql`e.id, e.description, e.cost, e.charge_period as "chargePeriod", e.starts_on as "startsOn", e.ends_on as "endsOn",
  e.does_prorate as "doesProrate", e.is_taxable as "isTaxable", e.charge_from as "chargeFrom", e.closed_on as "closedOn",
  e.next_due_on as "nextDueOn"`;

/** The extras that an account has; those that were removed keep their rows and are left out. */
export async function listExtras(tx: Tx, accountId: Id): Promise<readonly StoredExtra[]> {
  return rows<StoredExtra>(
    tx,
    sql`select ${columns}
          from extra e
         where e.account_id = ${accountId}
           and e.closed_on is null
         order by e.position, e.id`,
  );
}

/** `chargeFrom`: no day before it is charged, whatever the start; null = from the start. */
export async function insertExtra(
  tx: Tx,
  accountId: Id,
  position: number,
  extra: Extra & { readonly chargeFrom?: string | null },
  at: string,
): Promise<void> {
  await rows(
    tx,
    sql`insert into extra (account_id, position, description, cost, charge_period, starts_on, ends_on, does_prorate, is_taxable, created_at,
                           charge_from)
        values (${accountId}, ${position}, ${extra.description}, ${extra.cost}, ${extra.chargePeriod}, ${extra.startsOn},
                ${extra.endsOn}, ${extra.doesProrate}, ${extra.isTaxable}, ${at}, ${extra.chargeFrom ?? null})`,
  );
}

/** Removes an extra from this day on; what was charged for it stays. */
export async function closeExtra(tx: Tx, id: Id, on: string): Promise<void> {
  await rows(tx, sql`update extra set closed_on = ${on} where id = ${id} and closed_on is null`);
}

/** An extra that fell due, with who pays for it. */
export type DueExtra = StoredExtra & { readonly accountId: Id; readonly paymentType: PaymentType; readonly currency: string };

/** A place in the list of extras that are due. */
export type DueMark = { readonly accountId: Id; readonly id: Id };

/** Extras of which something falls due before the day `until`, locked; those that somebody else charges just now are passed over. */
export async function lockDueExtras(tx: Tx, until: string, after: DueMark, limit: number): Promise<readonly DueExtra[]> {
  return rows<DueExtra>(
    tx,
    sql`select ${columns}, e.account_id as "accountId", a.payment_type as "paymentType", a.currency
          from extra e
          join account a on a.id = e.account_id
         where e.next_due_on < ${until}
           and (e.account_id, e.id) > (${after.accountId}, ${after.id})
         order by e.account_id, e.id
         limit ${limit}
           for update of e skip locked`,
  );
}

/** The same for these accounts alone; waits for whoever charges them just now. */
export async function lockDueExtrasOf(tx: Tx, accountIds: readonly Id[], until: string): Promise<readonly DueExtra[]> {
  return rows<DueExtra>(
    tx,
    sql`select ${columns}, e.account_id as "accountId", a.payment_type as "paymentType", a.currency
          from extra e
          join account a on a.id = e.account_id
         where e.account_id = any (${accountIds})
           and e.next_due_on < ${until}
         order by e.account_id, e.id
           for update of e`,
  );
}

export async function saveNextDue(tx: Tx, id: Id, nextDueOn: string | null): Promise<void> {
  await rows(tx, sql`update extra set next_due_on = ${nextDueOn} where id = ${id}`);
}

export type NewCharge = MadeCharge & {
  readonly accountId: Id;
  /** Null for a one-time charge or credit by staff. */
  readonly extraId: Id | null;
  readonly kind: 'period' | 'credit' | 'one_time';
  readonly description: string;
  readonly isTaxable: boolean;
  readonly dueAt: Instant;
  readonly transferId: Id | null;
};

export async function insertExtraCharge(tx: Tx, charge: NewCharge, at: string): Promise<void> {
  await rows(
    tx,
    sql`insert into extra_charge (account_id, extra_id, kind, period_from, period_to, description, amount, is_taxable, due_at, transfer_id,
                                  created_at)
        values (${charge.accountId}, ${charge.extraId}, ${charge.kind}, ${charge.from}, ${charge.to}, ${charge.description},
                ${charge.amount}, ${charge.isTaxable}, ${new Date(charge.dueAt)}, ${charge.transferId}, ${at})`,
  );
}

/** What was charged of an extra for days from `on` on. */
export async function listChargesFrom(tx: Tx, extraId: Id, on: string): Promise<readonly MadeCharge[]> {
  return rows<{ from: string; to: string; amount: Amount }>(
    tx,
    sql`select period_from as from, period_to as to, amount
          from extra_charge
         where extra_id = ${extraId}
           and kind = 'period'
           and (period_to > ${on} or period_from = ${on})
           and amount <> 0`,
  );
}

/** What a Pre-Paid account can pay an extra with: its money that no call has reserved. Locks the balance. */
export async function lockFreeMoney(tx: Tx, accountId: Id): Promise<Amount> {
  const [found] = await rows<{ free: Amount }>(
    tx,
    sql`select posted - held as free from account_balance where account_id = ${accountId} for update`,
  );
  if (!found) throw new Error(`account ${accountId} has no balance`);
  return found.free;
}

/** Does an extra of this account wait for money? */
export async function hasExtraWaiting(tx: Tx, accountId: Id, until: string): Promise<boolean> {
  const found = await rows(tx, sql`select id from extra where account_id = ${accountId} and next_due_on < ${until} limit 1`);
  return found.length > 0;
}
