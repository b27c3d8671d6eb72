import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateOf } from '../../testing/rates.ts';
import type { Id } from '../base/id.ts';
import { instant } from '../base/time.ts';
import { defaultRounding } from '../rating/rate.ts';
import { chooseProviders, isLoss, lossCheckedSeconds, type RatedBy, type RouteQuestion } from './chooseProviders.ts';
import { defaultFailover, emergencyFailover, stoppingCauses } from './failover.ts';
import { callerIdFor, hostsFor, numberForProvider, type Provider, type ProviderHost } from './provider.ts';
import { type Route, type RouteRule, ruleFor } from './route.ts';

const at = instant(Date.parse('2026-11-23T09:00:00+11:00')); // a Monday
const plan = { countryCallingCode: '61', nationalPrefix: '0', internationalPrefix: '0011', emergencyNumbers: ['000'] };
const rated = (price: string, more = {}): RatedBy => ({
  rateId: 1n,
  rate: rateOf({ price, ...more }),
  rounding: defaultRounding,
});
const provider = (id: Id, more: Partial<Provider> = {}): Provider => ({
  ...{ id, name: `Carrier ${id}`, numberFormat: 'e164', stripDigits: 0, addPrefix: '', numberRules: [], callerIdRule: 'pass' },
  ...{ callerId: '', hidesCallerId: false, hosts: [], isActive: true, isInMaintenance: false },
  ...more,
});
const host = (position: number, more: Partial<ProviderHost> = {}): ProviderHost => ({
  ...{ position, host: `h${position}`, port: 5060, priority: 1, weight: 1, state: { probe: 'up' } },
  ...more,
});
const rule = (more: Partial<RouteRule>): RouteRule => ({ prefix: '', providerIds: [1n], ...more });
const route = (rules: readonly RouteRule[], more: Partial<Route> = {}): Route => ({ id: 1n, name: 'R', rules, ...more });

const decks: Readonly<Record<string, RatedBy>> = {
  10: rated('0.30'),
  20: rated('0.10'),
  30: rated('0.10', { flagFall: '0.50' }),
  40: rated('0.20', { blocked: true }),
};
function choose(
  rules: readonly RouteRule[],
  providers: readonly Provider[],
  more: Partial<RouteQuestion> = {},
  policy: Partial<Route> = {},
) {
  return chooseProviders(route(rules, policy), {
    ...{ callId: 'c', number: '61299990000', at, callerGroup: '', zone: 'Australia/Sydney', dialPlan: plan },
    providers: new Map(providers.map((one) => [one.id, one])),
    findCost: (id) => decks[String(id)],
    sell: rated('0.25'),
    ...more,
  });
}
const ids = ({ chosen }: ReturnType<typeof choose>) => chosen.map((one) => one.provider.id);

describe('which rule decides', () => {
  const office = { days: [1, 2, 3, 4, 5] as const, from: '08:00', to: '18:00' };
  const rules = [
    rule({ prefix: '', providerIds: [1n] }),
    rule({ prefix: '61', providerIds: [2n] }),
    rule({ prefix: '61', providerIds: [3n], windows: [office] }),
    rule({ prefix: '61', providerIds: [4n], callerGroup: 'vip' }),
    rule({ prefix: '614', providerIds: [5n], callerGroup: 'vip' }),
  ];
  it.each<[string, Partial<RouteQuestion>, Id | undefined]>([
    ['abroad', { number: '4420' }, 1n],
    ['home, in office hours', {}, 3n],
    ['home, on Sunday', { at: instant(at - 86_400_000) }, 2n],
    ['home, at closing time', { at: instant(Date.parse('2026-11-23T18:00:00+11:00')) }, 2n],
    ['a caller of the group, in office hours: the group goes before the time', { callerGroup: 'vip' }, 4n],
    ['a longer prefix goes before everything', { callerGroup: 'vip', number: '61400' }, 5n],
    ['but not for others', { number: '61400' }, 3n],
  ])('%s', (_, question, expected) => {
    const asked = { number: '61299990000', at, callerGroup: '', zone: 'Australia/Sydney', ...question };
    expect(ruleFor(route(rules), asked)?.providerIds[0]).toBe(expected);
  });
  it('none', () => {
    expect(choose([rule({ prefix: '64' })], [provider(1n)])).toEqual({ rule: undefined, chosen: [], skipped: [] });
  });
});

