import type { Id } from '../../core/base/id.ts';
import { furtherJson } from '../../core/rating/further.ts';
import type { Rate } from '../../core/rating/rate.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type CurrentRate = { readonly id: Id; readonly billingPackageId: Id; readonly prefix: string };

/** A rate that holds now, locked; undefined when there is none or it was closed. */
export async function lockCurrentRate(tx: Tx, id: Id): Promise<CurrentRate | undefined> {
  return row<CurrentRate>(
    tx,
    sql`select id, billing_package_id as "billingPackageId", prefix
          from rate
         where id = ${id}
           and valid_to is null
           for no key update`,
  );
}

/** The rate of this prefix that holds now. */
export async function findCurrentRate(tx: Tx, billingPackageId: Id, prefix: string): Promise<Id | undefined> {
  const found = await row<{ id: Id }>(
    tx,
    sql`select id from rate where billing_package_id = ${billingPackageId} and prefix = ${prefix} and valid_to is null`,
  );
  return found?.id;
}

/** Opens rates; their prefixes must be free. Returns their ids in the same order. */
export async function insertRates(tx: Tx, billingPackageId: Id, rates: readonly Rate[], from: string): Promise<readonly Id[]> {
  const json = JSON.stringify(rates.map(plainRow), (_, value) => (typeof value === 'bigint' ? value.toString() : value));
  const found = await rows<{ id: Id }>(
    tx,
    sql`insert into rate (billing_package_id, prefix, destination, flag_fall, price, per_seconds, initial_increment, initial_price,
                          increment, is_untimed, grace_seconds, minimum_seconds, minimum_charge, maximum_charge, is_blocked, further,
                          valid_from)
        select ${billingPackageId}, prefix, destination, "flagFall", price, "perSeconds", "initialIncrement", "initialPrice",
               increment, untimed, "graceSeconds", "minimumSeconds", "minimumCharge", "maximumCharge", blocked, further::jsonb, ${from}
          from rows from (json_to_recordset(${json})
               as (prefix text, destination text, "flagFall" bigint, price bigint, "perSeconds" int, "initialIncrement" int,
                   "initialPrice" bigint, increment int, untimed boolean, "graceSeconds" int, "minimumSeconds" int,
                   "minimumCharge" bigint, "maximumCharge" bigint, blocked boolean, further text)) with ordinality
         order by ordinality
     returning id`,
  );
  return found.map((one) => one.id);
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
