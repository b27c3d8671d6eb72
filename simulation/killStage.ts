import type pg from 'pg';
import { amount } from '../src/core/base/money.ts';
import { openPool } from '../src/db/pool.ts';
import { moneyFaults } from '../src/testing/callFixture.ts';
import { type Instance, startInstance } from '../src/testing/instance.ts';
import { becomeOperator, type Customer, type Operator } from '../src/testing/operator.ts';
import { eventually } from '../src/testing/phones/eventually.ts';
import type { BookedCall } from './killVerdict.ts';
import { type SippStream, startCarrier } from './sippTraffic.ts';

/** A whole product with a carrier, and a look into its books that nobody in the product has. */
export type KillStage = {
  readonly instance: Instance;
  readonly operator: Operator;
  readonly carrier: SippStream;
  readonly routeId: string;
  readonly books: pg.Pool;
  readonly addCustomer: (lastName: string) => Promise<Customer>;
  readonly close: () => Promise<void>;
};

/** One cent a second, by the second, from the first second on: a charge in cents is a time in seconds. */
const centASecond = { prefix: '61', destination: 'Australia', price: '0.60' };
const openingCents = 10_000;

export async function openKillStage(): Promise<KillStage> {
  const instance = await startInstance();
  const operator = await becomeOperator(instance, [centASecond]);
  const carrier = await startCarrier(200);
  const routeId = await operator.addRoute('Carrier', [await operator.addProvider('Carrier', '127.0.0.1', carrier.port)]);
  // PostgreSQL is killed under these connections; the question is then asked again.
  const books = openPool(instance.database.ownerUrl, { max: 2, name: 'books' }, () => undefined);
  return {
    ...{ instance, operator, carrier, routeId, books },
    addCustomer: (lastName) => operator.addCustomer({ lastName, routeId, callLimit: 100, money: '100.00' }),
    close: async () => {
      await books.end();
      await carrier.stop();
      await instance.stop();
    },
  };
}

/** Every CDR of these customers' calls to the outside, with its correction. */
export async function bookedCalls(books: pg.Pool, customers: readonly Customer[]): Promise<readonly BookedCall[]> {
  const cent = amount('0.01');
  const found = await books.query<Omit<BookedCall, 'cents'> & { price: bigint }>(
    `select d.number, d.account_id::text as "accountId", d.outcome, d.is_estimated as "isEstimated",
            d.price - coalesce((select sum(e.amount)
                                  from transfer t
                                  join entry e on e.transfer_id = t.id
                                 where t.kind = 'call_correction'
                                   and t.key = d.call_id
                                   and e.ledger = 'call_revenue'), 0)::bigint as price
       from cdr d
      where d.destination_kind <> 'emergency'
        and d.account_id = any($1::bigint[])`,
    [customers.map(({ id }) => id)],
  );
  return found.rows.map(({ price, ...one }) => ({ ...one, cents: Number(price) / Number(cent) }));
}

/** Milliseconds until no call is booked any more. */
export async function untilAllSettled(stage: KillStage, withinMilliseconds: number): Promise<number> {
  const start = performance.now();
  const isEmpty = async () => (await stage.operator.liveCalls()).length === 0;
  await eventually(isEmpty, 'every call is settled', withinMilliseconds);
  return performance.now() - start;
}

/** What the customer's own page and the books must agree on when all is over. */
export async function moneyFaultsOf(
  stage: KillStage,
  customers: readonly Customer[],
  booked: readonly BookedCall[],
  toppedUpCents: ReadonlyMap<string, number>,
): Promise<readonly string[]> {
  const faults = [...(await moneyFaults(stage.books))];
  const paid = await stage.books.query<{ call_id: string }>(
    `select call_id from cdr where destination_kind = 'emergency' and price <> 0`,
  );
  faults.push(...paid.rows.map((one) => `the emergency call ${one.call_id} was charged`));
  for (const customer of customers) {
    const spent = booked.filter(({ accountId }) => accountId === customer.id).reduce((sum, { cents }) => sum + cents, 0);
    const { posted, held } = await stage.operator.balance(customer);
    const expected = openingCents + (toppedUpCents.get(customer.id) ?? 0) - spent;
    if (held !== '0.00') faults.push(`account ${customer.id} still holds ${held}`);
    if (amount(posted) !== amount((expected / 100).toFixed(2)))
      faults.push(`account ${customer.id} has ${posted}, not ${expected / 100}`);
  }
  return faults;
}
