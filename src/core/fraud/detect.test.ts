import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Amount, amount } from '../base/money.ts';
import { addSeconds, instant } from '../base/time.ts';
import { findClassIn } from './destinationClass.ts';
import { decideReaction, findSuspicions, isWorthHistory, markCalls } from './detect.ts';
import { type GuardRule, guardReactionList, guardRuleList, usualGuard } from './guardSettings.ts';
import type { GuardWorld } from './guardTerms.ts';
import { actSentence } from './guardWords.ts';
import { hourOfWeek } from './hourOfWeek.ts';
import { longestRun } from './sequence.ts';
import { noUse, type SeenCall, type UsualUse } from './usage.ts';

const now = instant(Date.parse('2026-03-10T01:30:00.000Z')); // Tuesday 12:30 in Sydney
const night = instant(Date.parse('2026-03-09T15:14:00.000Z')); // Tuesday 02:14
const zone = 'Australia/Sydney';
const openedAt = addSeconds(now, -90 * 86_400);
const world: GuardWorld = {
  settings: usualGuard,
  home: { country: 'AU', countryCallingCode: '61' },
  currency: 'AUD',
  findClass: findClassIn([]),
};

/** So many calls, one every `every` seconds, the last one now. */
function calls(count: number, every: number, make: (index: number) => Partial<SeenCall>, at = now): readonly SeenCall[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ at: addSeconds(at, -every * (count - 1 - index)), number: '442012345678', price: amount('0.1'), isAnswered: true },
    ...{ isOpen: false, isForwarded: false, isRefused: false },
    ...make(index),
  }));
}
/** Somebody who called at home for eight weeks. */
const usual: UsualUse = {
  days: 56,
  ...{ callsByHour: Array(168).fill(4), abroadByHour: Array(168).fill(0), spendByHour: Array(168).fill(amount('0.5')) },
  ...{ nightCalls: 0, countries: [] },
};
const random = (index: number) => String((index * 7_919_317 + 12_345) % 10_000_000).padStart(7, '0');

describe('what looks like fraud: each case is seen by its rule, and not with one call less', () => {
  type Case = {
    readonly rule: GuardRule;
    readonly found: readonly SeenCall[];
    readonly not: readonly SeenCall[];
    readonly at?: typeof now;
    readonly usual?: UsualUse;
  };
  const spread = (count: number, every: number, other: Partial<SeenCall> = {}, at = now) =>
    calls(
      count,
      every,
      (index) => ({ number: `${['44', '49', '33', '39', '34', '31', '41', '48'][index % 8]}20${random(index)}`, ...other }),
      at,
    );
  const cases: readonly Case[] = [
    { rule: 'unusual_spend', found: spread(4, 600, { price: amount('2.5') }), not: spread(4, 600, { price: amount('2.49') }) },
    { rule: 'unusual_spend', found: spread(4, 600, { price: amount('20') }), not: spread(3, 600, { price: amount('20') }) },
    { rule: 'night_calls', found: spread(6, 60, {}, night), not: spread(5, 60, {}, night), at: night },
    {
      rule: 'one_range',
      found: calls(8, 60, (n) => ({ number: `48601234${1000 + n * 7}` })),
      not: calls(7, 60, (n) => ({ number: `48601234${1000 + n * 7}` })),
    },
    {
      rule: 'one_country',
      found: calls(12, 50, (n) => ({ number: `48${random(n)}` })),
      not: calls(11, 50, (n) => ({ number: `48${random(n)}` })),
    },
    {
      rule: 'premium_parallel',
      found: calls(3, 200, (n) => ({ number: `25261${random(n)}`, isOpen: true })),
      not: calls(3, 200, (n) => ({ number: `25261${random(n)}`, isOpen: n > 0 })),
    },
    {
      rule: 'sequential',
      found: calls(6, 100, (n) => ({ number: `486012345${50 + n * 3}` })),
      not: calls(5, 100, (n) => ({ number: `486012345${50 + n * 3}` })),
    },
    { rule: 'forwarding', found: spread(5, 150, { isForwarded: true }), not: spread(4, 150, { isForwarded: true }) },
    { rule: 'call_rate', found: spread(20, 14), not: spread(19, 14) },
    { rule: 'probing', found: spread(15, 30, { isRefused: true }), not: spread(14, 30, { isRefused: true }) },
  ];
  const rulesOf = (seen: readonly SeenCall[], at: typeof now, use: UsualUse, settings = usualGuard) =>
    findSuspicions(markCalls({ calls: seen, openedAt, now: at, zone }, { ...world, settings }), use).map(({ rule }) => rule);

  it.each(cases)('$rule', ({ rule, found, not, at = now }) => {
    expect(rulesOf(found, at, usual)).toContain(rule);
    expect(rulesOf(not, at, usual)).not.toContain(rule);
  });

  it.each(cases)('$rule switched off does not see it', ({ rule, found, at = now }) => {
    const settings = { ...usualGuard, reactions: { ...usualGuard.reactions, [rule]: 'off' as const } };
    expect(rulesOf(found, at, usual, settings)).not.toContain(rule);
  });

  it('from a new network three calls to a new country are enough; to a known one they are not', () => {
    const looked = (since: number | undefined) =>
      markCalls(
        {
          calls: spread(3, 60),
          openedAt,
          now,
          zone,
          ...(since !== undefined && { newNetworkSince: addSeconds(now, -since) }),
        },
        world,
      );
    const rules = (since: number | undefined, use: UsualUse) => findSuspicions(looked(since), use).map(({ rule }) => rule);
    expect(rules(600, usual)).toEqual(['new_network']);
    expect(rules(undefined, usual)).toEqual([]);
    expect(rules(100, usual)).toEqual([]);
    expect(rules(600, { ...usual, countries: ['GB', 'DE', 'FR'] })).toEqual([]);
  });

  it('the same calls are no news to a customer who always calls so', () => {
    const travels: UsualUse = {
      ...usual,
      countries: ['GB', 'DE', 'FR', 'IT', 'ES', 'NL', 'CH', 'PL'],
      abroadByHour: Array(168).fill(40),
      spendByHour: Array(168).fill(amount('30')),
    };
    expect(rulesOf(spread(20, 14, { price: amount('0.6') }), now, travels)).toEqual([]);
  });

  it('what a history finds, its absence found as well: reading it may be left out', () => {
    const call = fc.record({
      ...{
        at: fc.integer({ min: -3599, max: 0 }).map((seconds) => addSeconds(now, seconds)),
        price: fc.bigInt({ min: 0n, max: 10n ** 9n }).map((one) => one as Amount),
      },
      number: fc
        .constantFrom('25261555', '4420123', '61299', '88164', '4860')
        .chain((prefix) => fc.integer({ min: 100, max: 130 }).map((end) => `${prefix}0${end}`)),
      ...{ isAnswered: fc.boolean(), isOpen: fc.boolean(), isForwarded: fc.boolean(), isRefused: fc.boolean() },
    });
    const history = fc.record({
      ...{
        days: fc.constantFrom(0, 7, 56),
        callsByHour: fc.constant([]),
        abroadByHour: fc.constantFrom([], Array<number>(168).fill(10)),
      },
      spendByHour: fc.constantFrom([], Array<Amount>(168).fill(amount('5'))),
      ...{ nightCalls: fc.constantFrom(0, 3), countries: fc.subarray(['GB', 'PL', 'SO']) },
    });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 40 }), history, (seen, use) => {
        const looked = markCalls({ calls: seen, openedAt, now, zone }, world);
        expect(findSuspicions(looked, use).length === 0 || isWorthHistory(looked)).toBe(true);
      }),
    );
  });
});

