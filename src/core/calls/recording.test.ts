import { expect, test } from 'vitest';
import { instant } from '../base/time.ts';
import type { RecordingWish } from '../routing/recordingWish.ts';
import type { Attempt, CallRequest } from './call.ts';
import type { Caller } from './caller.ts';
import { type CallWorld, planCall } from './planCall.ts';
import { recordAttempts, withoutRecording } from './recording.ts';

const phone = (number: string, recording?: RecordingWish, more: Partial<Caller> = {}): Caller => ({
  ...{
    accountId: BigInt(number),
    accountVersion: 1,
    isAccountActive: true,
    protocol: 'sip',
    paymentType: 'pre_paid',
    isMetered: true,
  },
  ...{
    billingPackageId: 1n,
    routeId: 1n,
    callLimit: 2,
    allowedPrefixes: [],
    blockedPrefixes: [],
    callerId: '',
    hasVoicemail: true,
  },
  ...{ networkNumberId: BigInt(number), number, isNumberActive: true, forwarding: { ringSeconds: 20 } },
  ...(recording && { recording }),
  ...more,
});
const outside: Attempt = { kind: 'provider', providerId: 1n, number: '61299990000', callerId: '1001' };
const ringing = (networkNumber: string): Attempt => ({ kind: 'phone', networkNumber, protocols: ['sip'], callerId: '1001' });
const forwarded = { by: ['1001'], from: '+' };
const passedOn: Attempt = { kind: 'forward', dialled: '0299990000', forwarded, callerId: '' };
const voicemail: Attempt = { kind: 'voicemail', networkNumber: '1002', callerId: '1001' };
const group: Attempt = {
  ...{ kind: 'group', forwarded, callerId: '', ringSeconds: 20 },
  members: [
    { kind: 'phone', networkNumber: '1002', protocols: ['sip'] },
    { kind: 'phone', networkNumber: '1003', protocols: ['sip'] },
    { kind: 'outside', dialled: '0299990000' },
  ],
};
/** For whom each attempt is recorded, and what is said first. */
const said = (attempts: readonly Attempt[]) =>
  attempts.map((one) => {
    const recording = 'recording' in one ? one.recording : undefined;
    return (
      recording && `${recording.owners.map(({ kind, number }) => `${kind} ${number}`).join(', ')}: ${recording.announcement}`
    );
  });
const recorded = (attempts: readonly Attempt[], world: Partial<Parameters<typeof recordAttempts>[1]>) =>
  said(recordAttempts(attempts, { phones: [], usual: 'notice', ...world }));

test.each([
  ['off', undefined],
  ['outgoing', 'caller 1001: notice'],
  ['incoming', undefined],
  ['both', 'caller 1001: notice'],
] as const)('calls that a phone makes, with recording %s: %s', (mode, expected) => {
  expect(recorded([outside], { caller: phone('1001', { mode }) })).toEqual([expected]);
});

test.each([
  ['off', undefined],
  ['outgoing', undefined],
  ['incoming', 'phone 1002: notice'],
  ['both', 'phone 1002: notice'],
] as const)('calls that a phone takes, with recording %s: %s', (mode, expected) => {
  expect(recorded([ringing('1002')], { caller: phone('1001'), phones: [phone('1002', { mode })] })).toEqual([expected]);
});

test('what is passed on is an outgoing call of who passes it on; messages are recorded for nobody', () => {
  const caller = phone('1001', { mode: 'both' });
  expect(recorded([passedOn, voicemail], { caller })).toEqual(['caller 1001: notice', undefined]);
});

test('of a group each phone has its own wish; an incoming number is recorded whoever answers', () => {
  const phones = [phone('1002', { mode: 'incoming', announcement: 'none' }), phone('1003')];
  expect(recorded([group], { phones })).toEqual(['phone 1002: none']);
  const incoming = { number: '61280001111', wish: { mode: 'both', announcement: 'beep' } } as const;
  expect(recorded([group, passedOn], { phones, incoming })).toEqual([
    'incoming_number 61280001111, phone 1002: beep',
    'incoming_number 61280001111: beep',
  ]);
});

test.each([
  ['none', 'none', 'none'],
  ['none', 'beep', 'beep'],
  ['notice', 'beep', 'notice'],
  [undefined, 'none', 'notice'],
] as const)('who wants %s and who wants %s: both hear %s', (one, other, expected) => {
  const wish = (announcement: typeof one | typeof other): RecordingWish => ({
    mode: 'both',
    ...(announcement && { announcement }),
  });
  const [told] = recordAttempts([ringing('1002')], {
    ...{ caller: phone('1001', wish(one)), phones: [phone('1002', wish(other))], usual: 'notice' },
  });
  expect(told).toMatchObject({ recording: { announcement: expected, owners: [{ kind: 'caller' }, { kind: 'phone' }] } });
});

test('taken away again, nothing of it is left', () => {
  const caller = phone('1001', { mode: 'both' });
  const all = [outside, ringing('1002'), passedOn, group, voicemail];
  expect(recordAttempts(all, { caller, phones: [], usual: 'beep' }).map(withoutRecording)).toEqual(all);
});

test('an emergency call is never recorded', () => {
  const caller = phone('1001', { mode: 'both' });
  const route = { id: 1n, name: 'All', rules: [{ prefix: '', providerIds: [1n] }] };
  const provider = { ...{ id: 1n, isActive: true, hosts: [], form: {} }, protocol: 'test' };
  const world = {
    ...{ caller, callee: undefined, zone: 'UTC', findRate: () => undefined, route, emergencyRoute: route },
    dialPlan: { countryCallingCode: '61', nationalPrefix: '0', internationalPrefix: '0011', emergencyNumbers: ['000'] },
    providers: new Map([[1n, provider]]),
  } as unknown as CallWorld;
  const request: CallRequest = { callId: 'c', callerNumber: '1001', protocol: 'sip', dialled: '000', at: instant(0) };
  const planned = planCall(request, world);
  expect(planned.ok && said(planned.plan.attempts)).toEqual([undefined]);
});

test('a phone with all its calls is busy, one with fewer rings', () => {
  const caller = phone('1001');
  const callee = phone('1002', undefined, { callWaitingLimit: 2 });
  const request: CallRequest = { callId: 'c', callerNumber: '1001', protocol: 'sip', dialled: '1002', at: instant(0) };
  const dialPlan = { countryCallingCode: '61', nationalPrefix: '0', internationalPrefix: '0011', emergencyNumbers: [] };
  const plan = (calls: number, more: Partial<Caller> = {}) =>
    planCall(request, { caller, callee: { ...callee, ...more }, dialPlan, callsAt: () => calls } as unknown as CallWorld);
  expect([plan(0).ok, plan(1).ok]).toEqual([true, true]);
  expect(plan(2)).toMatchObject({ ok: false, refusal: 'callee_busy' });
  const forwarding = { busy: { kind: 'voicemail' }, ringSeconds: 20 } as const;
  expect(plan(2, { forwarding })).toMatchObject({ ok: true, plan: { attempts: [{ kind: 'voicemail' }] } });
});
