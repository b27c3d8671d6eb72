import type { Seconds } from '../src/core/base/time.ts';
import { pick, seededRandom } from './random.ts';

/** A call of a tape: when it begins after the first one, where it goes, how long it is talked (0 = not answered). */
export type TapedCall = {
  readonly after: Seconds;
  readonly number: string;
  readonly talk: Seconds;
  readonly isForwarded?: true;
};

/** A pattern of fraud as it was described again and again by those who lost money by it; made anew from a seed, at its own pace. */
export type FraudPattern = {
  readonly name: string;
  /** What happened, and how the money is earned. */
  readonly story: string;
  /** `old`: eight weeks of an ordinary customer before it; `young`: opened an hour ago. */
  readonly customer: 'old' | 'young';
  /** The phones register from a network that this customer never used. */
  readonly comesFromElsewhere?: true;
  readonly tape: (random: () => number) => readonly TapedCall[];
};

const digits = (random: () => number, count: number): string => Array.from({ length: count }, () => pick(random, 10)).join('');

/** `count` calls, one every `every` seconds. */
const steady = (count: number, every: Seconds, make: (index: number) => Omit<TapedCall, 'after'>): readonly TapedCall[] =>
  Array.from({ length: count }, (_, index) => ({ after: index * every, ...make(index) }));

/** Somewhere in a range of ten thousand numbers. */
const inRange = (range: string, random: () => number): string => range + digits(random, 4);

