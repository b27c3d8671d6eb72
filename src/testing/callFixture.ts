import type pg from 'pg';
import type { CallCopies } from '../actions/calls/authorizeCall.ts';
import type { CallContext } from '../actions/calls/callContext.ts';
import type { Id } from '../core/base/id.ts';
import { type Amount, amount } from '../core/base/money.ts';
import { type Instant, instant } from '../core/base/time.ts';
import { openPool } from '../db/pool.ts';
import { openCallMemory } from '../memory/callMemory.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

/** A database with one billing package, one provider and one route, and what adds accounts to it. */
export type CallFixture = {
  readonly database: TestDatabase;
  /** The application's role: what call control may do. */
  readonly app: pg.Pool;
  readonly owner: pg.Pool;
  readonly context: CallContext;
  readonly copies: CallCopies;
  readonly packageId: Id;
  readonly reports: string[];
  readonly addAccount: (options?: AccountOptions) => Promise<FixtureAccount>;
  readonly balance: (accountId: Id) => Promise<{ readonly posted: Amount; readonly held: Amount }>;
  /** Opens every connection of the pool, so that what comes next really happens at once. */
  readonly warmUp: () => Promise<void>;
  readonly faults: () => Promise<readonly string[]>;
  readonly setNow: (at: Instant) => void;
  readonly close: () => Promise<void>;
};
export type AccountOptions = {
  readonly money?: string;
  readonly postPaid?: boolean;
  readonly creditLimit?: string;
  readonly callLimit?: number;
  readonly dailySpendLimit?: string;
};
export type FixtureAccount = { readonly id: Id; readonly number: string };

/** Columns of the rate of prefix 61; prices are 10^-12. */
export type FixtureRate = {
  readonly price: string;
  readonly initialIncrement?: number;
  readonly increment?: number;
  readonly flagFall?: string;
};

export async function callFixture(rate: FixtureRate, made = createTestDatabase()): Promise<CallFixture> {
  const database = await made;
  const reports: string[] = [];
  const app = openPool(database.appUrl, { max: 8, name: 'test calls' }, (error) => reports.push(error.message));
  const owner = openPool(database.ownerUrl, { max: 2, name: 'test owner' }, (error) => reports.push(error.message));
  const packageId = await prepare(owner, rate);
  let now = instant(Date.parse('2026-03-04T05:06:07.000Z'));
  let serial = 1000;
  const context: CallContext = {
    tx: app,
    now: () => now,
    report: (what, error) => reports.push(`${what} ${error instanceof Error ? error.message : ''}`.trim()),
  };
  return {
    database,
    app,
    owner,
    context,
    packageId,
    reports,
    copies: await openCallMemory(app),
    addAccount: (options = {}) => addAccount(owner, String(serial++), packageId, options),
    balance: (accountId) => balanceOf(owner, accountId),
    warmUp: () => openAll(app),
    faults: () => moneyFaults(owner),
    setNow: (at) => {
      now = at;
    },
    close: async () => {
      await Promise.all([app.end(), owner.end()]);
      await database.drop();
    },
  };
}

async function openAll(pool: pg.Pool): Promise<void> {
  const clients = await Promise.all(Array.from({ length: pool.options.max ?? 1 }, () => pool.connect()));
  for (const one of clients) one.release();
}

async function prepare(owner: pg.Pool, rate: FixtureRate): Promise<Id> {
  const one = async (text: string, values: unknown[] = []): Promise<Id> =>
    (await owner.query<{ id: Id }>(text, values)).rows[0]!.id;
  const packageId = await one(`insert into billing_package (name) values ('Test') returning id`);
  await owner.query(
    `insert into rate (billing_package_id, prefix, destination, price, initial_increment, increment, flag_fall)
     values ($1, '61', 'Australia', $2, $3, $4, $5), ($1, '6113', 'Australia special', $2, 1, 1, 0)`,
    [packageId, rate.price, rate.initialIncrement ?? 1, rate.increment ?? 1, rate.flagFall ?? '0'],
  );
  await owner.query(`update rate set is_blocked = true where prefix = '6113'`);
  const providerId = await one(`insert into provider (name, protocol) values ('Carrier', 'test') returning id`);
  const routeId = await one(`insert into route (name) values ('Everything') returning id`);
  await owner.query(`insert into route_rule (route_id, prefix, position, provider_id) values ($1, '', 1, $2)`, [
    routeId,
    providerId,
  ]);
  await owner.query('update setting set emergency_route_id = $1, default_route_id = $1', [routeId]);
  return packageId;
}

