import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Id } from '../../core/base/id.ts';
import { formatAmount, unitPrice } from '../../core/base/money.ts';
import { addSeconds, instant } from '../../core/base/time.ts';
import type { CallRequest } from '../../core/calls/call.ts';
import { inboundRate } from '../../core/routing/inboundRate.ts';
import { findInboundPackage } from '../../db/tables/inboundPackage.ts';
import { insertRates } from '../../db/tables/rates.ts';
import { type CallFixture, callFixture, type FixtureAccount } from '../../testing/callFixture.ts';
import { authorizeCall } from './authorizeCall.ts';
import { settleCall } from './settleCall.ts';

// Own calls cost 6 cents a minute, by the second.
let fixture: CallFixture;
let serial = 0;
let providerId: Id;
beforeAll(async () => {
  fixture = await callFixture({ price: '60000000000' });
  providerId = (await fixture.owner.query<{ id: Id }>('select id from provider')).rows[0]!.id;
});
afterAll(() => fixture.close());

const at = instant(Date.parse('2026-03-04T05:06:07.000Z'));
const money = async ({ id }: FixtureAccount) => {
  const { posted, held } = await fixture.balance(id);
  return { posted: formatAmount(posted), held: formatAmount(held) };
};
/** An incoming number of this account. */
async function numberOf(account: FixtureAccount | undefined, perMinute?: string, destination: object = { kind: 'all_phones' }) {
  const number = `612800${String(10_000 + ++serial)}`;
  const rateId =
    perMinute === undefined
      ? null
      : (
          await insertRates(
            fixture.owner,
            await findInboundPackage(fixture.owner),
            [inboundRate(number, unitPrice(perMinute))],
            '2026-01-01T00:00:00Z',
          )
        )[0];
  await fixture.owner.query(
    `insert into incoming_number (number, account_id, allocated_at, rate_id, destination) values ($1, $2, $3, $4, $5)`,
    [number, account?.id ?? null, account ? '2026-01-01' : null, rateId, JSON.stringify(destination)],
  );
  return number;
}
const incoming = { toNumber: '', callerNumber: '0412000111', callerName: '"A"<b>' };
function ask(dialled: string, more: Partial<CallRequest['incoming']> = {}) {
  const callId = `incoming-${++serial}`;
  const request: CallRequest = {
    ...{ callId, callerNumber: '', protocol: 'sip', dialled, at },
    incoming: { providerId, ...incoming, ...more },
  };
  return authorizeCall(fixture.context, fixture.copies, request).then(({ decision }) => ({ callId, decision }));
}
const cdrOf = async (callId: string) =>
  (
    await fixture.owner.query(
      `select account_id, network_number_id, caller_number, number, direction, incoming_number_id, provider_id, price, outcome, refusal,
              hangup_cause from cdr where call_id = $1`,
      [callId],
    )
  ).rows[0];
const settle = (callId: string, seconds: number) =>
  settleCall(
    fixture.context,
    'UTC',
    {
      callId,
      answeredAt: at,
      endedAt: addSeconds(at, seconds),
      durationMilliseconds: seconds * 1000,
      attempt: 1,
      hangupCause: 16,
    },
    undefined,
  );

it('a call to a number is the account’s: its inbound price to the last digit, the provider and the direction on its record', async () => {
  const account = await fixture.addAccount({ money: '1' });
  const number = await numberOf(account, '0.012');
  const { callId, decision } = await ask(`0${number.slice(2)}`);
  expect(decision).toMatchObject({
    ...{ ok: true, grantedSeconds: 60, callerName: 'A b' },
    attempts: [{ kind: 'group', members: [{ networkNumber: account.number }], callerId: '+61412000111' }],
  });
  expect(await money(account)).toEqual({ posted: '1.00', held: '0.012' });
  await settle(callId, 37);
  expect(await money(account)).toEqual({ posted: '0.9926', held: '0.00' });
  expect(await cdrOf(callId)).toMatchObject({
    ...{ account_id: account.id, network_number_id: null, caller_number: '61412000111', number, direction: 'incoming' },
    ...{ provider_id: providerId, price: 740_000n, outcome: 'answered' },
  });
  expect((await cdrOf(callId)).incoming_number_id).not.toBeNull();
});