export const fraudPatterns: readonly FraudPattern[] = [
  {
    name: 'IRSF to one mobile range',
    story: 'A stolen SIP password; twelve calls a minute to numbers of one range in Somalia that pays a share of each minute.',
    customer: 'old',
    tape: (random) => steady(200, 5, () => ({ number: inRange('25261555', random), talk: 290 })),
  },
  {
    name: 'Satellite calls side by side',
    story: 'Six calls at once to Iridium telephones, each held as long as it lasts: the dearest minutes that there are.',
    customer: 'old',
    tape: (random) => steady(60, 20, () => ({ number: `88164${digits(random, 7)}`, talk: 1200 })),
  },
  {
    name: 'Wangiri call-backs',
    story: 'Phones of the customer rang once; somebody has them call back one after another through Jamaica’s premium block.',
    customer: 'old',
    tape: () => steady(120, 30, (index) => ({ number: `1876555${String(2000 + index).padStart(4, '0')}`, talk: 40 })),
  },
  {
    name: 'Premium numbers of another country',
    story: 'Own premium numbers in the United Kingdom called from a hacked PBX, four at once.',
    customer: 'old',
    tape: (random) => steady(100, 15, () => ({ number: inRange('44909870', random), talk: 600 })),
  },
  {
    name: 'Premium numbers at home',
    story: 'The same at home, where no country list helps: premium services of the own country, held open.',
    customer: 'old',
    tape: (random) => steady(80, 15, () => ({ number: `6119022${digits(random, 4)}`, talk: 900 })),
  },
  {
    name: 'Weekend attack on a PBX',
    story: 'From Friday night on, twenty short calls a minute to Cuba while nobody is in the office.',
    customer: 'old',
    tape: (random) => steady(400, 3, () => ({ number: `535${digits(random, 7)}`, talk: 55 })),
  },
  {
    name: 'Forwarding to a premium range',
    story: 'The phone was set to forward to Latvia; the fraudster calls it from outside again and again.',
    customer: 'old',
    tape: (random) => steady(100, 12, () => ({ number: inRange('3719000', random), talk: 420, isForwarded: true })),
  },
  {
    name: 'Dial-through of a voicemail',
    story: 'A voicemail that dials out, found by trying PINs; each call leaves as forwarded to the Maldives.',
    customer: 'old',
    tape: (random) => steady(100, 20, () => ({ number: `9607${digits(random, 6)}`, talk: 700, isForwarded: true })),
  },
  {
    name: 'Scanning a block',
    story: 'A machine tries a block number by number to find those that answer and pay; most of the calls last no second.',
    customer: 'old',
    tape: (random) =>
      steady(300, 4, (index) => ({ number: `3706512${String(3000 + index).padStart(4, '0')}`, talk: random() < 0.2 ? 60 : 0 })),
  },
  {
    name: 'Low and slow',
    story: 'One long call every five minutes to Sierra Leone, so that no counter of calls sees it.',
    customer: 'old',
    tape: (random) => steady(60, 300, () => ({ number: `23276${digits(random, 6)}`, talk: 1800 })),
  },
  {
    name: 'From a new network',
    story: 'The password was taken from a phone’s web page; the calls to Gambia come from another continent, two a minute.',
    customer: 'old',
    comesFromElsewhere: true,
    tape: (random) => steady(80, 30, () => ({ number: `2203${digits(random, 6)}`, talk: 200 })),
  },
  {
    name: 'Test call, then all at once',
    story: 'One call to see whether the gate is open, ten minutes of silence, then as many as go through to Guinea.',
    customer: 'old',
    tape: (random) =>
      steady(150, 2, (index) => ({ number: `22466${digits(random, 7)}`, talk: index === 0 ? 10 : 400 })).map((one, index) =>
        index === 0 ? one : { ...one, after: one.after + 600 },
      ),
  },
  {
    name: 'Spread over many countries',
    story: 'Every call to another country of the high-risk list, so that no single one stands out.',
    customer: 'old',
    tape: (random) => {
      const places = ['252', '222', '228', '239', '245', '248', '253', '257', '269', '509', '592', '670', '675', '677', '685'];
      return steady(150, 10, (index) => ({ number: `${places[index % places.length]}${digits(random, 7)}`, talk: 500 }));
    },
  },
  {
    name: 'Traffic pumping by short calls',
    story: 'Calls of six seconds to a Lithuanian range whose flag fall pays, thirty a minute.',
    customer: 'old',
    tape: (random) => steady(600, 2, () => ({ number: inRange('3708111', random), talk: 6 })),
  },
  {
    name: 'Subscription fraud',
    story: 'Opened with a false name an hour ago, topped up with a stolen card, and used for Zimbabwe at once.',
    customer: 'young',
    tape: (random) => steady(100, 15, () => ({ number: `26377${digits(random, 7)}`, talk: 600 })),
  },
  {
    name: 'Hidden in a known country',
    story: 'The customer calls the United Kingdom daily; the fraud goes there too, to personal numbers at two pounds a minute.',
    customer: 'old',
    tape: (random) => steady(90, 15, () => ({ number: `4470${digits(random, 8)}`, talk: 800 })),
  },
  {
    name: 'A country on no list',
    story: 'Ordinary mobile numbers in Poland, bought by the thousand for their termination rate; thirty calls a minute.',
    customer: 'old',
    tape: (random) => steady(400, 2, () => ({ number: `4869${digits(random, 7)}`, talk: 180 })),
  },
  {
    name: 'Three phones at once',
    story: 'All phones of the account were taken over together and call East Timor in turn.',
    customer: 'old',
    tape: (random) => steady(150, 7, () => ({ number: `67077${digits(random, 6)}`, talk: 500 })),
  },
  {
    name: 'In office hours',
    story: 'Hidden among the calls of a working day: a revenue-share range in Bosnia, four calls a minute.',
    customer: 'old',
    tape: (random) => steady(120, 15, () => ({ number: inRange('3877088', random), talk: 300 })),
  },
  {
    name: 'International networks',
    story: 'Global numbers of no country (+882, +883) that look like mobiles, held open by a machine.',
    customer: 'old',
    tape: (random) => steady(80, 20, (index) => ({ number: `${index % 2 ? '88299' : '88351'}${digits(random, 7)}`, talk: 1500 })),
  },
];

export const tapeOf = (pattern: FraudPattern, seed: number): readonly TapedCall[] => pattern.tape(seededRandom(seed));
