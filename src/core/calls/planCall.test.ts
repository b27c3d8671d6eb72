import { describe, expect, it } from 'vitest';
import { type Amount, unitPrice } from '../base/money.ts';
import { instant } from '../base/time.ts';
import type { Rate } from '../rating/rate.ts';
import { defaultRounding } from '../rating/rate.ts';
import type { Provider } from '../routing/provider.ts';
import type { Route } from '../routing/route.ts';
import type { Caller } from './caller.ts';
import { mayCall } from './caller.ts';
import { type CallWorld, callSecondsMax, planCall } from './planCall.ts';

const caller: Caller = {
  accountId: 1n,
  accountVersion: 1,
  isAccountActive: true,
  protocol: 'sip_and_iax',
  paymentType: 'pre_paid',
  isMetered: true,
  billingPackageId: 1n,
  routeId: 1n,
  callLimit: 2,
  allowedPrefixes: [],
  blockedPrefixes: [],
  networkNumberId: 1n,
  number: '100000',
  callerId: '',
  isNumberActive: true,
  forwarding: { ringSeconds: 20 },
  hasVoicemail: false,
};
const callee: Caller = { ...caller, accountId: 2n, networkNumberId: 2n, number: '100001' };
const rate: Rate = {
  prefix: '61',
  destination: 'Australia',
  flagFall: unitPrice('0'),
  price: unitPrice('0.06'),
  perSeconds: 60,
  initialIncrement: 60,
  increment: 60,
  untimed: false,
  graceSeconds: 0,
  minimumSeconds: 0,
  minimumCharge: unitPrice('0'),
  blocked: false,
};
const provider = (id: bigint, more: Partial<Provider> = {}): Provider => ({
  id,
  name: `Carrier ${id}`,
  numberFormat: 'e164',
  stripDigits: 0,
  addPrefix: '',
  numberRules: [],
  callerIdRule: more.callerId ? 'fixed' : 'pass',
  callerId: '',
  hidesCallerId: false,
  hosts: [],
  isActive: true,
  isInMaintenance: false,
  ...more,
});
const route: Route = {
  id: 1n,
  name: 'Everything',
  rules: [
    { prefix: '', providerIds: [1n] },
    { prefix: '614', providerIds: [2n, 1n, 3n] },
  ],
};
const world: CallWorld = {
  caller,
  callee: undefined,
  dialPlan: { countryCallingCode: '61', nationalPrefix: '0', internationalPrefix: '0011', emergencyNumbers: ['000'] },
  findRate: (_, number) => (number.startsWith('61') ? { rateId: 9n, rate, rounding: defaultRounding } : undefined),
  zone: 'Australia/Sydney',
  route,
  emergencyRoute: route,
  providers: new Map(
    [provider(1n), provider(2n, { numberFormat: 'national', callerId: '61200000000' }), provider(3n, { isActive: false })].map(
      (one) => [one.id, one],
    ),
  ),
};
const ask = (dialled: string, change: Partial<CallWorld> = {}, protocol: 'sip' | 'iax' = 'sip') =>
  planCall({ callId: 'x', callerNumber: '100000', protocol, dialled, at: instant(0) }, { ...world, ...change });

describe('the first check that fails is the answer', () => {
  const bad = { caller: { ...caller, isAccountActive: false, protocol: 'iax' as const } };
  it.each([
    ['unknown_caller', ask('junk', { caller: undefined })],
    ['unknown_caller', ask('junk', { caller: { ...bad.caller, isNumberActive: false } })],
    ['account_suspended', ask('junk', bad)],
    ['protocol_not_allowed', ask('junk', { caller: { ...caller, protocol: 'iax' } })],
    ['protocol_not_allowed', ask('000', { caller: { ...caller, protocol: 'sip' } }, 'iax')],
    ['no_route', ask('000', { emergencyRoute: undefined, route: undefined })],
    ['callee_unavailable', ask('100001', { callee: { ...callee, isAccountActive: false } })],
    ['callee_unavailable', ask('100001', { callee: { ...callee, isNumberActive: false } })],
    ['callee_unavailable', ask('100000', { callee: caller })],
    ['invalid_number', ask('junk')],
    ['no_rate', ask('+44207946000', { route: undefined })],
    ['destination_blocked', ask('0299990000', { caller: { ...caller, blockedPrefixes: ['612'] }, route: undefined })],
    [
      'destination_blocked',
      ask('0299990000', { findRate: () => ({ rateId: 9n, rate: { ...rate, blocked: true }, rounding: defaultRounding }) }),
    ],
    ['no_route', ask('0299990000', { route: undefined })],
    ['no_route', ask('0299990000', { route: { ...route, rules: [{ prefix: '', providerIds: [3n] }] } })],
    ['no_route', ask('0299990000', { providers: new Map([[1n, provider(1n, { stripDigits: 15 })]]) })],
  ] as const)('%s', (refusal, planned) => {
    expect(planned).toMatchObject({ ok: false, refusal });
  });
});

describe('where a call goes', () => {
  it('tries the providers of the longest prefix in order, each in its own format, and leaves out what is switched off', () => {
    expect(ask('0412345678')).toMatchObject({
      ok: true,
      plan: {
        destinationKind: 'outside',
        number: '61412345678',
        attempts: [
          { kind: 'provider', providerId: 2n, number: '0412345678', callerId: '61200000000' },
          { kind: 'provider', providerId: 1n, number: '61412345678', callerId: '100000' },
        ],
      },
    });
  });

  it('rings a customer with the protocols of that customer, for nothing', () => {
    expect(ask('100001', { callee: { ...callee, protocol: 'iax' } })).toMatchObject({
      ok: true,
      plan: {
        destinationKind: 'internal',
        calleeAccountId: 2n,
        attempts: [{ kind: 'phone', networkNumber: '100001', protocols: ['iax'], callerId: '100000' }],
        ladder: [{ seconds: callSecondsMax, amount: 0n }],
      },
    });
  });

  it('sends an emergency number as dialled and for nothing, whatever is blocked', () => {
    const planned = ask('000', { caller: { ...caller, blockedPrefixes: ['0'] }, findRate: () => undefined });
    expect(planned).toMatchObject({
      ok: true,
      plan: { destinationKind: 'emergency', attempts: [{ number: '000' }], ladder: [{ amount: 0n }] },
    });
  });
});