describe('the order of providers', () => {
  const all = [10n, 20n, 30n].map((deck, index) => provider(BigInt(index + 1), { costPackageId: deck }));
  it('as it stands', () => {
    expect(ids(choose([rule({ providerIds: [3n, 1n, 2n] })], all))).toEqual([3n, 1n, 2n]);
  });
  it('least cost counts flag falls; who has no deck comes last; equals stay in the order of the rule', () => {
    const five = [...all, provider(4n), provider(5n, { costPackageId: 20n })];
    const asked = rule({ providerIds: [4n, 1n, 3n, 5n, 2n], choice: 'least_cost' });
    // Three minutes: 5 and 2 cost 0.30, 3 costs 0.80, 1 costs 0.90.
    expect(ids(choose([asked], five))).toEqual([5n, 2n, 3n, 1n, 4n]);
  });
  it('by weight: the same call has the same order, and over many calls each is first as often as its weight says', () => {
    const asked = rule({ providerIds: [1n, 2n, 3n], choice: 'weighted', weights: [60, 30, 10] });
    const first = new Map<Id, number>();
    for (let call = 0; call < 20_000; call++) {
      const [id] = ids(choose([asked], all, { callId: `vsp-1700000000.${call}` }));
      first.set(id!, (first.get(id!) ?? 0) + 1);
    }
    for (const [id, share] of [
      [1n, 0.6],
      [2n, 0.3],
      [3n, 0.1],
    ] as const)
      expect((first.get(id) ?? 0) / 20_000).toBeCloseTo(share, 1);
    const twice = () => ids(choose([asked], all, { callId: 'vsp-1.1' }));
    expect(twice()).toEqual(twice());
  });
  it('hosts: by priority, then by weight; those that are down are left out', () => {
    const hosts = [host(1, { priority: 2 }), host(2), host(3, { state: { probe: 'down' } })];
    const { chosen } = choose([rule({})], [provider(1n, { hosts })]);
    expect(chosen[0]?.hosts.map(({ position }) => position)).toEqual([2, 1]);
    const equal = provider(1n, { hosts: [host(1, { weight: 99 }), host(2)] });
    const seconds = Array.from({ length: 2000 }, (_, call) => hostsFor(equal, `c${call}`)[0]?.position).filter(
      (one) => one === 2,
    );
    expect(seconds.length).toBeGreaterThan(5);
    expect(seconds.length).toBeLessThan(60);
  });
});

describe('who is passed over, and why', () => {
  const fenced = { probe: 'up' as const, fencedUntil: instant(at + 1000) };
  it.each<[string, Partial<Provider>, Partial<Route>]>([
    ['off', { isActive: false, isInMaintenance: true }, {}],
    ['maintenance', { isInMaintenance: true, stripDigits: 15 }, {}],
    ['no_number', { stripDigits: 15, costPackageId: 99n }, {}],
    ['no_cost_rate', { costPackageId: 99n, hosts: [host(1, { state: { probe: 'down' } })] }, {}],
    ['cost_blocked', { costPackageId: 40n }, {}],
    ['loss', { costPackageId: 10n, hosts: [host(1, { state: fenced })] }, { lossGuard: { guard: 'skip', at: 'first_minute' } }],
    ['loop', { hosts: [host(1, { state: { probe: 'loop' } })] }, {}],
    ['down', { hosts: [host(1, { state: { probe: 'down' } }), host(2, { state: { probe: 'recovering' } })] }, {}],
    ['fenced', { hosts: [host(1, { state: fenced })] }, {}],
  ])('%s', (reason, more, policy) => {
    const made = choose([rule({ providerIds: [1n, 2n] })], [provider(1n, more), provider(2n)], {}, policy);
    expect(made.skipped).toEqual([{ providerId: 1n, reason }]);
    expect(ids(made)).toEqual([2n]);
  });
  it('a provider that is gone', () => {
    expect(choose([rule({})], []).skipped).toEqual([{ providerId: 1n, reason: 'gone' }]);
  });
  it('a host that was fenced is used again at the instant at which its fence ends', () => {
    const ended = provider(1n, { hosts: [host(1, { state: { probe: 'up', fencedUntil: at } })] });
    expect(ids(choose([rule({})], [ended]))).toEqual([1n]);
  });
});

