import { describe, expect, it } from 'vitest';
import { instant } from '../base/time.ts';
import type { CallRequest } from './call.ts';
import type { Caller } from './caller.ts';
import { type Forwarding, type ForwardTarget, forwardingFaults } from './forwarding.ts';
import { messageLetter } from './message.ts';
import { ownAttempts } from './ownAttempts.ts';

const dialPlan = { countryCallingCode: '61', nationalPrefix: '0', internationalPrefix: '0011', emergencyNumbers: ['000'] };
const voicemail: ForwardTarget = { kind: 'voicemail' };
const to = (dialled: string): ForwardTarget => ({ kind: 'number', dialled });

const phone = (number: string, forwarding: Partial<Forwarding> = {}, more: Partial<Caller> = {}): Caller => ({
  accountId: BigInt(number),
  accountVersion: 1,
  isAccountActive: true,
  protocol: 'sip',
  paymentType: 'pre_paid',
  isMetered: true,
  billingPackageId: 1n,
  routeId: 1n,
  callLimit: 2,
  allowedPrefixes: [],
  blockedPrefixes: [],
  networkNumberId: BigInt(number),
  number,
  callerId: '',
  isNumberActive: true,
  forwarding: { ringSeconds: 20, ...forwarding },
  hasVoicemail: true,
  ...more,
});
const ask = (forwarded?: CallRequest['forwarded']): CallRequest => ({
  callId: 'c',
  callerNumber: forwarded?.by.at(-1) ?? '1001',
  protocol: 'sip',
  dialled: '1002',
  at: instant(0),
  ...(forwarded && { forwarded }),
});
const attempts = (callee: Caller, forwarded?: CallRequest['forwarded']) =>
  ownAttempts(ask(forwarded), phone(forwarded?.by.at(-1) ?? '1001'), callee, 60);

describe('a number of ours', () => {
  it('rings its phone and nothing else when nothing is forwarded', () => {
    expect(attempts(phone('1002'))).toEqual({
      ok: true,
      ringSeconds: 60,
      attempts: [{ kind: 'phone', networkNumber: '1002', protocols: ['sip'], callerId: '1001' }],
    });
  });

  it('always: passes every call on, and the phone does not ring', () => {
    const forwarded = { by: ['1002'], from: '1001' };
    expect(attempts(phone('1002', { always: to('0299990000'), busy: voicemail }))).toMatchObject({
      attempts: [{ kind: 'forward', dialled: '0299990000', forwarded, callerId: '1001' }],
    });
  });

  it('rings as long as it is told, then does what busy, no answer and not there say', () => {
    const own = attempts(phone('1002', { busy: to('1003'), noAnswer: voicemail, ringSeconds: 15 }));
    expect(own).toMatchObject({
      attempts: [
        { kind: 'phone', ringSeconds: 15, otherwise: { busy: 2, noAnswer: 3 } },
        { kind: 'forward', dialled: '1003' },
        { kind: 'voicemail', networkNumber: '1002', callerId: '1001' },
      ],
    });
    expect(own.ok && own.attempts[0]).not.toHaveProperty('otherwise.unreachable');
  });

  it('rings as long as any call when only busy is forwarded', () => {
    expect(attempts(phone('1002', { busy: voicemail, ringSeconds: 15 }))).toMatchObject({ attempts: [{ ringSeconds: 60 }, {}] });
  });

  it.each([
    ['a suspended account', { isAccountActive: false }],
    ['a number that is switched off', { isNumberActive: false }],
    ['always to a voicemail that is off', { hasVoicemail: false, forwarding: { always: voicemail, ringSeconds: 20 } }],
  ])('%s forwards nothing', (_, more) => {
    expect(attempts(phone('1002', { always: to('0299990000') }, more))).toEqual({ ok: false, refusal: 'callee_unavailable' });
  });
});

describe('circles', () => {
  it('no call comes to a number twice, and none back to who called', () => {
    expect(attempts(phone('1002'), { by: ['1002', '1003'], from: '1001' })).toEqual({ ok: false, refusal: 'forwarding_loop' });
    expect(attempts(phone('1001'), { by: ['1002'], from: '1001' })).toEqual({ ok: false, refusal: 'forwarding_loop' });
  });

  it('three hops are followed, a fourth is not', () => {
    const onward = { always: to('0299990000') };
    expect(attempts(phone('1005', onward), { by: ['1002', '1003'], from: '1001' })).toMatchObject({ ok: true });
    expect(attempts(phone('1005', onward), { by: ['1002', '1003', '1004'], from: '1001' })).toEqual({
      ok: false,
      refusal: 'forwarding_loop',
    });
  });

  it('after the third hop the phone still rings, and its voicemail still takes the call', () => {
    const last = phone('1005', { busy: to('0299990000'), noAnswer: voicemail });
    expect(attempts(last, { by: ['1002', '1003', '1004'], from: '1001' })).toMatchObject({
      attempts: [{ kind: 'phone', otherwise: { noAnswer: 2 } }, { kind: 'voicemail' }],
    });
  });
});

const circle = 'This is a number of the account itself: the call would go in a circle.';

describe('what may be saved', () => {
  const faults = (forwarding: Partial<Forwarding>, isOn = true) =>
    forwardingFaults(
      { number: '1002', known: new Set(['1003']), incomingNumbers: new Set(['61280001111']) },
      { ringSeconds: 20, ...forwarding },
      { isOn, email: '' },
      dialPlan,
    );

  it.each([
    ['a number outside', { always: to('0299990000') }],
    ['a number abroad', { busy: to('+442079460000') }],
    ['a phone of the network', { noAnswer: to('1003') }],
    ['voicemail that is on', { unreachable: voicemail }],
  ])('%s', (_, forwarding) => {
    expect(faults(forwarding)).toEqual([]);
  });

  it.each([
    ['no number', '', 'Write the number that calls are passed on to.'],
    ['itself', '1002', 'This is the phone’s own number.'],
    ['an incoming number of its own account', '0280001111', circle],
    ['the same, written otherwise', '+61280001111', circle],
    ['an emergency number', '000', 'Calls cannot be forwarded to an emergency number.'],
    ['what is no number', '*99#', 'This number cannot be dialled. Write it as the customer would dial it.'],
    ['a short number that is no phone here', '1009', 'This number cannot be dialled. Write it as the customer would dial it.'],
  ])('not %s', (_, dialled, message) => {
    expect(faults({ busy: to(dialled) })).toEqual([{ field: 'forwarding.busy.number', message }]);
  });

  it('not voicemail that is off', () => {
    expect(faults({ noAnswer: voicemail }, false)).toEqual([
      { field: 'forwarding.noAnswer.to', message: 'Switch voicemail on first.' },
    ]);
  });
});

it('the letter about a message says who, when in the operator’s zone, how long and how to hear it', () => {
  const left = {
    recording: 'r',
    networkNumber: '1002',
    callerNumber: '1001',
    leftAt: instant(Date.parse('2026-03-04T20:06:00Z')),
    durationMilliseconds: 7400,
  };
  const { subject, text } = messageLetter(left, { name: 'Example Voice', timeZone: 'Australia/Sydney' });
  expect(subject).toBe('Voicemail from 1001');
  expect(text).toContain('1001 left a message of 7 seconds for 1002,\non 2026-03-05 at 07:06 (Australia/Sydney).');
  expect(text).toContain('*98');
});
