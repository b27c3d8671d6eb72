import type { Amount } from '../src/core/base/money.ts';
import { addSeconds, type Instant, instant, type Seconds } from '../src/core/base/time.ts';
import { pick } from './random.ts';

/** A call of an ordinary customer. */
export type NormalCall = { readonly at: Instant; readonly number: string; readonly talk: Seconds; readonly isForwarded: boolean };

type Share = readonly [chance: number, make: (random: () => number) => Habits];

/** How one customer calls. */
type Habits = {
  /** Calls a working day and a day of the weekend, on average. */
  readonly workday: number;
  readonly weekend: number;
  /** Hours of the day `[from, to)` in which it calls. */
  readonly from: number;
  readonly to: number;
  /** Which part of the calls goes abroad, and to the beginnings of which numbers. */
  readonly abroad: number;
  readonly places: readonly string[];
  /** How many people it knows in all those places. */
  readonly friends: number;
  readonly talk: Seconds;
  readonly isForwarding: boolean;
};

/** Ordinary numbers of the countries that Australians call. */
const popular = [
  ...[
    '4420',
    '4477',
    '1212',
    '4930',
    '331',
    '86139',
    '9198',
    '63917',
    '849',
    '6421',
    '6591',
    '8529',
    '2782',
    '3906',
    '3491',
    '6281',
    '3021',
    '4860',
  ],
];
const placesOf = (random: () => number, count: number) =>
  Array.from({ length: count }, () => popular[pick(random, popular.length)]!);

/** What customers of a small provider are like; the chances add up to 1. */
const shares: readonly Share[] = [
  [
    0.55,
    (random) => ({
      ...{ workday: 2 + random() * 4, weekend: 3, from: 8, to: 22, abroad: 0.03 },
      ...talks(240, placesOf(random, 1), 3),
    }),
  ],
  [0.16, (random) => ({ ...{ workday: 2, weekend: 4, from: 7, to: 24, abroad: 0.6 }, ...talks(900, placesOf(random, 2), 6) })],
  [
    0.17,
    (random) => ({
      ...{ workday: 20 + random() * 20, weekend: 1, from: 8, to: 18, abroad: 0.06 },
      ...talks(180, placesOf(random, 4), 30),
    }),
  ],
  [
    0.04,
    (random) => ({
      ...{ workday: 60 + random() * 60, weekend: 4, from: 7, to: 19, abroad: 0.35 },
      ...talks(220, placesOf(random, 9), 200),
    }),
  ],
  [0.04, (random) => ({ ...{ workday: 6, weekend: 6, from: 0, to: 24, abroad: 0.5 }, ...talks(300, placesOf(random, 3), 8) })],
  [
    0.04,
    (random) => ({
      ...{ workday: 12, weekend: 2, from: 8, to: 20, abroad: 0.4 },
      ...talks(200, placesOf(random, 1), 2),
      isForwarding: true,
    }),
  ],
];

const talks = (talk: Seconds, places: readonly string[], friends: number) => ({ talk, places, friends, isForwarding: false });

function habitsOf(random: () => number): Habits {
  let drawn = random();
  for (const [chance, make] of shares) {
    if (drawn < chance) return make(random);
    drawn -= chance;
  }
  return shares[0]![1](random);
}

const digits = (random: () => number, count: number): string => Array.from({ length: count }, () => pick(random, 10)).join('');

/** So many days of one customer, in order. `from` is a midnight of the zone that it lives in. */
export function normalCalls(random: () => number, from: Instant, days: number): readonly NormalCall[] {
  const habits = habitsOf(random);
  const friends = Array.from({ length: habits.friends }, () =>
    `${habits.places[pick(random, habits.places.length)]}${digits(random, 8)}`.slice(0, 13),
  );
  const calls: NormalCall[] = [];
  for (let day = 0; day < days; day += 1) {
    const isWeekend = new Date(addSeconds(from, (day + 0.5) * 86_400)).getUTCDay() % 6 === 0;
    // Days differ: quiet ones, and now and then a day of twice as many calls.
    const busy = (isWeekend ? habits.weekend : habits.workday) * (0.3 + random() * 1.4) * (random() < 0.05 ? 2 : 1);
    for (let count = Math.floor(busy + random()); count > 0; count -= 1) {
      const second = habits.from * 3600 + random() * (habits.to - habits.from) * 3600;
      const isAbroad = random() < habits.abroad;
      // Now and then somebody new is called, in a country that is new.
      const isNew = random() < 0.04;
      const number = !isAbroad
        ? `612${digits(random, 8)}`
        : isNew
          ? `${popular[pick(random, popular.length)]}${digits(random, 8)}`.slice(0, 13)
          : friends[pick(random, friends.length)]!;
      const talk = random() < 0.25 ? 0 : Math.ceil(-Math.log(1 - random()) * habits.talk);
      calls.push({
        at: instant(Math.floor(addSeconds(from, day * 86_400 + second))),
        number,
        talk,
        isForwarded: habits.isForwarding && isAbroad,
      });
    }
  }
  return calls.sort((a, b) => a.at - b.at);
}

/** What a minute costs, roughly as an Australian retail package asks. */
export function minutePrice(number: string): Amount {
  const dear: readonly (readonly [string, string])[] = [
    ['61', '3000000'],
    ['6119', '200000000'],
    ['88', '550000000'],
    ['870', '600000000'],
    ['25', '90000000'],
    ['22', '80000000'],
    ['23', '80000000'],
    ['960', '95000000'],
    ['44', '4000000'],
    ['4490', '180000000'],
    ['4470', '150000000'],
    ['535', '85000000'],
    ['37', '90000000'],
    ['38', '60000000'],
    ['67', '150000000'],
    ['68', '120000000'],
    ['64', '5000000'],
    ['1876', '45000000'],
  ];
  const found = dear.filter(([prefix]) => number.startsWith(prefix)).sort(([a], [b]) => b.length - a.length)[0];
  return BigInt(found?.[1] ?? '12000000') as Amount;
}
