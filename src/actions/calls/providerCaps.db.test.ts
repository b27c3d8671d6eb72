import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Id } from '../../core/base/id.ts';
import { amount } from '../../core/base/money.ts';
import { type Instant, instant } from '../../core/base/time.ts';
import type { CallRequest } from '../../core/calls/call.ts';
import { openCallMemory } from '../../memory/callMemory.ts';
import { type CallFixture, callFixture, type FixtureAccount } from '../../testing/callFixture.ts';
import { authorizeCall, type CallCopies } from './authorizeCall.ts';
import { markAnswered } from './markAnswered.ts';
import { settleCall } from './settleCall.ts';

let fixture: CallFixture;
let copies: CallCopies;
let account: FixtureAccount;
let capped: Id;
let other: Id;
const at = instant(Date.parse('2026-03-04T05:06:07Z'));
let serial = 0;

beforeAll(async () => {
  fixture = await callFixture({ price: '60000000000' }); // 6 cents a minute, by the second
  account = await fixture.addAccount({ money: '100000.00', callLimit: 1000 });
  const one = async (text: string) => (await fixture.owner.query<{ id: Id }>(text)).rows[0]!.id;
  capped = await one('select id from provider');
  other = await one(`insert into provider (name, protocol) values ('Other', 'test') returning id`);
  await fixture.warmUp();
});
afterAll(() => fixture.close());
beforeEach(async () => {
  await fixture.owner.query(`delete from call; update account_balance set held = 0; delete from provider_spend;
    update provider set channel_limit = null, calls_per_second = null, daily_cost_limit = null, monthly_cost_limit = null`);
  await route([capped]);
});

async function route(providerIds: readonly Id[], limits = ''): Promise<void> {
  await fixture.owner.query('delete from route_rule');
  for (const [index, id] of providerIds.entries())
    await fixture.owner.query(
      `insert into route_rule (route_id, prefix, position, provider_id) select id, '', $1, $2 from route`,
      [index + 1, id],
    );
  if (limits) await fixture.owner.query(`update provider set ${limits} where id = ${capped}`);
  copies = await openCallMemory(fixture.app);
}
const request = (number = account.number, when: Instant = at): CallRequest => {
  serial += 1;
  return { callId: `vsp0-1.${serial}`, callerNumber: number, protocol: 'sip', dialled: '0299990000', at: when };
};
const ask = (asked = request()) => authorizeCall(fixture.context, copies, asked);
const providersOf = ({ decision }: Awaited<ReturnType<typeof ask>>) =>
  decision.ok ? decision.attempts.map((one) => (one.kind === 'provider' ? one.providerId : one.kind)) : decision.refusal;

describe('channels', () => {
  test('200 calls at once at a provider with 37 channels: exactly 37, the others hear that there is no route', async () => {
    await route([capped], 'channel_limit = 37');
    const decided = await Promise.all(Array.from({ length: 200 }, () => ask()));
    expect(decided.filter(({ decision }) => decision.ok)).toHaveLength(37);
    expect(new Set(decided.flatMap(({ decision }) => (decision.ok ? [] : [decision.refusal])))).toEqual(new Set(['no_route']));
    const { rows } = await fixture.owner.query('select count(*)::int as calls from call');
    expect(rows[0]).toEqual({ calls: 37 });
    expect(await fixture.faults()).toEqual([]);
  });

  test('the same when they come from many accounts: the provider’s lock counts, not the account’s', async () => {
    const many = await Promise.all(Array.from({ length: 40 }, () => fixture.addAccount({ money: '10.00' })));
    await route([capped], 'channel_limit = 37');
    const decided = await Promise.all(Array.from({ length: 200 }, (_, index) => ask(request(many[index % 40]!.number))));
    expect(decided.filter(({ decision }) => decision.ok)).toHaveLength(37);
  });

  test('the calls beyond go to the next provider, and every provider that a call may be tried at keeps a channel for it', async () => {
    await route([capped, other], 'channel_limit = 3');
    await fixture.owner.query(`update provider set channel_limit = 5 where id = ${other}`);
    const decided = await Promise.all(Array.from({ length: 20 }, () => ask()));
    const both = decided.filter((one) => String(providersOf(one)) === String([capped, other]));
    const second = decided.filter((one) => String(providersOf(one)) === String([other]));
    expect([both.length, second.length]).toEqual([3, 2]);
  });

  test('an answer frees the channels of the providers that did not take the call, its end the last one', async () => {
    await route([capped, other], 'channel_limit = 1');
    const first = request();
    expect(providersOf(await ask(first))).toEqual([capped, other]);
    expect(providersOf(await ask())).toEqual([other]);
    await markAnswered(fixture.context, { callId: first.callId, answeredAt: at, attempt: 2 });
    const next = request();
    expect(providersOf(await ask(next))).toEqual([capped, other]);
    expect(providersOf(await ask())).toEqual([other]);
    const report = { callId: next.callId, endedAt: at, durationMilliseconds: 0, hangupCause: 17 };
    await settleCall(fixture.context, 'UTC', report, 'free');
    expect(providersOf(await ask())).toEqual([capped, other]);
  });

  test('the same call asked again keeps its one channel and its answer', async () => {
    await route([capped, other], 'channel_limit = 1');
    const asked = request();
    const answers = await Promise.all([ask(asked), ask(asked), ask(asked)]);
    expect(answers.map(providersOf)).toEqual(Array(3).fill([capped, other]));
    expect(providersOf(await ask())).toEqual([other]);
  });

  test('a call that is refused for another reason takes none', async () => {
    const poor = await fixture.addAccount();
    await route([capped], 'channel_limit = 1');
    expect((await ask(request(poor.number))).decision).toEqual({ ok: false, refusal: 'no_funds' });
    expect((await ask()).decision.ok).toBe(true);
  });
});

