import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Id } from '../../core/base/id.ts';
import { amount, formatAmount, unitPrice } from '../../core/base/money.ts';
import { addSeconds, type Instant, instant } from '../../core/base/time.ts';
import { type CallFixture, callFixture, type FixtureAccount } from '../../testing/callFixture.ts';
import { authorizeCall } from './authorizeCall.ts';
import { extendCall } from './extendCall.ts';
import { refreshIncluded } from './includedMinutes.ts';
import { loadOpenCalls } from './openCalls.ts';
import { settleByProof, settleCall } from './settleCall.ts';

/** 6 cents a minute by the second; included minutes for 61. */
let fixture: CallFixture;
let caller: FixtureAccount;
let serial = 0;
const monday = instant(Date.UTC(2026, 2, 2, 9));

beforeEach(async () => {
  fixture = await callFixture({ price: String(unitPrice('0.06')) });
  await fixture.owner.query(`update setting set time_zone = 'UTC'`);
  caller = await fixture.addAccount({ money: '10' });
  await fixture.owner.query(`update account set created_at = '2026-01-01'`);
});
afterEach(() => fixture.close());

async function include(
  seconds: number,
  more: { own?: boolean; rollsOver?: boolean; mode?: string; prefixes?: string[] } = {},
): Promise<Id> {
  const found = await fixture.owner.query<{ id: Id }>(
    `insert into bundle (billing_package_id, account_id, name, prefixes, seconds, period, does_roll_over, mode, covers_flag_fall, begins_on)
     values ($1, $2, 'Minutes', $3, $4, 'month', $5, $6, false, '2026-01-01') returning id`,
    [
      ...(more.own ? [null, caller.id] : [fixture.packageId, null]),
      ...[more.prefixes ?? ['61'], seconds, more.rollsOver ?? false, more.mode ?? 'seconds'],
    ],
  );
  return found.rows[0]!.id;
}
async function call(at: Instant = monday, from = caller) {
  const callId = `included-${serial++}`;
  const asked = { callId, callerNumber: from.number, protocol: 'sip', dialled: '+61299990000', at } as const;
  const { booked, decision } = await authorizeCall(fixture.context, fixture.copies, asked);
  if (!booked?.plan.matched) throw new Error(`the call was refused: ${JSON.stringify(decision)}`);
  return {
    callId,
    at,
    hold: formatAmount(booked.grant.hold),
    granted: booked.grant.grantedSeconds,
    matched: booked.plan.matched,
  };
}
async function end({ callId, at, matched }: Awaited<ReturnType<typeof call>>, seconds: number) {
  const report = {
    callId,
    answeredAt: at,
    endedAt: addSeconds(at, seconds),
    durationMilliseconds: seconds * 1000,
    attempt: 1,
    hangupCause: 16,
  };
  await settleCall(fixture.context, 'UTC', report, matched);
  const found = await fixture.owner.query<{ price: bigint; included_seconds: number }>(
    'select price, included_seconds from cdr where call_id = $1',
    [callId],
  );
  return { price: formatAmount(found.rows[0]!.price), included: found.rows[0]!.included_seconds };
}
async function use(period = '2026-03-01') {
  const found = await fixture.owner.query<{ granted: number; used: number; held: number }>(
    'select granted, used, held from bundle_use where period = $1 order by bundle_id',
    [period],
  );
  return found.rows[0];
}

