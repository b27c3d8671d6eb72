import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatAmount } from '../../core/base/money.ts';
import { addSeconds, instant } from '../../core/base/time.ts';
import type { CallRequest } from '../../core/calls/call.ts';
import { type CallFixture, callFixture, type FixtureAccount } from '../../testing/callFixture.ts';
import { authorizeCall } from './authorizeCall.ts';
import { settleCall } from './settleCall.ts';

// 6 cents a minute, by the second.
let fixture: CallFixture;
let serial = 0;
beforeAll(async () => {
  fixture = await callFixture({ price: '60000000000' });
});
afterAll(() => fixture.close());

const at = instant(Date.parse('2026-03-04T05:06:07.000Z'));
const outside = '0299990000';
const money = async ({ id }: FixtureAccount) => {
  const { posted, held } = await fixture.balance(id);
  return { posted: formatAmount(posted), held: formatAmount(held) };
};
const set = async ({ id, number }: FixtureAccount, columns: string) => {
  await fixture.owner.query(`update network_number set ${columns} where number = $1`, [number]);
  fixture.copies.forgetAccount(id);
};
const ask = (callerNumber: string, dialled: string, forwarded?: CallRequest['forwarded']) => {
  const callId = `forwarded-${++serial}`;
  const request: CallRequest = { callId, callerNumber, protocol: 'sip', dialled, at, ...(forwarded && { forwarded }) };
  return authorizeCall(fixture.context, fixture.copies, request).then(({ decision }) => ({ callId, decision }));
};
const passOn = (by: FixtureAccount, from: FixtureAccount, dialled = outside) =>
  ask(by.number, dialled, { by: [by.number], from: from.number });
const refusalOf = async (asked: ReturnType<typeof ask>) => {
  const { decision } = await asked;
  return decision.ok ? 'granted' : decision.refusal;
};

it('the call to the number is free for the caller; what is passed on is booked on who passes it on, to the last digit', async () => {
  const [caller, callee] = [await fixture.addAccount({}), await fixture.addAccount({ money: '1' })];
  await set(callee, `forward_always = '${outside}'`);
  const first = await ask(caller.number, callee.number);
  const forwarded = { by: [callee.number], from: caller.number };
  expect(first.decision).toMatchObject({ ok: true, attempts: [{ kind: 'forward', dialled: outside, forwarded }] });
  const second = await passOn(callee, caller);
  expect(second.decision).toMatchObject({
    ok: true,
    grantedSeconds: 60,
    attempts: [{ kind: 'provider', number: '61299990000' }],
  });
  expect(await money(callee)).toEqual({ posted: '1.00', held: '0.06' });
  const report = { answeredAt: at, endedAt: addSeconds(at, 37), durationMilliseconds: 36_500, attempt: 1, hangupCause: 16 };
  for (const { callId } of [first, second]) await settleCall(fixture.context, 'UTC', { callId, ...report }, undefined);
  expect(await money(callee)).toEqual({ posted: '0.963', held: '0.00' });
  expect(await money(caller)).toEqual({ posted: '0.00', held: '0.00' });
  const cdrs = await fixture.owner.query(
    `select account_id, price, f.caller_number as first, f.forwarded_by
       from cdr left join forwarded_call f using (call_id) where call_id = any ($1) order by cdr.id`,
    [[first.callId, second.callId]],
  );
  expect(cdrs.rows).toMatchObject([
    { account_id: caller.id, price: 0n, first: null },
    { account_id: callee.id, price: 3_700_000n, first: caller.number, forwarded_by: [callee.number] },
  ]);
});

