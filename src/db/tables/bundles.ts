import type { Id } from '../../core/base/id.ts';
import type { LocalDate, Seconds } from '../../core/base/time.ts';
import type { BundlePeriod } from '../../core/rating/bundle.ts';
import type { IncludedMode } from '../../core/rating/includedSeconds.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type BundleFields = {
  readonly name: string;
  readonly prefixes: readonly string[];
  readonly seconds: Seconds;
  readonly period: BundlePeriod;
  readonly doesRollOver: boolean;
  readonly mode: IncludedMode;
  readonly coversFlagFall: boolean;
  readonly beginsOn: LocalDate;
};
/** Whose it is: everybody's on a package, or one account's. */
export type BundleOwner = { readonly billingPackageId: Id } | { readonly accountId: Id };

export async function insertBundle(tx: Tx, owner: BundleOwner, one: BundleFields, at: string): Promise<Id> {
  const [packageId, accountId] = 'accountId' in owner ? [null, owner.accountId] : [owner.billingPackageId, null];
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into bundle (billing_package_id, account_id, name, prefixes, seconds, period, does_roll_over, mode, covers_flag_fall,
                            begins_on, created_at)
        values (${packageId}, ${accountId}, ${one.name}, ${one.prefixes}, ${one.seconds}, ${one.period}, ${one.doesRollOver}, ${one.mode},
                ${one.coversFlagFall}, ${one.beginsOn}, ${at})
     returning id`,
  );
  if (!found) throw new Error('the bundle was not stored');
  return found.id;
}

/** A bundle that counts, locked; undefined when there is none or it has ended. */
export async function lockBundle(
  tx: Tx,
  id: Id,
): Promise<{ readonly name: string; readonly billingPackageId: Id | null; readonly accountId: Id | null } | undefined> {
  return row(
    tx,
    sql`select name, billing_package_id as "billingPackageId", account_id as "accountId"
          from bundle
         where id = ${id}
           and ended_at is null
           for no key update`,
  );
}

/** It is kept: calls that used it stay explainable. */
export async function endBundle(tx: Tx, id: Id, at: string): Promise<void> {
  await rows(tx, sql`update bundle set ended_at = ${at} where id = ${id}`);
}

/** The package of an account's own prices; null when it has none, undefined when there is no such account. */
export async function lockOwnPrices(
  tx: Tx,
  accountId: Id,
): Promise<{ readonly billingPackageId: Id | null; readonly accountNumber: string } | undefined> {
  return row(
    tx,
    sql`select exception_package_id as "billingPackageId", account_number as "accountNumber"
          from account
         where id = ${accountId}
           for no key update`,
  );
}

/** An empty package for own prices, rounding like the account's package. */
export async function insertOwnPrices(tx: Tx, accountId: Id, name: string, at: string): Promise<Id> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into billing_package (name, kind, decimals, rounding_mode, created_at)
        select ${name}, 'exception', p.decimals, p.rounding_mode, ${at}
          from account a
          join billing_package p on p.id = a.billing_package_id
         where a.id = ${accountId}
     returning id`,
  );
  if (!found) throw new Error('the own prices were not stored');
  await rows(tx, sql`update account set exception_package_id = ${found.id} where id = ${accountId}`);
  return found.id;
}