test('calls per second: no more begin in one second, whatever the number at once', async () => {
  await route([capped, other], 'calls_per_second = 7');
  const counts = new Map<string, number>();
  for (let round = 0; round < 3; round++) {
    await Promise.all(Array.from({ length: 30 }, () => ask()));
  }
  const { rows } = await fixture.owner.query<{ second: number; calls: number }>(
    `select date_trunc('second', authorized_at) as second, count(*)::int as calls from call
      where attempts @> '[{"providerId": "${capped}"}]' group by 1`,
  );
  for (const one of rows) counts.set(String(one.second), one.calls);
  expect(counts.size).toBeGreaterThan(0);
  // The instant of the row is taken a moment after the count: a call may fall into the next second there, never a whole one.
  expect([...counts.values()].reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(7 * (counts.size + 1));
});

describe('what was spent', () => {
  const spend = (day: string, cost: string) =>
    fixture.owner.query('insert into provider_spend (provider_id, day, cost) values ($1, $2, $3)', [capped, day, amount(cost)]);

  test.each([
    ['today', 'daily_cost_limit', '2026-03-04', '5.00', ['other']],
    ['less than the cap of the day', 'daily_cost_limit', '2026-03-04', '4.99', ['capped', 'other']],
    ['yesterday', 'daily_cost_limit', '2026-03-03', '9.00', ['capped', 'other']],
    ['earlier this month', 'monthly_cost_limit', '2026-03-01', '5.00', ['other']],
    ['last month', 'monthly_cost_limit', '2026-02-28', '9.00', ['capped', 'other']],
  ])('%s', async (_, limit, day, cost, expected) => {
    await route([capped, other], `${limit} = ${amount('5.00')}`);
    await spend(day, cost);
    expect(providersOf(await ask())).toEqual(expected.map((name) => (name === 'capped' ? capped : other)));
  });

  test('an ended call is paid by the deck of the provider that answered, once, and counts as spent there', async () => {
    const deck = await costDeck(other, '30000000000', 60);
    await route([capped, other]);
    const asked = request();
    const { booked } = await ask(asked);
    const report = { callId: asked.callId, answeredAt: at, endedAt: instant(at + 61_000), durationMilliseconds: 61_000 };
    const settle = () =>
      settleCall(fixture.context, 'UTC', { ...report, attempt: 2, hangupCause: 16 }, booked?.plan.matched, booked?.plan.attempts);
    await settle();
    await settle();
    // 61 s in blocks of 60 at 3 cents a minute = 6 cents; the customer pays 6.1 cents by the second.
    const { rows } = await fixture.owner.query(
      'select provider_id, cost_rate_id, cost::text, price::text from cdr where call_id = $1',
      [asked.callId],
    );
    expect(rows[0]).toEqual({
      provider_id: other,
      cost_rate_id: deck,
      cost: String(amount('0.06')),
      price: String(amount('0.061')),
    });
    const spent = await fixture.owner.query('select cost::text from provider_spend where provider_id = $1', [other]);
    expect(spent.rows).toEqual([{ cost: String(amount('0.06')) }]);
    const books = await fixture.owner.query(
      `select sum(amount) filter (where ledger = 'provider_cost')::text as cost, sum(amount) filter (where ledger = 'provider_payable')::text as owed
         from entry`,
    );
    expect(books.rows[0]).toEqual({ cost: String(amount('0.06')), owed: String(amount('-0.06')) });
    expect(await fixture.faults()).toEqual([]);
  });

  test('after a restart of call control the call’s row says what the provider takes', async () => {
    await costDeck(capped, '12000000000', 1);
    await route([capped]);
    const asked = request();
    await ask(asked);
    const report = { callId: asked.callId, answeredAt: at, endedAt: instant(at + 30_000), durationMilliseconds: 30_000 };
    await settleCall(fixture.context, 'UTC', { ...report, attempt: 1, hangupCause: 16 }, undefined);
    const { rows } = await fixture.owner.query('select cost::text from cdr where call_id = $1', [asked.callId]);
    expect(rows[0]).toEqual({ cost: String(amount('0.006')) });
  });

  async function costDeck(providerId: Id, price: string, increment: number): Promise<Id> {
    const { rows } = await fixture.owner.query<{ id: Id; rate_id: Id }>(
      `with deck as (insert into billing_package (name) values ('Deck of ' || $1) returning id),
            rates as (insert into rate (billing_package_id, prefix, destination, price, initial_increment, increment)
                      select id, '61', 'Australia', $2, $3, $3 from deck returning id, billing_package_id)
       select billing_package_id as id, id as rate_id from rates`,
      [String(providerId), price, increment],
    );
    await fixture.owner.query('update provider set cost_package_id = $1 where id = $2', [rows[0]!.id, providerId]);
    return rows[0]!.rate_id;
  }
});

test('an emergency call is never counted out', async () => {
  await route([capped], 'channel_limit = 1');
  await ask();
  expect(providersOf(await ask({ ...request(), dialled: '000' }))).not.toBe('no_route');
});
