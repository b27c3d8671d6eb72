import type { RoundingMode } from '../../core/base/divide.ts';
import type { Id } from '../../core/base/id.ts';
import type { PackageKind } from '../../core/rating/packageKind.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type PackageFields = { readonly name: string; readonly decimals: number; readonly roundingMode: RoundingMode };

export async function lockBillingPackage(
  tx: Tx,
  id: Id,
): Promise<(PackageFields & { readonly id: Id; readonly version: number }) | undefined> {
  return row(
    tx,
    sql`select id, name, decimals, rounding_mode as "roundingMode", version from billing_package where id = ${id} for no key update`,
  );
}

export async function isPackage(tx: Tx, id: Id): Promise<boolean> {
  return (await row(tx, sql`select id from billing_package where id = ${id}`)) !== undefined;
}

/** Undefined when there is no such package, whatever its kind. */
export async function findPackageName(tx: Tx, id: Id): Promise<string | undefined> {
  return (await row<{ name: string }>(tx, sql`select name from billing_package where id = ${id}`))?.name;
}

/** The name of a package that accounts may be put on; undefined for what a provider asks of us, and the own prices of one account. */
export async function findSellPackageName(tx: Tx, id: Id): Promise<string | undefined> {
  return (await row<{ name: string }>(tx, sql`select name from billing_package where id = ${id} and kind = 'sell'`))?.name;
}

/** The id of the package with this name. */
export async function findPackageByName(tx: Tx, name: string): Promise<Id | undefined> {
  return (await row<{ id: Id }>(tx, sql`select id from billing_package where name = ${name}`))?.id;
}

/** Undefined when the name is taken. */
export async function insertBillingPackage(tx: Tx, kind: PackageKind, one: PackageFields, at: string): Promise<Id | undefined> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into billing_package (name, kind, decimals, rounding_mode, created_at)
        values (${one.name}, ${kind}, ${one.decimals}, ${one.roundingMode}, ${at})
            on conflict (name) do nothing
     returning id`,
  );
  return found?.id;
}

export async function updateBillingPackage(tx: Tx, id: Id, one: PackageFields): Promise<void> {
  await rows(
    tx,
    sql`update billing_package set name = ${one.name}, decimals = ${one.decimals}, rounding_mode = ${one.roundingMode} where id = ${id}`,
  );
}

/** Makes the package's version new, so that whoever keeps its rates in memory loads them again. */
export async function touchBillingPackage(tx: Tx, id: Id): Promise<void> {
  await rows(tx, sql`update billing_package set name = name where id = ${id}`);
}

/** A package like another, without its rates: kind, rounding, calendar. Undefined when the name is taken. */
export async function copyBillingPackage(tx: Tx, fromId: Id, name: string, at: string): Promise<Id | undefined> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into billing_package (name, kind, is_revenue_share, decimals, rounding_mode, created_at)
        select ${name}, kind, is_revenue_share, decimals, rounding_mode, ${at} from billing_package where id = ${fromId} and kind <> 'exception'
            on conflict (name) do nothing
     returning id`,
  );
  if (!found) return undefined;
  await rows(
    tx,
    sql`insert into package_terms (billing_package_id, valid_from, follows_operator, time_zone, boundary_mode, duration_rounding, grace_mode, windows, holidays)
        select ${found.id}, valid_from, follows_operator, time_zone, boundary_mode, duration_rounding, grace_mode, windows, holidays
          from package_terms where billing_package_id = ${fromId}`,
  );
  return found.id;
}
