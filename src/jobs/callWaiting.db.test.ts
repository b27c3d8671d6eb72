import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { instant } from '../core/base/time.ts';
import type { CallDecision, CallRequest } from '../core/calls/call.ts';
import { openCallMemory } from '../memory/callMemory.ts';
import type { OpenCalls } from '../memory/openCalls.ts';
import { phonesInUse } from '../memory/phonesInUse.ts';
import { type CallFixture, callFixture, type FixtureAccount } from '../testing/callFixture.ts';
import { fakeEngine } from '../testing/fakeEngine.ts';
import { type CallDesk, onAuthorize, onHappened } from './callDesk.ts';

let fixture: CallFixture;
let desk: CallDesk;
let callee: FixtureAccount;
let serial = 0;
const at = instant(Date.parse('2026-03-04T05:06:07.000Z'));
beforeAll(async () => {
  fixture = await callFixture({ price: '60000000000' });
});
afterAll(() => fixture.close());
beforeEach(async () => {
  const open: OpenCalls = new Map();
  const copies = { ...(await openCallMemory(fixture.app)), phones: phonesInUse(open) };
  desk = { context: fixture.context, copies, open, engine: fakeEngine() };
  callee = await fixture.addAccount({ money: '1' });
  await set(callee, 'call_waiting_limit = 1');
});

const set = async ({ id, number }: FixtureAccount, columns: string) => {
  await fixture.owner.query(`update network_number set ${columns} where number = $1`, [number]);
  desk.copies.forgetAccount(id);
};
async function dial(from: FixtureAccount, dialled: string, more: Partial<CallRequest> = {}) {
  const callId = `waiting-${++serial}`;
  const request: CallRequest = { callId, callerNumber: from.number, protocol: 'sip', dialled, at, ...more };
  return { callId, decision: await onAuthorize(desk, request) };
}
const why = ({ decision }: { readonly decision: CallDecision }) => (decision.ok ? 'rings' : (decision.refusal ?? decision.said));
const spool = { spool: 'test', position: 1n };
const answer = (callId: string, attempt: number, answeredBy?: string) =>
  onHappened(
    desk,
    { answers: [{ callId, answeredAt: at, attempt, ...(answeredBy !== undefined && { answeredBy }) }], reports: [] },
    spool,
  );
const end = (callId: string) =>
  onHappened(desk, { answers: [], reports: [{ callId, endedAt: at, durationMilliseconds: 0, hangupCause: 16 }] }, spool);

it('a phone with all its calls is busy for the next caller, and free again when one ends', async () => {
  const [one, two] = [await fixture.addAccount(), await fixture.addAccount()];
  const first = await dial(one, callee.number);
  expect(why(first)).toBe('rings');
  expect(why(await dial(two, callee.number))).toBe('callee_busy');
  await answer(first.callId, 1, callee.number);
  expect(why(await dial(two, callee.number))).toBe('callee_busy');
  await end(first.callId);
  expect(why(await dial(two, callee.number))).toBe('rings');
});

it('its own calls count, and what its forwarding says for “busy” follows', async () => {
  const caller = await fixture.addAccount();
  await dial(callee, '0299990000');
  await set(callee, `forward_busy = 'voicemail', has_voicemail = true, voicemail_pin_hash = 'x'`);
  const { decision } = await dial(caller, callee.number);
  expect(decision).toMatchObject({ ok: true, attempts: [{ kind: 'voicemail', networkNumber: callee.number }] });
});

it('of many that call at once exactly as many ring as the phone takes', async () => {
  await set(callee, 'call_waiting_limit = 3');
  const callers = await Promise.all(Array.from({ length: 12 }, () => fixture.addAccount()));
  await fixture.warmUp();
  const results = (await Promise.all(callers.map((one) => dial(one, callee.number)))).map(why);
  expect(results.filter((one) => one === 'rings')).toHaveLength(3);
  expect(results.filter((one) => one === 'callee_busy')).toHaveLength(9);
});

it('a call that somebody else took, or that was passed on, does not keep the phone busy', async () => {
  const [one, two] = [await fixture.addAccount(), await fixture.addAccount()];
  await set(callee, `forward_no_answer = '0299990000'`);
  const first = await dial(one, callee.number);
  expect(why(await dial(two, callee.number))).toBe('callee_busy');
  await answer(first.callId, 2);
  expect(why(await dial(two, callee.number))).toBe('rings');
});

it('the phone switches it by dialling: #43 takes one call at a time, *43 as many as come', async () => {
  await set(callee, 'call_waiting_limit = null');
  const limit = async () =>
    (await fixture.owner.query('select call_waiting_limit from network_number where number = $1', [callee.number])).rows[0];
  expect(why(await dial(callee, '#43#'))).toBe('waiting_off');
  expect(await limit()).toEqual({ call_waiting_limit: 1 });
  expect(why(await dial(callee, '*43'))).toBe('waiting_on');
  expect(await limit()).toEqual({ call_waiting_limit: null });
});

it('where there is no room for recordings, a call goes on without one', async () => {
  await set(callee, `records = 'outgoing'`);
  const recorded = await dial(callee, '0299990000');
  expect(recorded.decision).toMatchObject({
    attempts: [{ recording: { announcement: 'notice', owners: [{ kind: 'caller', number: callee.number }] } }],
  });
  await end(recorded.callId);
  desk = { ...desk, isRecordingStopped: () => true };
  const { decision } = await dial(callee, '0299990000');
  expect(decision.ok && decision.attempts[0]).not.toHaveProperty('recording');
});
