import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { Rate, Rounding } from '../../core/rating/rate.ts';
import { join, row, rows, type Sql, sql, type Tx } from '../sql.ts';
import { fromRateRow, type RateRow, rateColumns } from './callControl.ts';
import { cursorOf, keysOf, likeText, type PageRequest, pageOf } from './page.ts';

type CurrentRow = RateRow & { valid_from: Instant };

/** The rates of a package that hold now, by prefix. A number finds every prefix of it; letters find destinations. */
export async function listRates(tx: Tx, billingPackageId: Id, search: string | undefined, page: PageRequest) {
  const [after] = keysOf(page.after, /^\d{0,15}$/) ?? [];
  const conditions = [
    sql`billing_package_id = ${billingPackageId}`,
    sql`valid_to is null`,
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

/** A rate that holds now, as lists show it. */
export async function findCurrentRate(tx: Tx, id: Id) {
  const found = await row<CurrentRow>(tx, sql`select ${rateColumns}, valid_from from rate where id = ${id}`);
  return found && toItem(found);
}

/** The rate that held for a number at an instant, by longest prefix (charging.md R7, R15), and how the package rounds. */
export async function findRateFor(
  tx: Tx,
  billingPackageId: Id,
  number: string,
  at: Instant,
): Promise<{ readonly rate: Rate; readonly rounding: Rounding } | undefined> {
  const found = await row<RateRow & { decimals: number; rounding_mode: Rounding['roundingMode'] }>(
    tx,
    sql`select ${rateColumns}, p.decimals, p.rounding_mode
          from rate
          join (select id as package_id, decimals, rounding_mode from billing_package) p on p.package_id = billing_package_id
         where billing_package_id = ${billingPackageId}
           and prefix = any (${prefixesOf(number)})
           and valid_from <= ${formatInstant(at)}
           and (valid_to is null or valid_to > ${formatInstant(at)})
         order by length(prefix) desc
         limit 1`,
  );
  return found && { rate: fromRateRow(found), rounding: { decimals: found.decimals, roundingMode: found.rounding_mode } };
}

/** Digits are a number or the beginning of prefixes: both kinds of match are wanted. */
function searchConditions(search: string | undefined): readonly Sql[] {
  if (search === undefined || search === '') return [];
  const digits = search.replace(/[\s+()./-]/g, '');
  if (!/^\d+$/.test(digits)) return [sql`destination ilike ${`%${likeText(search)}%`}`];
  return [sql`(prefix = any (${prefixesOf(digits)}) or prefix like ${`${digits}%`})`];
}

function prefixesOf(number: string): readonly string[] {
  return Array.from({ length: Math.min(number.length, 15) + 1 }, (_, length) => number.slice(0, length));
}

function toItem(found: CurrentRow) {
  return { id: String(found.id), rate: fromRateRow(found), validFrom: formatInstant(found.valid_from) };
}
