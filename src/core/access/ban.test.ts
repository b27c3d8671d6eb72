import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bannedNetworkOf, doOverlap, plainNetwork } from './addressText.ts';
import { type BanFacts, banLength, countedFailures, judgeNetwork } from './ban.ts';

const tries = (...names: readonly string[]) => names.map((name) => ({ name }));
const times = (count: number, name: string) => Array<{ name: string }>(count).fill({ name });
const facts = (more: Partial<BanFacts>): BanFacts => ({
  ...{ failures: [], suspended: [], registered: [], isExempt: false, earlierBans: 0 },
  ...more,
});

describe('who is banned', () => {
  test.each<[string, Partial<BanFacts>, string]>([
    ['four failures are a slip', { failures: times(4, '1001') }, 'wait'],
    ['five are not', { failures: times(5, '1001') }, 'ban'],
    ['five numbers, one failure each', { failures: tries('1', '2', '3', '4', '5') }, 'ban'],
    ['an exempt network never', { failures: times(1000, '1001'), isExempt: true }, 'wait'],
    ['one wrong phone beside two good ones is warned of', { failures: times(50, '1001'), registered: ['2', '3'] }, 'warning'],
    [
      'beside one good one it is banned: that one may be the attacker’s own',
      { failures: times(5, '1001'), registered: ['2'] },
      'ban',
    ],
    ['its own old registration makes no phone good', { failures: times(5, '1001'), registered: ['1001', '2'] }, 'ban'],
    ['more names than good phones are guesses', { failures: tries('1', '2', '3', '4', '5'), registered: ['7', '8', '9'] }, 'ban'],
    ['99 failures beside good phones are still a wrong phone', { failures: times(99, '1'), registered: ['2', '3'] }, 'warning'],
    ['100 are somebody who guesses', { failures: times(100, '1'), registered: ['2', '3'] }, 'ban'],
    ['a suspended phone may ask 49 times', { failures: times(49, '1001'), suspended: ['1001'] }, 'wait'],
    ['but not 50 times', { failures: times(50, '1001'), suspended: ['1001'] }, 'ban'],
  ])('%s', (_, given, kind) => {
    expect(judgeNetwork(facts(given)).kind).toBe(kind);
  });

  test('each ban is longer than the one before, up to a week', () => {
    expect([0, 1, 2, 3, 4, 5, 99].map(banLength)).toEqual([600, 3600, 21_600, 86_400, 604_800, 604_800, 604_800]);
  });

  test('another failure never makes a verdict milder, a suspended name never a count higher', () => {
    const order = ['wait', 'warning', 'ban'];
    const names = fc.array(fc.constantFrom('1', '2', '3', '4', '5', '6', '7'), { maxLength: 130 });
    fc.assert(
      fc.property(names, names, fc.constantFrom('1', '8'), (tried, registered, more) => {
        const given = facts({ failures: tries(...tried), registered });
        const harder = facts({ failures: tries(...tried, more), registered });
        expect(order.indexOf(judgeNetwork(harder).kind)).toBeGreaterThanOrEqual(order.indexOf(judgeNetwork(given).kind));
        expect(countedFailures({ ...given, suspended: ['1'] })).toBeLessThanOrEqual(countedFailures(given));
      }),
    );
  });
});

describe('addresses', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7/32'],
    ['::ffff:192.0.2.7', '192.0.2.7/32'],
    ['2001:DB8:0:1:9::7', '2001:db8:0:1::/64'],
    ['2001:db8::1', '2001:db8::/64'],
    ['::1', '::/64'],
    ['192.0.2', undefined],
    ['192.0.2.256', undefined],
    ['192.0.2.7/24', undefined],
    ['1:2:3:4:5:6:7:8:9', undefined],
    ['1::2::3', undefined],
    ["x'; drop", undefined],
    ['', undefined],
  ])('%s is banned as %s', (address, network) => {
    expect(bannedNetworkOf(address)).toBe(network);
  });

  test.each([
    [' 192.0.2.77/24 ', '192.0.2.0/24'],
    ['192.0.2.77', '192.0.2.77/32'],
    ['2001:0db8:0000:0000:0001:0000:0000:0001', '2001:db8::1:0:0:1/128'],
    ['2001:db8::5/32', '2001:db8::/32'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['::/0', '::/0'],
    ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
    ['10.0.0.0/33', undefined],
    ['10.0.0.0/-1', undefined],
    ['example.com', undefined],
  ])('%s is written %s', (text, plain) => {
    expect(plainNetwork(text)).toBe(plain);
  });

  test('what is written is read as the same, and a network overlaps what lies in it', () => {
    const bytes = (length: number) => fc.array(fc.integer({ min: 0, max: 255 }), { minLength: length, maxLength: length });
    fc.assert(
      fc.property(bytes(16), fc.integer({ min: 0, max: 128 }), fc.integer({ min: 0, max: 128 }), (given, bits, more) => {
        const groups = given.flatMap((byte, at) => (at % 2 ? [] : [((byte << 8) + (given[at + 1] ?? 0)).toString(16)]));
        const wide = plainNetwork(`${groups.join(':')}/${Math.min(bits, more)}`) ?? '';
        const narrow = plainNetwork(`${groups.join(':')}/${Math.max(bits, more)}`) ?? '';
        expect(plainNetwork(wide)).toBe(wide);
        expect(doOverlap(wide, narrow) && doOverlap(narrow, wide)).toBe(true);
      }),
    );
  });

  test('neighbours and families do not overlap', () => {
    expect(doOverlap('192.0.2.0/25', '192.0.2.128/25')).toBe(false);
    expect(doOverlap('0.0.0.0/0', '::/0')).toBe(false);
    expect(doOverlap('nothing', '::/0')).toBe(false);
  });
});
