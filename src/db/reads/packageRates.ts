import type { Id } from '../../core/base/id.ts';
import type { UnitPrice } from '../../core/base/money.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { parseFurther } from '../../core/rating/further.ts';
import type { PackageTerms } from '../../core/rating/packageTerms.ts';
import type { Rate, Rounding } from '../../core/rating/rate.ts';
import { row, rows, type Sql, sql, type Tx } from '../sql.ts';

export type RateRow = {
  id: Id;
  prefix: string;
  destination: string;
  flag_fall: UnitPrice;
  price: UnitPrice;
  per_seconds: number;
  initial_increment: number;
  initial_price: UnitPrice | null;
  increment: number;
  is_untimed: boolean;
  grace_seconds: number;
  minimum_seconds: number;
  minimum_charge: UnitPrice;
  maximum_charge: UnitPrice | null;
  is_blocked: boolean;
  further: unknown;
};

export const rateColumns = sql`id, prefix, destination, flag_fall, price, per_seconds, initial_increment, initial_price, increment,
  is_untimed, grace_seconds, minimum_seconds, minimum_charge, maximum_charge, is_blocked, further`;

/** `terms` = how the package reads its rates at the answer; undefined for a rate that is shown or copied, not used. */
export function fromRateRow(found: RateRow, terms: PackageTerms | undefined): Rate {
  return {
    prefix: found.prefix,
    destination: found.destination,
    flagFall: found.flag_fall,
    price: found.price,
    perSeconds: found.per_seconds,
    initialIncrement: found.initial_increment,
    ...(found.initial_price !== null && { initialPrice: found.initial_price }),
    increment: found.increment,
    untimed: found.is_untimed,
    graceSeconds: found.grace_seconds,
    minimumSeconds: found.minimum_seconds,
    minimumCharge: found.minimum_charge,
    ...(found.maximum_charge !== null && { maximumCharge: found.maximum_charge }),
    blocked: found.is_blocked,
    ...parseFurther(found.further),
    ...(terms !== undefined && { terms }),
  };
}

/** A version of a package's terms and when it begins. */
export type TermsVersion = { readonly validFrom: Instant; readonly followsOperator: boolean; readonly terms: PackageTerms };

type TermsRow = PackageTerms & { validFrom: Instant; followsOperator: boolean };
const termsColumns = sql`valid_from as "validFrom", follows_operator as "followsOperator", time_zone as "timeZone",
  boundary_mode as "boundaryMode", duration_rounding as "durationRounding", grace_mode as "graceMode", windows, holidays`;

function fromTermsRow({ validFrom, followsOperator, ...terms }: TermsRow): TermsVersion {
  return { validFrom, followsOperator, terms };
}

/** How a package reads its rates at an instant; undefined = plainly, in the operator's zone. */
export async function findTerms(tx: Tx, billingPackageId: Id, at: Instant): Promise<TermsVersion | undefined> {
  const found = await row<TermsRow>(
    tx,
    sql`select ${termsColumns}
          from package_terms
         where billing_package_id = ${billingPackageId}
           and valid_from <= ${formatInstant(at)}
         order by valid_from desc
         limit 1`,
  );
  return found && fromTermsRow(found);
}

/** All versions of a package's terms, the earliest first. */
export async function listTerms(tx: Tx, billingPackageId: Id): Promise<readonly TermsVersion[]> {
  const found = await rows<TermsRow>(
    tx,
    sql`select ${termsColumns} from package_terms where billing_package_id = ${billingPackageId} order by valid_from`,
  );
  return found.map(fromTermsRow);
}

/** The terms in force at an instant among versions in their order. */
export function termsAt(versions: readonly TermsVersion[], at: Instant): PackageTerms | undefined {
  return versions.findLast(({ validFrom }) => validFrom <= at)?.terms;
}

/** The version of a package, which every change of its rates makes new; 0 when there is no such package. */
export async function findPackageVersion(tx: Tx, billingPackageId: Id): Promise<number> {
  const found = await row<{ version: number }>(tx, sql`select version from billing_package where id = ${billingPackageId}`);
  return found?.version ?? 0;
}

/** How a billing package rounds; undefined when there is no such package. */
export async function findRounding(tx: Tx, billingPackageId: Id): Promise<Rounding | undefined> {
  const found = await row<{ decimals: number; rounding_mode: Rounding['roundingMode'] }>(
    tx,
    sql`select decimals, rounding_mode from billing_package where id = ${billingPackageId}`,
  );
  return found && { decimals: found.decimals, roundingMode: found.rounding_mode };
}

/** A rate by id, closed or not, read as its package did at the answer: what a call in progress or a finished one was priced with. */
export async function findRateById(tx: Tx, rateId: Id, at: Instant): Promise<Rate | undefined> {
  const found = await row<RateRow & { packageId: Id }>(
    tx,
    sql`select ${rateColumns}, billing_package_id as "packageId" from rate where id = ${rateId}`,
  );
  return found && fromRateRow(found, (await findTerms(tx, found.packageId, at))?.terms);
}

