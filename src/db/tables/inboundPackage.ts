import type { Id } from '../../core/base/id.ts';
import type { UnitPrice } from '../../core/base/money.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** The package that holds the prices of calls to incoming numbers, one rate a number; made when the first one has a price. */
export async function findInboundPackage(tx: Tx): Promise<Id> {
  // Whatever name is free: an operator may have a package of this one.
  await rows(
    tx,
    sql`insert into billing_package (name, kind)
        select case when exists (select from billing_package where name = 'Incoming numbers') then 'Incoming numbers ' || gen_random_uuid()
                    else 'Incoming numbers' end, 'incoming'
         where not exists (select from billing_package where kind = 'incoming')
            on conflict do nothing`,
  );
  const found = await row<{ id: Id }>(tx, sql`select id from billing_package where kind = 'incoming'`);
  if (!found) throw new Error('the package of incoming numbers was not stored');
  return found.id;
}

/** The price per minute of a rate of that package. */
export async function findInboundPrice(tx: Tx, rateId: Id): Promise<UnitPrice> {
  const found = await row<{ price: UnitPrice }>(tx, sql`select price from rate where id = ${rateId}`);
  if (!found) throw new Error(`the rate ${rateId} is gone`);
  return found.price;
}
