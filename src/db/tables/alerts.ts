import { type AlertFacts, type AlertParams, alertOf } from '../../core/accounts/alert.ts';
import type { Id } from '../../core/base/id.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** Raises an alert about an account; the same key raises one. The customer is written to as well. */
export async function raiseAlert(tx: Tx, key: string, accountId: Id, { kind, ...facts }: AlertFacts): Promise<void> {
  const params = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, String(value)]));
  await rows(
    tx,
    sql`insert into alert (key, kind, account_id, params, is_letter_due)
        values (${key}, ${kind}, ${accountId}, ${JSON.stringify(params)}, true)
        on conflict (key) do nothing`,
  );
}

/** Raises an alert about the system itself; the same key raises one. No customer is written to. */
export async function raiseSystemAlert(tx: Tx, key: string, { kind, ...facts }: AlertFacts): Promise<void> {
  const params = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, String(value)]));
  await rows(
    tx,
    sql`insert into alert (key, kind, params) values (${key}, ${kind}, ${JSON.stringify(params)}) on conflict (key) do nothing`,
  );
}

export type DueAlert = {
  readonly id: Id;
  readonly accountId: Id;
  readonly facts: AlertFacts;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  readonly currency: string;
};

/** Alerts whose customers are still to be written to, locked; another writer passes over them. */
export async function takeDueAlerts(tx: Tx, limit: number): Promise<readonly DueAlert[]> {
  const found = await rows<Omit<DueAlert, 'facts'> & { kind: string; params: AlertParams }>(
    tx,
    sql`select l.id, l.kind, l.params, a.id as "accountId", a.email, a.first_name as "firstName", a.last_name as "lastName",
               a.company, a.currency
          from alert l
          join account a on a.id = l.account_id
         where l.is_letter_due
         order by l.id
         limit ${limit}
           for update of l skip locked`,
  );
  return found.map(({ kind, params, ...one }) => ({ ...one, facts: alertOf(kind, params) }));
}

export async function saveAlertWritten(tx: Tx, ids: readonly Id[]): Promise<void> {
  await rows(tx, sql`update alert set is_letter_due = false where id = any(${ids})`);
}

/** Puts an alert away; false when there is no such alert. A second time changes nothing. */
export async function closeAlert(tx: Tx, id: Id, at: string, by: string): Promise<{ readonly accountId: Id | null } | undefined> {
  return row(
    tx,
    sql`update alert
           set closed_at = coalesce(closed_at, ${at}), closed_by = coalesce(closed_by, ${by})
         where id = ${id}
     returning account_id as "accountId"`,
  );
}

/** Carries changed warning levels over to the next accounts; false when all have them. */
export async function rearmLowBalances(tx: Tx, limit: number): Promise<boolean> {
  return (await row<{ more: boolean }>(tx, sql`select low_balance_rearm_some(${limit}) as more`))?.more ?? false;
}