it('a free call needs no money', async () => {
  const account = await fixture.addAccount({});
  const { callId, decision } = await ask(await numberOf(account));
  expect(decision).toMatchObject({ ok: true });
  await settle(callId, 37);
  expect(await money(account)).toEqual({ posted: '0.00', held: '0.00' });
});

it('a price that the balance does not cover refuses the call', async () => {
  const account = await fixture.addAccount({ money: '0.0001' });
  const { callId, decision } = await ask(await numberOf(account, '0.6'));
  expect(decision).toEqual({ ok: false, refusal: 'no_funds' });
  expect(await cdrOf(callId)).toMatchObject({ account_id: account.id, direction: 'incoming', refusal: 'no_funds' });
});

it('nobody’s numbers are cause 1, and stand in the list of calls', async () => {
  for (const dialled of ['0280099999', await numberOf(undefined)]) {
    const { callId, decision } = await ask(dialled);
    expect(decision).toEqual({ ok: false, refusal: 'unallocated_number' });
    expect(await cdrOf(callId)).toMatchObject({
      ...{ account_id: null, caller_number: '61412000111', direction: 'incoming', provider_id: providerId },
      ...{ refusal: 'unallocated_number', hangup_cause: 1 },
    });
  }
});

it('a suspended account’s numbers are refused, though its copy in memory is older', async () => {
  const account = await fixture.addAccount({});
  const number = await numberOf(account);
  expect((await ask(number)).decision.ok).toBe(true);
  await fixture.owner.query('update account set is_active = false where id = $1', [account.id]);
  expect((await ask(number)).decision).toMatchObject({ refusal: 'account_suspended' });
});

it('the number of the To header counts where the dialled one is none of ours', async () => {
  const account = await fixture.addAccount({});
  const number = await numberOf(account);
  expect((await ask('4915', { toNumber: `+${number}` })).decision.ok).toBe(true);
});

it('what a number passes on is a call of its account, and shows no customer whose number the caller claims', async () => {
  const [account, victim] = [await fixture.addAccount({ money: '1' }), await fixture.addAccount({})];
  await fixture.owner.query(`update network_number set caller_id = '61299990001' where number = $1`, [victim.number]);
  fixture.copies.forgetAccount(victim.id);
  const number = await numberOf(account, undefined, { kind: 'forward', dialled: '0299990000' });
  const { decision } = await ask(number, { callerNumber: victim.number });
  const forwarded = { by: [account.number], from: `+${victim.number}` };
  expect(decision).toMatchObject({ attempts: [{ kind: 'forward', dialled: '0299990000', forwarded }] });
  const second: CallRequest = {
    ...{ callId: `incoming-${++serial}`, callerNumber: account.number, protocol: 'sip', dialled: '0299990000', at },
    forwarded,
  };
  const passed = await authorizeCall(fixture.context, fixture.copies, second);
  expect(passed.decision).toMatchObject({ attempts: [{ kind: 'provider', number: '61299990000', callerId: account.number }] });
  expect(await money(account)).toEqual({ posted: '1.00', held: '0.06' });
});

it('a call that would come back to the same account is a circle', async () => {
  const account = await fixture.addAccount({ money: '1' });
  const number = await numberOf(account);
  const request: CallRequest = {
    ...{ callId: `incoming-${++serial}`, callerNumber: account.number, protocol: 'sip', dialled: `+${number}`, at },
    forwarded: { by: [account.number], from: '+61412000111' },
  };
  expect((await authorizeCall(fixture.context, fixture.copies, request)).decision).toEqual({
    ok: false,
    refusal: 'forwarding_loop',
  });
});

const dial = (callerNumber: string, dialled: string) =>
  authorizeCall(fixture.context, fixture.copies, { callId: `star-${++serial}`, callerNumber, protocol: 'sip', dialled, at }).then(
    ({ decision }) => decision,
  );

