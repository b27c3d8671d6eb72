import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Id } from '../../core/base/id.ts';
import { amount, unitPrice } from '../../core/base/money.ts';
import { addSeconds, type Instant, instant } from '../../core/base/time.ts';
import { type CallFixture, callFixture, type FixtureAccount } from '../../testing/callFixture.ts';
import { authorizeCall } from './authorizeCall.ts';
import { settleCall } from './settleCall.ts';

/** 6 cents a minute until midnight, 12 from then on. */
const midnight = instant(Date.UTC(2030, 0, 1));
let fixture: CallFixture;
let caller: FixtureAccount;
let oldRate: Id;
let newRate: Id;
let serial = 0;

beforeEach(async () => {
  fixture = await callFixture({ price: String(unitPrice('0.06')) });
  const owner = <T extends object>(text: string, values: unknown[]) => fixture.owner.query<T>(text, values);
  const old = await owner<{ id: Id }>(`update rate set valid_to = $1 where prefix = '61' returning id`, [new Date(midnight)]);
  const fresh = await owner<{ id: Id }>(
    `insert into rate (billing_package_id, prefix, destination, price, valid_from) values ($1, '61', 'Australia', $2, $3) returning id`,
    [fixture.packageId, unitPrice('0.12'), new Date(midnight)],
  );
  [oldRate, newRate] = [old.rows[0]!.id, fresh.rows[0]!.id];
  caller = await fixture.addAccount({ money: '10' });
});
afterEach(() => fixture.close());

async function call(at: Instant) {
  const callId = `midnight-${serial++}`;
  const asked = { callId, callerNumber: caller.number, protocol: 'sip', dialled: '+61299990000', at } as const;
  const { booked } = await authorizeCall(fixture.context, fixture.copies, asked);
  if (!booked?.plan.matched) throw new Error('the call was refused');
  return { callId, hold: booked.grant.hold, matched: booked.plan.matched };
}
const report = (callId: string, answeredAt: Instant | undefined, seconds: number) => ({
  ...{ callId, endedAt: addSeconds(answeredAt ?? midnight, seconds), durationMilliseconds: seconds * 1000, hangupCause: 16 },
  ...(answeredAt !== undefined && { answeredAt, attempt: 1 }),
});
async function cdr(callId: string) {
  const found = await fixture.owner.query<{ price: bigint; rate_id: Id }>('select price, rate_id from cdr where call_id = $1', [
    callId,
  ]);
  return found.rows[0];
}

describe('a call that rings while a new price list begins', () => {
  test.each([
    ['answered a second before midnight', -1, '0.06'],
    ['answered at midnight', 0, '0.12'],
    ['answered after midnight', 5, '0.12'],
  ])('%s', async (_title, offset, price) => {
    const { callId, hold, matched } = await call(addSeconds(midnight, -10));
    expect(hold).toBe(amount('0.12')); // The dearer of the two is set aside.
    await settleCall(fixture.context, 'UTC', report(callId, addSeconds(midnight, offset), 60), matched);
    expect(await cdr(callId)).toEqual({ price: amount(price), rate_id: price === '0.06' ? oldRate : newRate });
    expect(await fixture.faults()).toEqual([]);
  });

  test('and call control was restarted meanwhile', async () => {
    const { callId } = await call(addSeconds(midnight, -10));
    await settleCall(fixture.context, 'UTC', report(callId, addSeconds(midnight, 5), 60), undefined);
    expect(await cdr(callId)).toEqual({ price: amount('0.12'), rate_id: newRate });
  });

  test('answered before, it keeps its price over midnight', async () => {
    const { callId, matched } = await call(addSeconds(midnight, -30));
    await settleCall(fixture.context, 'UTC', report(callId, addSeconds(midnight, -20), 60), matched);
    expect(await cdr(callId)).toEqual({ price: amount('0.06'), rate_id: oldRate });
  });

  test('where the new list blocks, it keeps the rate with which it was let through', async () => {
    await fixture.owner.query('update rate set is_blocked = true where id = $1', [newRate]);
    const { callId, matched } = await call(addSeconds(midnight, -10));
    await settleCall(fixture.context, 'UTC', report(callId, addSeconds(midnight, 5), 60), matched);
    expect(await cdr(callId)).toEqual({ price: amount('0.06'), rate_id: oldRate });
  });
});

describe('a fee per attempt', () => {
  beforeEach(() =>
    fixture.owner.query('update rate set further = $1 where id = $2', [{ attemptFee: String(unitPrice('0.50')) }, oldRate]),
  );

  test('is charged once for a call that was not answered, and set aside before', async () => {
    const { callId, hold, matched } = await call(addSeconds(midnight, -3600));
    expect(hold).toBe(amount('0.50'));
    const unanswered = report(callId, undefined, 0);
    const outcomes = await Promise.all([1, 2, 3].map(() => settleCall(fixture.context, 'UTC', unanswered, matched)));
    expect(outcomes.sort()).toEqual(['replayed', 'replayed', 'settled']);
    expect(await cdr(callId)).toMatchObject({ price: amount('0.50') });
    expect(await fixture.balance(caller.id)).toEqual({ posted: amount('9.50'), held: 0n });
    expect(await fixture.faults()).toEqual([]);
  });

  test('is not charged when the call was answered, however short', async () => {
    const { callId, matched } = await call(addSeconds(midnight, -3600));
    await settleCall(fixture.context, 'UTC', report(callId, addSeconds(midnight, -3590), 1), matched);
    expect(await cdr(callId)).toMatchObject({ price: amount('0.001') });
  });
});