/** A rate as a number finds it: which, with its package's rounding and its terms at that instant. */
export type FoundRate = { readonly rateId: Id; readonly rate: Rate; readonly rounding: Rounding };

/** The rate that held for a number at an instant, by longest prefix (charging.md R7, R15), and how the package rounds. */
export async function findRateFor(tx: Tx, billingPackageId: Id, number: string, at: Instant): Promise<FoundRate | undefined> {
  const found = await row<RateRow & { decimals: number; rounding_mode: Rounding['roundingMode'] }>(
    tx,
    sql`select ${rateColumns}, p.decimals, p.rounding_mode
          from rate
          join (select id as package_id, decimals, rounding_mode from billing_package) p on p.package_id = billing_package_id
         where billing_package_id = ${billingPackageId}
           and prefix = any (${prefixesOf(number)})
           and ${inForceAt(at)}
         order by length(prefix) desc
         limit 1`,
  );
  if (!found) return undefined;
  const terms = (await findTerms(tx, billingPackageId, at))?.terms;
  const rounding = { decimals: found.decimals, roundingMode: found.rounding_mode };
  return { rateId: found.id, rate: fromRateRow(found, terms), rounding };
}

/** The rate that holds at an instant for the number of a call in progress, in the package of the rate that it was let through with. */
export async function findRateOfCall(tx: Tx, callId: string, at: Instant): Promise<FoundRate | undefined> {
  const found = await row<{ number: string; packageId: Id }>(
    tx,
    sql`select c.number, r.billing_package_id as "packageId"
          from call c
          join rate r on r.id = c.rate_id
         where c.call_id = ${callId}`,
  );
  return found && findRateFor(tx, found.packageId, found.number, at);
}

/** The condition that a row of `rate` holds at an instant. */
export function inForceAt(at: Instant): Sql {
  return sql`valid_from <= ${formatInstant(at)} and (valid_to is null or valid_to > ${formatInstant(at)})`;
}

/** Every beginning of a number that may be a prefix, the empty one included. */
export function prefixesOf(number: string): readonly string[] {
  return Array.from({ length: Math.min(number.length, 15) + 1 }, (_, length) => number.slice(0, length));
}

/** What the database's clock says: which versions have begun is its question. */
export async function databaseNow(tx: Tx): Promise<Instant> {
  const found = await row<{ now: Instant }>(tx, sql`select clock_timestamp() as now`);
  if (!found) throw new Error('the database has no clock');
  return found.now;
}

export type VersionRow = RateRow & { valid_from: Instant; valid_to: Instant | null };

/** The rates of a package that hold at an instant or begin later, page by page in id order: a million never stand in memory twice. */
export async function* currentRates(
  tx: Tx,
  billingPackageId: Id,
  at: Instant,
  pageSize = 20_000,
): AsyncGenerator<readonly VersionRow[]> {
  let after: Id = 0n;
  for (;;) {
    const page = await rows<VersionRow>(
      tx,
      sql`select ${rateColumns}, valid_from, valid_to
            from rate
           where billing_package_id = ${billingPackageId}
             and (valid_to is null or (valid_to > ${formatInstant(at)} and valid_to > valid_from))
             and id > ${after}
           order by id
           limit ${pageSize}`,
    );
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = last.id;
  }
}

/** When a version of a rate holds; light enough for a million of them. */
export type RateSpan = {
  readonly id: Id;
  readonly prefix: string;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
};

/** All versions of a package's rates that hold at any moment of [from, to], page by page. */
export async function* rateSpans(
  tx: Tx,
  billingPackageId: Id,
  from: Instant,
  to: Instant,
  pageSize = 50_000,
): AsyncGenerator<readonly RateSpan[]> {
  let after: Id = 0n;
  for (;;) {
    const page = await rows<RateSpan>(
      tx,
      sql`select id, prefix, valid_from as "validFrom", valid_to as "validTo"
            from rate
           where billing_package_id = ${billingPackageId}
             and valid_from <= ${formatInstant(to)}
             and (valid_to is null or (valid_to > ${formatInstant(from)} and valid_to > valid_from))
             and id > ${after}
           order by id
           limit ${pageSize}`,
    );
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    after = last.id;
  }
}

/** Rates by their ids, without terms. */
export async function listRatesById(tx: Tx, ids: readonly Id[]): Promise<readonly { readonly id: Id; readonly rate: Rate }[]> {
  const found = await rows<RateRow>(tx, sql`select ${rateColumns} from rate where id = any (${ids}::bigint[])`);
  return found.map((one) => ({ id: one.id, rate: fromRateRow(one, undefined) }));
}

/** Which of these rates belong to a package. */
export async function ratesOfPackage(tx: Tx, billingPackageId: Id, ids: readonly Id[]): Promise<ReadonlySet<Id>> {
  const found = await rows<{ id: Id }>(
    tx,
    sql`select id from rate where billing_package_id = ${billingPackageId} and id = any (${ids}::bigint[])`,
  );
  return new Set(found.map(({ id }) => id));
}