describe('included minutes', () => {
  test('are set aside for a call like money, used by its seconds, and the rest goes back', async () => {
    await include(100);
    const first = await call();
    expect(first.hold).toBe('0.00');
    expect(await use()).toEqual({ granted: 100, used: 0, held: first.granted });
    expect(await end(first, 40)).toEqual({ price: '0.00', included: 40 });
    expect(await use()).toEqual({ granted: 100, used: 40, held: 0 });
    const second = await call();
    expect(await end(second, 60)).toEqual({ price: '0.00', included: 60 });
    const third = await call();
    expect(third.hold).toBe('0.06');
    expect(await end(third, 60)).toEqual({ price: '0.06', included: 0 });
    expect(await fixture.faults()).toEqual([]);
  });

  test('that end inside a call: what is left is free, the rest is charged', async () => {
    await include(45);
    const asked = await call();
    expect(asked.hold).toBe('0.015'); // 15 of the 60 seconds of the first slice.
    expect(await end(asked, 60)).toEqual({ price: '0.015', included: 45 });
  });

  test('are shared by calls side by side: none is given twice', async () => {
    await include(90);
    const both = await Promise.all([call(), call()]);
    expect(both.map(({ hold }) => hold).sort()).toEqual(['0.00', '0.03']);
    expect(await use()).toEqual({ granted: 90, used: 0, held: 90 });
    for (const one of both) await end(one, 60);
    expect(await use()).toEqual({ granted: 90, used: 90, held: 0 });
  });

  test('of twenty calls at once cover exactly what there is', async () => {
    await include(600);
    const all = await Promise.all(Array.from({ length: 20 }, () => call()));
    const ends = await Promise.all(all.map((one) => end(one, 60)));
    expect(ends.reduce((sum, { included }) => sum + included, 0)).toBe(600);
    expect(await fixture.balance(caller.id)).toEqual({ posted: amount('9.40'), held: 0n });
    expect(await use()).toEqual({ granted: 600, used: 600, held: 0 });
  });

  test('grow with a call, also when another one took what was left meanwhile', async () => {
    await include(100);
    const one = await call();
    const other = await call(); // Takes the 40 that are left.
    const refreshed = await refreshIncluded(fixture.context, one.callId, one.matched);
    const asked = { ...one, seq: 1, matched: refreshed, answeredAt: one.at, grantedSeconds: one.granted, sliceSeconds: 60 };
    const extended = await extendCall(fixture.context, 'UTC', asked);
    expect(extended).toMatchObject({ outcome: 'granted', grantedSeconds: 120, hold: amount('0.06') });
    await end(other, 10);
    expect(await end(one, 120)).toEqual({ price: '0.06', included: 60 });
    expect(await use()).toEqual({ granted: 100, used: 70, held: 0 });
  });

  test('of Post-Paid calls are sliced as well, so that the next call finds what is left', async () => {
    await include(600);
    const late = await fixture.addAccount({ postPaid: true });
    const [one, other] = [await call(monday, late), await call(monday, late)];
    expect([one.granted, other.granted]).toEqual([60, 60]);
    expect(await end(other, 30)).toEqual({ price: '0.00', included: 30 });
  });

  test('begin anew with each period, and carry over once where that is agreed', async () => {
    await include(100, { rollsOver: true });
    await end(await call(instant(Date.UTC(2026, 1, 27))), 30);
    expect(await use('2026-02-01')).toEqual({ granted: 200, used: 30, held: 0 }); // Nobody called in January: all of it came along.
    await end(await call(instant(Date.UTC(2026, 2, 1))), 10);
    expect(await use('2026-03-01')).toEqual({ granted: 200, used: 10, held: 0 }); // 170 were left; at most one period's comes along.
    await end(await call(instant(Date.UTC(2026, 3, 1))), 10);
    expect((await use('2026-04-01'))?.granted).toBe(200);
  });

  test('without roll-over are gone with their period', async () => {
    await include(100);
    await end(await call(instant(Date.UTC(2026, 1, 28, 23, 59))), 30);
    await end(await call(instant(Date.UTC(2026, 2, 1))), 10);
    expect(await use('2026-03-01')).toEqual({ granted: 100, used: 10, held: 0 });
  });

  test('the longest prefix decides; the account’s own come before those of the package where both are as long', async () => {
    const [wide, own] = [await include(100, { prefixes: [''] }), await include(50, { own: true })];
    await end(await call(), 10);
    const used = await fixture.owner.query<{ bundle_id: Id }>('select bundle_id from bundle_use where used > 0');
    expect(used.rows).toEqual([{ bundle_id: own }]);
    expect(wide).not.toBe(own);
  });

  test('of a call whose end nobody saw are used up to the last proof; call control may restart meanwhile', async () => {
    await include(100);
    const one = await call();
    await fixture.owner.query('update call set answered_at = $1, alive_at = $2 where call_id = $3', [
      ...[new Date(one.at), new Date(addSeconds(one.at, 20)), one.callId],
    ]);
    const [open] = await loadOpenCalls(fixture.context);
    expect(open?.matched).toMatchObject({ bundle: { period: '2026-03-01', previous: '2026-02-01' } });
    await settleByProof(fixture.context, 'UTC', open!.row);
    expect(await use()).toEqual({ granted: 100, used: 20, held: 0 });
  });
});

describe('own prices of an account', () => {
  test.each([
    ['at equal length the own one', '61', '0.02'],
    ['a longer prefix wins', '612', '0.02'],
    ['a shorter one does not', '6', '0.06'],
  ])('%s', async (_title, prefix, price) => {
    const found = await fixture.owner.query<{ id: Id }>(
      `insert into billing_package (name, kind) values ('Own', 'exception') returning id`,
    );
    const id = found.rows[0]!.id;
    await fixture.owner.query('update account set exception_package_id = $1 where id = $2', [id, caller.id]);
    await fixture.owner.query('insert into rate (billing_package_id, prefix, destination, price) values ($1, $2, $3, $4)', [
      ...[id, prefix, 'Own', unitPrice('0.02')],
    ]);
    expect((await end(await call(), 60)).price).toBe(price);
  });
});
