import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amount, formatAmount } from '../../core/base/money.ts';
import { addSeconds, instant } from '../../core/base/time.ts';
import type { CallReport, CallRequest } from '../../core/calls/call.ts';
import { type CallFixture, callFixture, topUp } from '../../testing/callFixture.ts';
import { authorizeCall } from './authorizeCall.ts';
import { extendCall } from './extendCall.ts';
import { markAnswered } from './markAnswered.ts';
import { readOpenCalls } from './openCalls.ts';
import { settleByProof, settleCall } from './settleCall.ts';

// 6 cents a minute, by the second: a first slice of 60 s costs 0.06.
let fixture: CallFixture;
let serial = 0;
beforeAll(async () => {
  fixture = await callFixture({ price: '60000000000' });
});
afterAll(() => fixture.close());

const at = instant(Date.parse('2026-03-04T05:06:07.000Z'));
const zone = 'UTC';
const newId = () => `test-${++serial}`;
const request = (callerNumber: string, dialled = '0299990000', callId = newId()): CallRequest => ({
  callId,
  callerNumber,
  protocol: 'sip',
  dialled,
  at,
});
const report = (callId: string, seconds: number): CallReport => ({
  callId,
  answeredAt: at,
  endedAt: addSeconds(at, seconds),
  durationMilliseconds: seconds * 1000,
  attempt: 1,
  hangupCause: 16,
});
const decide = async (asked: CallRequest) => authorizeCall(fixture.context, fixture.copies, asked);
const money = async (id: bigint) => {
  const { posted, held } = await fixture.balance(id);
  return { posted: formatAmount(posted), held: formatAmount(held) };
};
const refusalOf = async (asked: CallRequest) => {
  const { decision } = await decide(asked);
  return decision.ok ? 'granted' : decision.refusal;
};
const cdrOf = async (callId: string) => (await fixture.owner.query('select * from cdr where call_id = $1', [callId])).rows[0];

