import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amount } from '../base/money.ts';
import { addSeconds, instant } from '../base/time.ts';
import { findClassIn, mergeClasses } from './destinationClass.ts';
import { usualGuard, usualPriceMax } from './guardSettings.ts';
import { type AccountGuard, type GuardWorld, guardCall, noOverrides, termsOf } from './guardTerms.ts';
import { countryOfNumber, homePrefixesOf, isHome } from './numberCountry.ts';
import { shippedClasses } from './shippedClasses.ts';

const destinationCases = [
  ['61299990000', 'AU'],
  ['12125550100', 'US'],
  ['14165550100', 'CA'],
  ['18765550100', 'JM'],
  ['77011234567', 'KZ'],
  ['74951234567', 'RU'],
  ['3906698123', 'VA'],
  ['393401234567', 'IT'],
  ['447781123456', 'GG'],
  ['252615551234', 'SO'],
  ['8816412345', undefined],
  ['883510012345', undefined],
] as const;
const classCases = [
  ['870773111111', 'special'],
  ['881641234567', 'special'],
  ['883510012345', 'special'],
  ['449098765432', 'special'],
  ['442012345678', 'normal'],
  ['447700900123', 'normal'],
  ['61190012345', 'special'],
  ['611300123456', 'normal'],
  ['252615551234', 'high_risk'],
  ['18765550100', 'high_risk'],
  ['12125550100', 'normal'],
  ['19005550100', 'special'],
  // Companies, telephones on the internet, mobile: ordinary numbers beside special ranges.
  ['31881234567', 'normal'],
  ['493212345678', 'normal'],
  ['37065123456', 'normal'],
] as const;

const now = instant(Date.parse('2026-03-10T01:30:00.000Z')); // Tuesday 12:30 in Sydney
const world: GuardWorld = {
  settings: usualGuard,
  home: { country: 'AU', countryCallingCode: '61' },
  currency: 'AUD',
  findClass: findClassIn([]),
};
const old: AccountGuard = { isGuarded: true, state: 'none', openedAt: addSeconds(now, -90 * 86_400), overrides: noOverrides };
const opened = { ...noOverrides, allowsSpecial: true, allowsHighRisk: true, countries: ['*'] };

