import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { furtherJson } from '../../core/rating/further.ts';
import type { Rate } from '../../core/rating/rate.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** One version of a rate: half open, `validTo` null = until somebody ends it. */
export type RateVersion = {
  readonly id: Id;
  readonly billingPackageId: Id;
  readonly prefix: string;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
};

/** A rate that holds now or will, locked; undefined when there is none or it has ended. */
export async function lockVersion(tx: Tx, id: Id, now: string): Promise<RateVersion | undefined> {
  return row<RateVersion>(
    tx,
    sql`select id, billing_package_id as "billingPackageId", prefix, valid_from as "validFrom", valid_to as "validTo"
          from rate
         where id = ${id}
           and (valid_to is null or (valid_to > ${now} and valid_to > valid_from))
           for no key update`,
  );
}

/** The versions of a prefix that hold at an instant or begin later, the earliest first. */
export async function findVersions(tx: Tx, billingPackageId: Id, prefix: string, from: string): Promise<readonly RateVersion[]> {
  return rows<RateVersion>(
    tx,
    sql`select id, billing_package_id as "billingPackageId", prefix, valid_from as "validFrom", valid_to as "validTo"
          from rate
         where billing_package_id = ${billingPackageId}
           and prefix = ${prefix}
           and (valid_to is null or (valid_to > ${from} and valid_to > valid_from))
         order by valid_from`,
  );
}

/** Opens rates; their prefixes must be free. Returns their ids in the same order. */
export async function insertRates(
  tx: Tx,
  billingPackageId: Id,
  rates: readonly Rate[],
  from: string,
  to: string | null = null,
): Promise<readonly Id[]> {
  const json = JSON.stringify(rates.map(plainRow), (_, value) => (typeof value === 'bigint' ? value.toString() : value));
  const found = await rows<{ id: Id }>(
    tx,
    sql`insert into rate (billing_package_id, prefix, destination, flag_fall, price, per_seconds, initial_increment, initial_price,
                          increment, is_untimed, grace_seconds, minimum_seconds, minimum_charge, maximum_charge, is_blocked, further,
                          valid_from, valid_to)
        select ${billingPackageId}, prefix, destination, "flagFall", price, "perSeconds", "initialIncrement", "initialPrice",
               increment, untimed, "graceSeconds", "minimumSeconds", "minimumCharge", "maximumCharge", blocked, further::jsonb, ${from}, ${to}
          from rows from (json_to_recordset(${json})
               as (prefix text, destination text, "flagFall" bigint, price bigint, "perSeconds" int, "initialIncrement" int,
                   "initialPrice" bigint, increment int, untimed boolean, "graceSeconds" int, "minimumSeconds" int,
                   "minimumCharge" bigint, "maximumCharge" bigint, blocked boolean, further text)) with ordinality
         order by ordinality
     returning id`,
  );
  return found.map((one) => one.id);
}

/** Opens one version; its span must be free. */
export async function insertVersion(
  tx: Tx,
  billingPackageId: Id,
  rate: Rate,
  { from, to }: { readonly from: Instant; readonly to: Instant | undefined },
): Promise<Id> {
  const [id] = await insertRates(tx, billingPackageId, [rate], formatInstant(from), to === undefined ? null : formatInstant(to));
  if (id === undefined) throw new Error('the rate was not stored');
  return id;
}

/** The version that ends where this one would have begun goes on until this one would have ended. */
export async function prolongRate(tx: Tx, gone: RateVersion): Promise<void> {
  await rows(
    tx,
    sql`update rate
           set valid_to = ${gone.validTo === null ? null : formatInstant(gone.validTo)}
         where billing_package_id = ${gone.billingPackageId}
           and prefix = ${gone.prefix}
           and valid_to = ${formatInstant(gone.validFrom)}
           and valid_from < valid_to`,
  );
}

/** The columns of every rate, and what only some have as JSON text beside them. */
function plainRow(rate: Rate) {
  const { slots, bands, surcharges, surchargeMillionths, attemptFee, terms, ...plain } = rate;
  return { ...plain, further: furtherJson(rate) };
}

/** A rate that ends is kept: the calls priced with it stay explainable. */
export async function closeRate(tx: Tx, id: Id, at: string): Promise<void> {
  await rows(tx, sql`update rate set valid_to = greatest(valid_from, ${at}) where id = ${id}`);
}