describe('authorise', () => {
  it('grants the first slice and holds its price', async () => {
    const { id, number } = await fixture.addAccount({ money: '10' });
    const { decision } = await decide(request(number));
    expect(decision).toMatchObject({
      ok: true,
      grantedSeconds: 60,
      attempts: [{ kind: 'provider', number: '61299990000', callerId: number }],
    });
    expect(await money(id)).toEqual({ posted: '10.00', held: '0.06' });
  });

  it('grants only the seconds that the money covers, and is then final', async () => {
    const { number } = await fixture.addAccount({ money: '0.0255' });
    const { decision, booked } = await decide(request(number));
    expect(decision).toMatchObject({ ok: true, grantedSeconds: 25 });
    expect(booked?.grant.isFinal).toBe(true);
  });

  it('gives the same call id the same answer and one hold', async () => {
    const { id, number } = await fixture.addAccount({ money: '10' });
    const asked = request(number);
    const answers = await Promise.all(Array.from({ length: 20 }, () => decide(asked)));
    expect(
      new Set(
        answers.map((one) => JSON.stringify(one.decision, (_, value) => (typeof value === 'bigint' ? String(value) : value))),
      ).size,
    ).toBe(1);
    expect(await money(id)).toEqual({ posted: '10.00', held: '0.06' });
  });

  it.each([
    ['nobody has this number', async () => request('99999999'), 'unknown_caller'],
    ['no money', async () => request((await fixture.addAccount({})).number), 'no_funds'],
    [
      'money for less than the first second',
      async () => request((await fixture.addAccount({ money: '0.0009' })).number),
      'no_funds',
    ],
    [
      'IAX on a SIP account',
      async () => ({ ...request((await fixture.addAccount({ money: '1' })).number), protocol: 'iax' as const }),
      'protocol_not_allowed',
    ],
    ['letters', async () => request((await fixture.addAccount({ money: '1' })).number, '*abc'), 'invalid_number'],
    ['no rate', async () => request((await fixture.addAccount({ money: '1' })).number, '+88216999999'), 'no_rate'],
    [
      'a blocked destination',
      async () => request((await fixture.addAccount({ money: '1' })).number, '+611300000'),
      'destination_blocked',
    ],
    [
      'the call limit',
      async () => {
        const { number } = await fixture.addAccount({ money: '1', callLimit: 1 });
        await decide(request(number));
        return request(number);
      },
      'too_many_calls',
    ],
    [
      'the daily limit',
      async () => request((await fixture.addAccount({ money: '5', dailySpendLimit: '0.0005' })).number),
      'spend_limit',
    ],
  ])('refuses for %s and says so on a CDR', async (_, prepare, refusal) => {
    const asked = await prepare();
    expect(await refusalOf(asked)).toBe(refusal);
    expect(await cdrOf(asked.callId)).toMatchObject({ outcome: 'refused', refusal });
  });

  it('refuses a suspended account at once, though its copy in memory is older', async () => {
    const { id, number } = await fixture.addAccount({ money: '5' });
    expect(await refusalOf(request(number))).toBe('granted');
    await fixture.owner.query('update account set is_active = false where id = $1', [id]);
    expect(await refusalOf(request(number))).toBe('account_suspended');
  });

  it('lets Post-Paid call without money or hold, up to its credit limit where it has one', async () => {
    const free = await fixture.addAccount({ postPaid: true });
    const { decision } = await decide(request(free.number));
    expect(decision).toMatchObject({ ok: true, grantedSeconds: 14_400 });
    expect(await money(free.id)).toEqual({ posted: '0.00', held: '0.00' });
    const limited = await fixture.addAccount({ postPaid: true, creditLimit: '0.03' });
    expect((await decide(request(limited.number))).decision).toMatchObject({ ok: true, grantedSeconds: 30 });
  });

  it('rings another customer for nothing, and not a suspended one', async () => {
    const [one, two] = [await fixture.addAccount({}), await fixture.addAccount({})];
    expect((await decide(request(one.number, two.number))).decision).toMatchObject({
      ok: true,
      attempts: [{ kind: 'phone', networkNumber: two.number, protocols: ['sip'] }],
    });
    await fixture.owner.query('update account set is_active = false where id = $1', [two.id]);
    fixture.copies.forgetAccount(two.id);
    expect(await refusalOf(request(one.number, two.number))).toBe('callee_unavailable');
  });

  it('always lets an emergency call through: without money, over the limit, and without a database', async () => {
    const { number } = await fixture.addAccount({ callLimit: 1 });
    expect((await decide(request(number, '000'))).decision).toMatchObject({ ok: true, attempts: [{ number: '000' }] });
    expect((await decide(request(number, '112'))).decision.ok).toBe(true);
    const lost = { ...fixture.context, tx: { query: () => Promise.reject(new Error('connection refused')) } as never };
    expect((await authorizeCall(lost, fixture.copies, request(number, '000'))).decision.ok).toBe(true);
    expect((await authorizeCall(lost, fixture.copies, request(number))).decision).toEqual({ ok: false, refusal: 'not_ready' });
  });
});