it('*78 keeps calls away until *79, and both stand in the history', async () => {
  const [caller, callee] = [await fixture.addAccount({}), await fixture.addAccount({})];
  expect(await dial(callee.number, '*78')).toEqual({ ok: false, said: 'dnd_on' });
  expect(await dial(caller.number, callee.number)).toEqual({ ok: false, refusal: 'do_not_disturb' });
  expect(await dial(callee.number, '*79')).toEqual({ ok: false, said: 'dnd_off' });
  expect(await dial(caller.number, callee.number)).toMatchObject({ ok: true });
  const audit = await fixture.owner.query('select actor_name, action from audit where account_id = $1', [callee.id]);
  expect(audit.rows).toEqual(Array(2).fill({ actor_name: `phone ${callee.number}`, action: 'network_number.star_code' }));
});

it('*72 forwards every call until *73; not to itself, an emergency number or its own incoming number', async () => {
  const [caller, callee] = [await fixture.addAccount({}), await fixture.addAccount({})];
  expect(await dial(callee.number, '*720299990000')).toEqual({ ok: false, said: 'forward_on' });
  expect(await dial(caller.number, callee.number)).toMatchObject({ attempts: [{ kind: 'forward', dialled: '0299990000' }] });
  expect(await dial(callee.number, '*73')).toEqual({ ok: false, said: 'forward_off' });
  for (const bad of [callee.number, '000', `+${await numberOf(callee)}`])
    expect(await dial(callee.number, `*72${bad}`)).toEqual({ ok: false, refusal: 'invalid_number' });
  expect(await dial(caller.number, callee.number)).toMatchObject({ attempts: [{ kind: 'phone' }] });
});

it('*69 calls whoever called last; *67 hides who calls', async () => {
  const [caller, callee] = [await fixture.addAccount({ money: '1' }), await fixture.addAccount({ money: '1' })];
  expect(await dial(callee.number, '*69')).toEqual({ ok: false, refusal: 'invalid_number' });
  const { callId } = await ask(await numberOf(callee));
  await settle(callId, 3);
  expect(await dial(callee.number, '*69')).toMatchObject({ attempts: [{ kind: 'provider', number: '61412000111' }] });
  expect(await dial(caller.number, `*67${callee.number}`)).toMatchObject({ attempts: [{ kind: 'phone', callerId: '' }] });
  expect(await dial(caller.number, '*670299990000')).toMatchObject({ attempts: [{ kind: 'provider', isCallerHidden: true }] });
});

it('a number that hides its caller ID does so in every call but to emergency numbers', async () => {
  const [caller, callee] = [await fixture.addAccount({}), await fixture.addAccount({})];
  await fixture.owner.query('update network_number set hides_caller_id = true where number = $1', [caller.number]);
  fixture.copies.forgetAccount(caller.id);
  expect(await dial(caller.number, callee.number)).toMatchObject({ attempts: [{ callerId: '' }] });
  expect(await dial(caller.number, '000')).toMatchObject({ attempts: [{ callerId: caller.number }] });
});

it('a customer number that rings all rings the other phones, but not the one that calls', async () => {
  const [caller, callee] = [await fixture.addAccount({}), await fixture.addAccount({})];
  const own = `${callee.number}01`;
  await fixture.owner.query('insert into network_number (account_id, number, sip_digest_md5) values ($1, $2, md5($2))', [
    callee.id,
    own,
  ]);
  await fixture.owner.query('update network_number set does_ring_all = true where number = $1', [callee.number]);
  fixture.copies.forgetAccount(callee.id);
  expect(await dial(caller.number, callee.number)).toMatchObject({
    attempts: [{ kind: 'group', members: [{ networkNumber: callee.number }, { networkNumber: own }] }],
  });
  expect(await dial(own, callee.number)).toMatchObject({ attempts: [{ kind: 'phone', networkNumber: callee.number }] });
});

it('keeps every invariant of the ledger', async () => {
  expect(await fixture.faults()).toEqual([]);
});
