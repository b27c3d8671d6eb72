import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { join, row, rows, type Sql, sql, type Tx } from '../sql.ts';
import { fromRateRow, inForceAt, prefixesOf, type RateRow, rateColumns } from './packageRates.ts';
import { cursorOf, idPattern, keysOf, likeText, type PageRequest, pageOf } from './page.ts';

type ListedRow = RateRow & { valid_from: Instant; valid_to: Instant | null };

/** Rates that hold at an instant, or those that begin later. */
export type RateState = 'now' | 'later';

/** The rates of a package that hold at an instant (or begin later), by prefix. A number finds every prefix of it; letters find destinations. */
export async function listRates(
  tx: Tx,
  billingPackageId: Id,
  search: string | undefined,
  page: PageRequest,
  at: Instant,
  state: RateState = 'now',
) {
  const [after, afterId = '0'] = keysOf(page.after, /^\d{0,15}$/, idPattern) ?? [];
  const conditions = [
    sql`billing_package_id = ${billingPackageId}`,
    state === 'now' ? inForceAt(at) : beginsAfter(at),
    ...searchConditions(search),
    ...(after === undefined ? [] : [sql`(prefix, id) > (${after}, ${afterId})`]),
  ];
  const found = await rows<ListedRow>(
    tx,
    sql`select ${rateColumns}, valid_from, valid_to
          from rate
         where ${join(conditions, ' and ')}
         order by prefix, id
         limit ${page.limit + 1}`,
  );
  return pageOf(found, page.limit, toItem, (one) => cursorOf(one.prefix, String(one.id)));
}

/** A rate as lists show it, in force or not. */
export async function findListedRate(tx: Tx, id: Id) {
  const found = await row<ListedRow>(tx, sql`select ${rateColumns}, valid_from, valid_to from rate where id = ${id}`);
  return found && toItem(found);
}

/** The package of a rate; undefined when there is no such rate. */
export async function findPackageOfRate(tx: Tx, id: Id): Promise<Id | undefined> {
  return (await row<{ packageId: Id }>(tx, sql`select billing_package_id as "packageId" from rate where id = ${id}`))?.packageId;
}

const versionsMax = 200;

/** Every version that a prefix had, has and will have, the latest first; those that never came into force are left out. */
export async function listRateVersions(tx: Tx, billingPackageId: Id, prefix: string) {
  const found = await rows<ListedRow>(
    tx,
    sql`select ${rateColumns}, valid_from, valid_to
          from rate
         where billing_package_id = ${billingPackageId}
           and prefix = ${prefix}
           and (valid_to is null or valid_to > valid_from)
         order by valid_from desc
         limit ${versionsMax}`,
  );
  return found.map(toItem);
}

/** A version that never came into force has no length. */
function beginsAfter(at: Instant): Sql {
  return sql`valid_from > ${formatInstant(at)} and (valid_to is null or valid_to > valid_from)`;
}

/** Digits are a number or the beginning of prefixes: both kinds of match are wanted. */
function searchConditions(search: string | undefined): readonly Sql[] {
  if (search === undefined || search === '') return [];
  const digits = search.replace(/[\s+()./-]/g, '');
  if (!/^\d+$/.test(digits)) return [sql`destination ilike ${`%${likeText(search)}%`}`];
  return [sql`(prefix = any (${prefixesOf(digits)}) or prefix like ${`${digits}%`})`];
}

function toItem(found: ListedRow) {
  return {
    id: String(found.id),
    rate: fromRateRow(found, undefined),
    validFrom: formatInstant(found.valid_from),
    validTo: found.valid_to === null ? null : formatInstant(found.valid_to),
  };
}