describe('what is done about it', () => {
  const findings = [
    { rule: 'probing' as const, said: 'tried' },
    { rule: 'call_rate' as const, said: 'many' },
    { rule: 'one_range' as const, said: '38 calls to Somalia in 4 minutes; usually none' },
  ];
  const account = { isGuarded: true, state: 'none' as const, quietUntil: undefined };
  const decide = (other: Partial<Parameters<typeof decideReaction>[2]>, found = findings) =>
    decideReaction(found, usualGuard, { ...account, ...other }, now)?.reaction;

  it('the strongest reaction wins, and its rule speaks first', () => {
    const decision = decideReaction(findings, usualGuard, account, now);
    expect(decision?.reaction).toBe('lock');
    expect(actSentence('lock', decision?.findings ?? [], night, zone)).toBe(
      'Locked at 02:14: 38 calls to Somalia in 4 minutes; usually none. Also: many. tried.',
    );
  });

  it.each([
    ['nothing was found', {}, [], undefined],
    ['not guarded', { isGuarded: false }, findings, 'warn'],
    ['released a moment ago', { quietUntil: addSeconds(now, 1) }, findings, 'warn'],
    ['the quiet time is over', { quietUntil: now }, findings, 'lock'],
    ['locked already', { state: 'locked' as const }, findings, undefined],
    ['throttled, and worse now', { state: 'throttled' as const }, findings, 'lock'],
    ['throttled, and no worse', { state: 'throttled' as const }, findings.slice(0, 2), undefined],
  ])('%s', (_, other, found, answer) => expect(decide(other, found)).toBe(answer));

  it('reactions stand from the mildest to the strongest, and every rule has one', () => {
    expect(guardReactionList).toEqual(['off', 'warn', 'throttle', 'lock']);
    expect(Object.keys(usualGuard.reactions).sort()).toEqual([...guardRuleList].sort());
  });
});

it('numbers one after another are a run; those too far apart begin another', () => {
  expect(longestRun(['48105', '48100', '48103', '48100', '48109', '48110'])).toEqual(['48100', '48103', '48105']);
  expect(longestRun([])).toEqual([]);
});

it('the hour of the week goes by the wall clock', () => {
  expect(hourOfWeek(now, zone)).toBe(24 + 12);
  expect(hourOfWeek(instant(Date.parse('2026-03-08T12:59:59.000Z')), zone)).toBe(167);
  expect(hourOfWeek(instant(Date.parse('2026-03-08T13:00:00.000Z')), zone)).toBe(0);
  expect(findSuspicions(markCalls({ calls: [], openedAt: now, now, zone }, world), noUse)).toEqual([]);
});