describe('countries of numbers', () => {
  it.each(destinationCases)('%s is %s', (number, country) => expect(countryOfNumber(number)).toBe(country));

  it('at home in North America are the USA and Canada, not the islands of the same code', () => {
    const home = { country: 'CA', countryCallingCode: '1' };
    expect(['14165550100', '12125550100', '18765550100', '611234567'].map((one) => isHome(one, home))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(isHome('18765550100', { country: 'JM', countryCallingCode: '1' })).toBe(true);
  });

  it('the prefixes of home say the same of every number', () => {
    const operators = [...['US', 'CA', 'JM'].map((country) => ({ country, countryCallingCode: '1' })), world.home];
    for (const home of operators) {
      const prefixes = homePrefixesOf(home);
      expect(new Set(prefixes.map(({ length }) => length)).size).toBe(1);
      for (const [number] of destinationCases)
        expect(prefixes.includes(number.slice(0, prefixes[0]?.length)), `${home.country} ${number}`).toBe(isHome(number, home));
    }
    expect(homePrefixesOf({ country: 'JM', countryCallingCode: '1' })).toEqual(['1658', '1876']);
  });
});

describe('destination classes', () => {
  it.each(classCases)('+%s is %s', (number, kind) => expect(findClassIn([])(number)?.class ?? 'normal').toBe(kind));

  it('no prefix stands twice in the list, and none opens a whole continent', () => {
    const prefixes = shippedClasses.map(({ prefix }) => prefix);
    expect(prefixes.filter((one, index) => prefixes.indexOf(one) !== index)).toEqual([]);
    expect(prefixes.filter((one) => !/^\d{2,10}$/.test(one))).toEqual([]);
  });

  it('the operator’s own entry wins at the same prefix, the longer one anywhere', () => {
    const find = findClassIn([
      { prefix: '252', class: 'normal', name: 'Our partner' },
      { prefix: '25261', class: 'high_risk', name: 'but not these' },
    ]);
    expect([find('2525'), find('25261')].map((one) => one?.class)).toEqual(['normal', 'high_risk']);
    expect(mergeClasses([{ prefix: '252', class: 'normal', name: '' }]).find(({ prefix }) => prefix === '252')).toMatchObject({
      ...{ class: 'normal', isOwn: true, shippedClass: 'high_risk' },
    });
  });

  it('the longest prefix decides, whatever the order', () => {
    const entry = fc.record({
      prefix: fc.stringMatching(/^[1-3]{1,5}$/),
      class: fc.constantFrom('normal' as const, 'special' as const),
      name: fc.constant(''),
    });
    fc.assert(
      fc.property(fc.uniqueArray(entry, { selector: (one) => one.prefix }), fc.stringMatching(/^[1-3]{6}$/), (own, number) => {
        const longest = [...own, ...shippedClasses]
          .filter(({ prefix }) => number.startsWith(prefix))
          .sort((a, b) => b.prefix.length - a.prefix.length)[0];
        expect(findClassIn([...own].reverse())(number)?.prefix).toBe(longest?.prefix);
      }),
    );
  });
});

describe('what may be called', () => {
  const ask = (number: string, guard: AccountGuard | null = old, price = '0.05', other = world) => {
    const verdict = guardCall(guard ?? undefined, other, { number, at: now, pricePerMinute: amount(price) });
    return verdict.ok ? (verdict.limits ?? 'free') : verdict.refusal;
  };
  const pace = { isThrottled: false, pace: usualGuard.usualPace, secondsMax: 3600 };

  it.each([
    ['a number at home', '61299990000', old, 'free'],
    ['an account from before the guard', '25261555', null, 'free'],
    ['an account that is not guarded', '25261555', { ...old, isGuarded: false }, 'free'],
    ['a locked account, at home too', '61299990000', { ...old, state: 'locked' }, 'guard_locked'],
    ['a locked account that is not guarded', '61299990000', { ...old, state: 'locked', isGuarded: false }, 'guard_locked'],
    ['a throttled account at home', '61299990000', { ...old, state: 'throttled' }, { isThrottled: true }],
    ['premium at home', '61190555123', old, 'guard_special'],
    ['a satellite', '881641234567', old, 'guard_special'],
    ['a country of high risk', '252615551234', old, 'guard_high_risk'],
    ['another country', '442012345678', old, 'guard_country'],
    [
      'high risk is open, its country is not',
      '252615551234',
      { ...old, overrides: { ...noOverrides, allowsHighRisk: true } },
      'guard_country',
    ],
    ['a country of its own list', '442012345678', { ...old, overrides: { ...noOverrides, countries: ['GB'] } }, pace],
    ['everything opened', '252615551234', { ...old, overrides: opened }, pace],
    [
      'special opened: satellites have no country',
      '881641234567',
      { ...old, overrides: { ...noOverrides, allowsSpecial: true } },
      pace,
    ],
  ] as const)('%s', (_, number, guard, answer) => expect(ask(number, guard as AccountGuard)).toEqual(answer));

  it('the dearest minute is what is usual for the currency, to the last unit', () => {
    const guard = { ...old, overrides: opened };
    expect(ask('442012345678', guard, '2')).toEqual(pace);
    expect(ask('442012345678', guard, '2.00000001')).toBe('guard_price');
    expect(usualPriceMax('JPY')).toBe(amount('300'));
    expect(ask('442012345678', { ...old, overrides: { ...opened, pricePerMinuteMax: amount('0.04') } })).toBe('guard_price');
  });

  it('new accounts have less, to the second on which they are not new any more', () => {
    const paceAt = (seconds: number) =>
      termsOf({ overrides: noOverrides, openedAt: addSeconds(now, -seconds) }, world, now).callsAtOnce;
    expect([paceAt(14 * 86_400 - 1), paceAt(14 * 86_400)]).toEqual([2, 10]);
  });

  it('a guard that is off refuses nothing but what is locked', () => {
    const off = { ...world, settings: { ...usualGuard, isOn: false } };
    expect([ask('252615551234', old, '9', off), ask('61299990000', { ...old, state: 'locked' }, '0', off)]).toEqual([
      'free',
      'guard_locked',
    ]);
  });
});