describe('how much is reserved', () => {
  const ladderOf = (change: Partial<Caller>) => {
    const planned = ask('0299990000', { caller: { ...caller, ...change } });
    return planned.ok ? planned.plan.ladder : [];
  };
  it('Pre-Paid reserves a slice', () => expect(ladderOf({})).toEqual([{ seconds: 60, amount: 6_000_000n }]));
  it('Post-Paid reserves nothing', () =>
    expect(ladderOf({ paymentType: 'post_paid', isMetered: false })).toEqual([{ seconds: callSecondsMax, amount: 0n }]));
  it('Post-Paid with a daily limit reserves a slice', () =>
    expect(ladderOf({ isMetered: false, dailySpendLimit: 5n as Amount })).toEqual([{ seconds: 60, amount: 6_000_000n }]));
});

describe('allowed and blocked destinations', () => {
  it.each([
    ['nothing listed', [], [], true],
    ['blocked', [], ['612'], false],
    ['another is blocked', [], ['613'], true],
    ['allowed', ['61'], [], true],
    ['only another is allowed', ['44'], [], false],
    ['a longer one is allowed inside a blocked one', ['6129'], ['61'], true],
    ['a longer one is blocked inside an allowed one', ['61'], ['6129'], false],
    ['both alike: blocked', ['61'], ['61'], false],
  ] as const)('%s', (_, allowedPrefixes, blockedPrefixes, expected) => {
    expect(mayCall({ ...caller, allowedPrefixes, blockedPrefixes }, '61299990000')).toBe(expected);
  });
});

describe('a call that is passed on', () => {
  const passOn = (dialled: string, change: Partial<CallWorld> = {}) =>
    planCall(
      {
        callId: 'x',
        callerNumber: '100000',
        protocol: 'iax',
        dialled,
        at: instant(0),
        forwarded: { by: ['100000'], from: '100001' },
      },
      { ...world, original: callee, ...change },
    );

  it('is paid for like any call of the one who passes it on, whatever the caller speaks', () => {
    expect(passOn('0299990000', { caller: { ...caller, protocol: 'sip' } })).toMatchObject({
      ok: true,
      plan: { destinationKind: 'outside', ladder: [{ seconds: 60, amount: 6_000_000n }] },
    });
  });

  it('shows the first caller’s public number, else that of who passes it on, unless the provider shows its own', () => {
    const shown = (change: Partial<CallWorld>, dialled = '0299990000') => {
      const planned = passOn(dialled, change);
      return planned.ok ? planned.plan.attempts[0]?.callerId : planned.refusal;
    };
    const withNumber = { ...callee, callerId: '61280001111' };
    expect(shown({ original: withNumber })).toBe('61280001111');
    expect(shown({ caller: { ...caller, callerId: '61280002222' } })).toBe('61280002222');
    expect(shown({ original: undefined })).toBe('100000');
    expect(shown({ original: withNumber }, '0412345678')).toBe('61200000000');
  });

  it.each([
    ['restricted', { caller: { ...caller, restriction: 'incoming_only' } }, '0299990000'],
    ['account_suspended', { caller: { ...caller, isAccountActive: false } }, '0299990000'],
    ['invalid_number', {}, '000'],
    ['invalid_number', { caller: { ...caller, hasVoicemail: true } }, '*98'],
    ['forwarding_loop', { callee: caller }, '100000'],
    ['forwarding_loop', { callee }, '100001'],
  ] as const)('%s', (refusal, change, dialled) => {
    expect(passOn(dialled, change)).toMatchObject({ ok: false, refusal });
  });
});

describe('a customer who is restricted to incoming calls', () => {
  const restricted = { ...caller, restriction: 'incoming_only' as const };

  it.each(['0299990000', '100001', '0011442079460000', '+1900123'])('may not call %s', (dialled) => {
    expect(ask(dialled, { caller: restricted, callee: undefined })).toMatchObject({ ok: false, refusal: 'restricted' });
    expect(ask(dialled, { caller: restricted, callee })).toMatchObject({ ok: false, refusal: 'restricted' });
  });

  it('reaches emergency numbers and hears messages', () => {
    expect(ask('000', { caller: restricted })).toMatchObject({ ok: true, plan: { destinationKind: 'emergency' } });
    expect(ask('*98', { caller: { ...restricted, hasVoicemail: true } })).toMatchObject({ ok: true });
  });

  it('is called like everybody', () => {
    expect(ask('100001', { callee: { ...callee, restriction: 'incoming_only' } })).toMatchObject({ ok: true });
  });
});

it('*98 opens the phone’s own messages for nothing, and is no number where there is no voicemail', () => {
  expect(ask('*98', { caller: { ...caller, hasVoicemail: true } })).toMatchObject({
    ok: true,
    plan: { destination: 'Voicemail', attempts: [{ kind: 'messages', networkNumber: '100000' }], ladder: [{ amount: 0n }] },
  });
  expect(ask('*98')).toMatchObject({ ok: false, refusal: 'invalid_number' });
});
