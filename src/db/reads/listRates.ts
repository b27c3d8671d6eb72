import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { join, row, rows, type Sql, sql, type Tx } from '../sql.ts';
import { fromRateRow, inForceAt, prefixesOf, type RateRow, rateColumns } from './packageRates.ts';
import { cursorOf, keysOf, likeText, type PageRequest, pageOf } from './page.ts';

type CurrentRow = RateRow & { valid_from: Instant };

/** The rates of a package that hold at an instant, by prefix. A number finds every prefix of it; letters find destinations. */
export async function listRates(tx: Tx, billingPackageId: Id, search: string | undefined, page: PageRequest, at: Instant) {
  const [after] = keysOf(page.after, /^\d{0,15}$/) ?? [];
  const conditions = [
    sql`billing_package_id = ${billingPackageId}`,
    inForceAt(at),
    ...searchConditions(search),
    ...(after === undefined ? [] : [sql`prefix > ${after}`]),
  ];
  const found = await rows<CurrentRow>(
    tx,
    sql`select ${rateColumns}, valid_from
          from rate
         where ${join(conditions, ' and ')}
         order by prefix
         limit ${page.limit + 1}`,
  );
  return pageOf(found, page.limit, toItem, (one) => cursorOf(one.prefix));
}

/** A rate as lists show it, in force or not. */
export async function findListedRate(tx: Tx, id: Id) {
  const found = await row<CurrentRow>(tx, sql`select ${rateColumns}, valid_from from rate where id = ${id}`);
  return found && toItem(found);
}

/** Digits are a number or the beginning of prefixes: both kinds of match are wanted. */
function searchConditions(search: string | undefined): readonly Sql[] {
  if (search === undefined || search === '') return [];
  const digits = search.replace(/[\s+()./-]/g, '');
  if (!/^\d+$/.test(digits)) return [sql`destination ilike ${`%${likeText(search)}%`}`];
  return [sql`(prefix = any (${prefixesOf(digits)}) or prefix like ${`${digits}%`})`];
}

function toItem(found: CurrentRow) {
  return { id: String(found.id), rate: fromRateRow(found, undefined), validFrom: formatInstant(found.valid_from) };
}
