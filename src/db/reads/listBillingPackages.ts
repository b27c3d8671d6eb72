import type { RoundingMode } from '../../core/base/divide.ts';
import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { PackageKind } from '../../core/rating/packageKind.ts';
import { rows, type Sql, sql, type Tx } from '../sql.ts';

type PackageRow = {
  id: string;
  name: string;
  kind: PackageKind;
  decimals: number;
  roundingMode: RoundingMode;
  rateCount: number;
  accountCount: number;
  providerNames: string[];
  createdAt: Instant;
  version: number;
};

/** The packages of a kind, by name. */
export async function listBillingPackages(tx: Tx, kind: PackageKind) {
  return packagesWhere(tx, sql`p.kind = ${kind}`);
}

export async function findBillingPackage(tx: Tx, id: Id) {
  return (await packagesWhere(tx, sql`p.id = ${id}`))[0];
}

/** Counts go no further than their column can tell apart on a screen: counting a million rates would cost more than it says. */
async function packagesWhere(tx: Tx, condition: Sql) {
  const found = await rows<PackageRow>(
    tx,
    sql`select p.id::text as id, p.name, p.kind, p.decimals, p.rounding_mode as "roundingMode", p.created_at as "createdAt", p.version,
               (select count(*)
                  from (select from rate r where r.billing_package_id = p.id and r.valid_to is null limit 100000) r)::int as "rateCount",
               (select count(*)
                  from (select from account a where a.billing_package_id = p.id limit 100000) a)::int as "accountCount",
               array(select v.name from provider v where v.cost_package_id = p.id order by lower(v.name), v.id) as "providerNames"
          from billing_package p
         where ${condition}
         order by lower(p.name), p.id`,
  );
  return found.map((one) => ({ ...one, createdAt: formatInstant(one.createdAt) }));
}