describe('the guard against losses', () => {
  const dear = [provider(1n, { costPackageId: 10n })];
  it.each([
    ['off', [1n], false],
    ['warn', [1n], true],
    ['skip', [], undefined],
  ] as const)('%s', (guard, expected, loss) => {
    const made = choose([rule({})], dear, {}, { lossGuard: { guard, at: 'first_minute' } });
    expect([ids(made), made.chosen[0]?.isLoss]).toEqual([expected, loss]);
  });
  it('the first minute is a call of 60 seconds; any length also finds what only short or long calls lose', () => {
    const [cost, sell] = [rated('0.10', { flagFall: '0.05' }), rated('0.20')];
    expect(isLoss(cost, sell, at, 'first_minute')).toBe(false);
    expect(isLoss(cost, sell, at, 'any_length')).toBe(true);
  });
  it('equal is no loss, and a deck that is never above the price is none at any length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.constantFrom(1, 6, 30, 60), (price, block) => {
        const one = rated(String(price / 10_000), { initialIncrement: block, increment: block });
        expect(isLoss(one, one, at, 'any_length')).toBe(false);
        expect(lossCheckedSeconds).toContain(60);
      }),
    );
  });
});

describe('numbers and caller IDs as a provider wants them', () => {
  const rules = [
    { prefix: '61', numberFormat: 'national' as const, stripDigits: 1, addPrefix: '9#' },
    { prefix: '6113', numberFormat: 'local' as const, stripDigits: 0, addPrefix: '' },
  ];
  it.each<[string, Parameters<typeof numberForProvider>[1], string, string | undefined]>([
    [
      'the general form where no rule fits',
      provider(1n, { numberRules: rules, addPrefix: '+' }),
      '442079460000',
      '+442079460000',
    ],
    ['a rule: format, strip, add', provider(1n, { numberRules: rules }), '61299990000', '9#299990000'],
    ['the longest rule', provider(1n, { numberRules: rules }), '611300555', '1300555'],
    ['local, abroad', provider(1n, { numberFormat: 'local' }), '442079460000', '0011442079460000'],
    ['rules that leave nothing', provider(1n, { stripDigits: 12 }), '61299990000', undefined],
  ])('%s', (_, given, number, expected) => {
    expect(numberForProvider(number, given, plan)).toBe(expected);
  });
  it.each([
    ['pass', '', '100'],
    ['fixed', '6128', '6128'],
    ['fixed', '', '100'],
    ['account', '6128', '200'],
    ['prefix', '+', '+100'],
  ] as const)('%s %s', (callerIdRule, callerId, expected) => {
    expect(callerIdFor({ callerIdRule, callerId }, '100', '200')).toBe(expected);
  });
});

it('busy ends every call but an emergency call', () => {
  expect(stoppingCauses(defaultFailover)).toEqual([17, 19]);
  expect(stoppingCauses({ stopAt: [1, 17], noAnswer: 'stop' })).toEqual([1, 17]);
  expect(stoppingCauses(emergencyFailover)).toEqual([]);
});