describe('extend and settle', () => {
  const start = async (moneyText: string) => {
    const account = await fixture.addAccount({ money: moneyText });
    const asked = request(account.number);
    const { booked } = await decide(asked);
    await markAnswered(fixture.context, { callId: asked.callId, answeredAt: at, attempt: 1 });
    const matched = booked!.plan.matched!;
    const more = (seq: number, grantedSeconds: number) =>
      extendCall(fixture.context, zone, {
        callId: asked.callId,
        seq,
        matched,
        answeredAt: at,
        grantedSeconds,
        sliceSeconds: 60,
      });
    return { ...account, callId: asked.callId, matched, more };
  };

  it('reserves the difference, answers a repeated question alike and never shrinks', async () => {
    const { id, more } = await start('0.10');
    expect(await more(1, 60)).toMatchObject({ outcome: 'granted', grantedSeconds: 100, isFinal: true });
    expect(await money(id)).toEqual({ posted: '0.10', held: '0.10' });
    expect(await more(1, 60)).toMatchObject({ grantedSeconds: 100 });
    expect(await more(2, 100)).toMatchObject({ grantedSeconds: 100, isFinal: true });
    await topUp(fixture.owner, id, '1', `revive-${id}`);
    expect(await more(3, 100)).toMatchObject({ grantedSeconds: 160, isFinal: false });
    expect(await money(id)).toEqual({ posted: '1.10', held: '0.16' });
  });

  it('charges the seconds that were talked, releases the rest, and does it once', async () => {
    const { id, callId, matched } = await start('1');
    const settled = await Promise.all(
      Array.from({ length: 5 }, () => settleCall(fixture.context, zone, report(callId, 30), matched)),
    );
    expect(settled.filter((one) => one === 'settled')).toHaveLength(1);
    expect(await money(id)).toEqual({ posted: '0.97', held: '0.00' });
    expect(await cdrOf(callId)).toMatchObject({
      outcome: 'answered',
      billed_seconds: 30,
      price: 3_000_000n,
      charge: 3_000_000n,
      loss: 0n,
    });
    expect(await settleCall(fixture.context, zone, report(callId, 31), matched)).toBe('replayed');
    expect(await money(id)).toEqual({ posted: '0.97', held: '0.00' });
  });

  it('never takes a Pre-Paid account below zero: what the call overran is our loss', async () => {
    const { id, callId, matched } = await start('0.05');
    await settleCall(fixture.context, zone, report(callId, 70), matched);
    expect(await money(id)).toEqual({ posted: '0.00', held: '0.00' });
    expect(await cdrOf(callId)).toMatchObject({ price: 7_000_000n, charge: 5_000_000n, loss: 2_000_000n });
  });

  it('releases a call that was not answered', async () => {
    const { id, number } = await fixture.addAccount({ money: '1' });
    const asked = request(number);
    await decide(asked);
    await settleCall(
      fixture.context,
      zone,
      { callId: asked.callId, endedAt: addSeconds(at, 20), durationMilliseconds: 0, hangupCause: 17 },
      undefined,
    );
    expect(await money(id)).toEqual({ posted: '1.00', held: '0.00' });
    expect(await cdrOf(asked.callId)).toMatchObject({ outcome: 'busy', price: 0n });
  });

  it('posts a Post-Paid call as unbilled, to wait for the invoice', async () => {
    const { id, number } = await fixture.addAccount({ postPaid: true });
    const asked = request(number);
    await decide(asked);
    await settleCall(fixture.context, zone, report(asked.callId, 120), undefined);
    expect(await money(id)).toEqual({ posted: '-0.12', held: '0.00' });
    const entries = await fixture.owner.query('select ledger, amount from entry where account_id = $1', [id]);
    expect(entries.rows).toEqual([{ ledger: 'unbilled', amount: 12_000_000n }]);
  });

  it('charges a call that ended unseen up to the last proof, and corrects it when the truth arrives', async () => {
    const { id, callId, matched } = await start('1');
    await fixture.owner.query('update call set alive_at = $2 where call_id = $1', [callId, new Date(addSeconds(at, 20))]);
    const open = (await readOpenCalls(fixture.context)).find((one) => one.callId === callId)!;
    expect(await settleByProof(fixture.context, zone, open)).toBe('settled');
    expect(await money(id)).toEqual({ posted: '0.98', held: '0.00' });
    expect(await settleCall(fixture.context, zone, report(callId, 24), matched)).toBe('corrected');
    expect(await settleCall(fixture.context, zone, report(callId, 24), matched)).toBe('corrected');
    expect(await money(id)).toEqual({ posted: '0.976', held: '0.00' });
  });
});

it('keeps every invariant of the ledger', async () => {
  expect(await fixture.faults()).toEqual([]);
  expect(amount('0.06')).toBe(6_000_000n);
});