async function addAccount(owner: pg.Pool, number: string, packageId: Id, options: AccountOptions): Promise<FixtureAccount> {
  const found = await owner.query<{ id: Id }>(
    `insert into account (account_number, customer_number, last_name, payment_type, protocol, billing_package_id, route_id, call_limit, daily_spend_limit, currency, created_by)
     values (lpad($1, 16, '0'), $1, 'Test', $2, 'sip', $3, (select default_route_id from setting), $4, $5, 'AUD', 'test') returning id`,
    [
      number,
      options.postPaid ? 'post_paid' : 'pre_paid',
      packageId,
      options.callLimit ?? 1000,
      options.dailySpendLimit ? amount(options.dailySpendLimit) : null,
    ],
  );
  const { id } = found.rows[0]!;
  const limit = options.postPaid ? (options.creditLimit ? amount(options.creditLimit) : null) : 0n;
  await owner.query('insert into account_balance (account_id, credit_limit) values ($1, $2)', [id, limit]);
  await owner.query('insert into network_number (account_id, number, sip_digest_md5) values ($1, $2, md5($2))', [id, number]);
  if (options.money) await topUp(owner, id, options.money, `opening-${number}`);
  return { id, number };
}

/** Puts money on an account through the ledger function. */
export async function topUp(pool: pg.Pool, accountId: Id, money: string, key: string): Promise<void> {
  await pool.query(
    `select ledger_post('top_up', $1, now(), 'top up', 'test', array['bank', 'prepaid'], array[0, $2]::bigint[], array[$3::bigint, -$3::bigint])`,
    [key, accountId, amount(money)],
  );
}

async function balanceOf(owner: pg.Pool, accountId: Id): Promise<{ readonly posted: Amount; readonly held: Amount }> {
  const found = await owner.query<{ posted: Amount; held: Amount }>(
    'select posted, held from account_balance where account_id = $1',
    [accountId],
  );
  return found.rows[0]!;
}

/** The invariants I1-I4 and I6 of charging.md as questions (only Pre-Paid is never below zero: a Post-Paid overrun is charged in full); the answer is what breaks them, so it must be empty. */
export async function moneyFaults(owner: pg.Pool): Promise<readonly string[]> {
  const found = await owner.query<{ fault: string }>(`
    select 'transfer ' || transfer_id || ' sums to ' || sum(amount) as fault from entry group by transfer_id having sum(amount) <> 0
    union all
    select 'account ' || b.account_id || ' posted ' || b.posted || ', entries ' || coalesce(-sum(e.amount), 0)
      from account_balance b left join entry e using (account_id) group by b.account_id having b.posted <> coalesce(-sum(e.amount), 0)
    union all
    select 'account ' || b.account_id || ' held ' || b.held || ', holds ' || coalesce(sum(c.hold), 0)
      from account_balance b left join call c using (account_id) group by b.account_id having b.held <> coalesce(sum(c.hold), 0)
    union all
    select 'account ' || b.account_id || ' is overdrawn' from account_balance b join account a on a.id = b.account_id
     where a.payment_type = 'pre_paid' and b.posted - b.held + b.credit_limit < 0
    union all
    select 'call ' || d.call_id || ' has price ' || d.price || ', entries ' || coalesce(-sum(e.amount) filter (where e.ledger = 'call_revenue'), 0)
      from cdr d left join entry e using (transfer_id) group by d.call_id, d.price having d.price <> coalesce(-sum(e.amount) filter (where e.ledger = 'call_revenue'), 0)`);
  return found.rows.map((one) => one.fault);
}