it.each([
  ['no money', {}, 'no_funds'],
  ['its daily limit', { money: '5', dailySpendLimit: '0.0005' }, 'spend_limit'],
] as const)('is refused for %s of who passes it on, and says so on a CDR of that account', async (_, options, refusal) => {
  const [caller, callee] = [await fixture.addAccount({ money: '9' }), await fixture.addAccount(options)];
  const { callId, decision } = await passOn(callee, caller);
  expect(decision).toEqual({ ok: false, refusal });
  const cdr = await fixture.owner.query('select account_id, refusal from cdr where call_id = $1', [callId]);
  expect(cdr.rows).toEqual([{ account_id: callee.id, refusal }]);
  expect(await money(caller)).toEqual({ posted: '9.00', held: '0.00' });
});

it('counts against the call limit of who passes it on', async () => {
  const [caller, callee] = [await fixture.addAccount({}), await fixture.addAccount({ money: '1', callLimit: 1 })];
  expect(await refusalOf(passOn(callee, caller))).toBe('granted');
  expect(await refusalOf(passOn(callee, caller))).toBe('too_many_calls');
});

it('a suspended account passes nothing on, though its copy in memory is older', async () => {
  const [caller, callee] = [await fixture.addAccount({}), await fixture.addAccount({ money: '1' })];
  await set(callee, `forward_always = '${outside}'`);
  expect(await refusalOf(ask(caller.number, callee.number))).toBe('granted');
  await fixture.owner.query('update account set is_active = false where id = $1', [callee.id]);
  expect(await refusalOf(passOn(callee, caller))).toBe('account_suspended');
  expect(await refusalOf(ask(caller.number, callee.number))).toBe('callee_unavailable');
});

it('a circle ends: A to B to A, and to oneself', async () => {
  const [caller, one, two] = [await fixture.addAccount({}), await fixture.addAccount({}), await fixture.addAccount({})];
  await set(one, `forward_always = '${two.number}'`);
  await set(two, `forward_always = '${one.number}'`);
  expect(await refusalOf(ask(caller.number, one.number))).toBe('granted');
  expect((await passOn(one, caller, two.number)).decision).toMatchObject({
    attempts: [{ kind: 'forward', dialled: one.number, forwarded: { by: [one.number, two.number], from: caller.number } }],
  });
  const back = ask(two.number, one.number, { by: [one.number, two.number], from: caller.number });
  expect(await refusalOf(back)).toBe('forwarding_loop');
  expect(await refusalOf(passOn(one, caller, one.number))).toBe('forwarding_loop');
  expect(await refusalOf(passOn(one, caller, caller.number))).toBe('forwarding_loop');
});

it('a forward that is changed counts for the next call', async () => {
  const [caller, callee] = [await fixture.addAccount({}), await fixture.addAccount({})];
  const attempts = async () => {
    const { decision } = await ask(caller.number, callee.number);
    return decision.ok ? decision.attempts.map((one) => one.kind) : decision.refusal;
  };
  expect(await attempts()).toEqual(['phone']);
  await set(
    callee,
    `has_voicemail = true, voicemail_pin_hash = 'x', forward_busy = 'voicemail', forward_no_answer = 'voicemail'`,
  );
  expect(await attempts()).toEqual(['phone', 'voicemail', 'voicemail']);
  await set(callee, `has_voicemail = false`);
  expect(await attempts()).toEqual(['phone']);
});

it('never lets an emergency number be reached by forwarding, nor a forward pass when the database is lost', async () => {
  const [caller, callee] = [await fixture.addAccount({}), await fixture.addAccount({ money: '1' })];
  expect(await refusalOf(passOn(callee, caller, '000'))).toBe('invalid_number');
  const lost = { ...fixture.context, tx: { query: () => Promise.reject(new Error('connection refused')) } as never };
  const forwarded = { by: [callee.number], from: caller.number };
  const request = { callId: 'lost-1', callerNumber: callee.number, protocol: 'sip', dialled: '000', at, forwarded } as const;
  expect((await authorizeCall(lost, fixture.copies, request)).decision).toEqual({ ok: false, refusal: 'not_ready' });
});

it('keeps every invariant of the ledger', async () => {
  expect(await fixture.faults()).toEqual([]);
});
