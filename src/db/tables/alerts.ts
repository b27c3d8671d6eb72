import {
  type AlertFacts,
  type AlertParams,
  alertOf,
  type CustomerAlertFacts,
  costAlertKinds,
  type StaffAlertFacts,
} from '../../core/accounts/alert.ts';
import type { Id } from '../../core/base/id.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** Raises an alert about an account; the same key raises one (false: it was there). The customer is written to as well, if not said otherwise. */
export async function raiseAlert(
  tx: Tx,
  key: string,
  accountId: Id,
  { kind, ...facts }: CustomerAlertFacts,
  { tellsCustomer = true }: { readonly tellsCustomer?: boolean } = {},
): Promise<boolean> {
  const params = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, String(value)]));
  const raised = await row(
    tx,
    sql`insert into alert (key, kind, account_id, params, is_letter_due)
        values (${key}, ${kind}, ${accountId}, ${JSON.stringify(params)}, ${tellsCustomer})
        on conflict (key) do nothing
     returning id`,
  );
  return raised !== undefined;
}

/** Raises an alert that is about no account and that no customer hears of; false when the same key raised one before. */
export async function raiseStaffAlert(tx: Tx, key: string, { kind, ...facts }: StaffAlertFacts): Promise<boolean> {
  const params = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, String(value)]));
  const made = await row(
    tx,
    sql`insert into alert (key, kind, params)
        values (${key}, ${kind}, ${JSON.stringify(params)})
   on conflict (key) do nothing
     returning id`,
  );
  return made !== undefined;
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

/**
 * Puts an alert away; undefined when there is no such alert, or none for somebody who may not see what providers cost (`mayCost`).
 * A second time changes nothing.
 */
export async function closeAlert(
  tx: Tx,
  id: Id,
  { at, by, mayCost }: { readonly at: string; readonly by: string; readonly mayCost: boolean },
): Promise<{ readonly accountId: Id | null } | undefined> {
  return row(
    tx,
    sql`update alert
           set closed_at = coalesce(closed_at, ${at}), closed_by = coalesce(closed_by, ${by})
         where id = ${id} and (${mayCost}::boolean or kind <> all(${costAlertKinds}))
     returning account_id as "accountId"`,
  );
}

/** Carries changed warning levels over to the next accounts; false when all have them. */
export async function rearmLowBalances(tx: Tx, limit: number): Promise<boolean> {
  return (await row<{ more: boolean }>(tx, sql`select low_balance_rearm_some(${limit}) as more`))?.more ?? false;
}
