import { type Amount, amount } from '../base/money.ts';
import type { Seconds } from '../base/time.ts';

/** What the guard looks for. */
export const guardRules = {
  unusual_spend: 'Unusual spending',
  night_calls: 'Calls abroad at night',
  new_network: 'Calls abroad from a new network',
  one_range: 'Many calls to one expensive range',
  one_country: 'Many calls to a country that is new to the account',
  premium_parallel: 'Special or high-risk calls side by side',
  sequential: 'Numbers dialled one after another',
  forwarding: 'Forwarding abroad',
  call_rate: 'Far more calls than usual',
  probing: 'Trying out what is closed',
} as const;
export type GuardRule = keyof typeof guardRules;
export const guardRuleList = Object.keys(guardRules) as [GuardRule, ...GuardRule[]];

/** What is done about it, the mildest first. */
export const guardReactions = {
  off: 'Nothing',
  warn: 'Alert staff',
  throttle: 'One call at a time',
  lock: 'Lock outgoing calls',
} as const;
export type GuardReaction = keyof typeof guardReactions;
export const guardReactionList = Object.keys(guardReactions) as [GuardReaction, ...GuardReaction[]];
const strength = (one: GuardReaction): number => guardReactionList.indexOf(one);
export const isStronger = (one: GuardReaction, other: GuardReaction): boolean => strength(one) > strength(other);

/** How many exposed calls (abroad, special or high-risk) an account may make. */
export type CallPace = {
  readonly callsAtOnce: number;
  /** In a minute and in an hour by the clock; attempts count. */
  readonly callsPerMinute: number;
  readonly callsPerHour: number;
};

/** The guard as the operator sets it, for every account that says nothing else. */
export type GuardSettings = {
  /** False: nothing is looked at and nothing is refused by the guard, but what is locked stays locked. */
  readonly isOn: boolean;
  /** Countries beside the own one that may be called: ISO 3166-1 codes; `*` = all. */
  readonly countries: readonly string[];
  /** The most that the first minute of an exposed call may cost; null = what is usual for the currency. */
  readonly pricePerMinuteMax: Amount | null;
  /** The longest exposed call. */
  readonly callSecondsMax: Seconds;
  readonly usualPace: CallPace;
  /** For accounts of less than `youngDays` days. */
  readonly youngDays: number;
  readonly youngPace: CallPace;
  readonly reactions: Readonly<Record<GuardRule, GuardReaction>>;
  /** Spending in an hour below this is never unusual; null = what is usual for the currency. */
  readonly spendFloor: Amount | null;
  /** Hours of the operator's clock, `[from, to)` over midnight. */
  readonly nightFrom: number;
  readonly nightTo: number;
  /** A lock also ends the calls that it is about. */
  readonly hangsUp: boolean;
  /** Who of the operator is written to; empty = nobody. */
  readonly mailTo: string;
  readonly tellsCustomer: boolean;
  /** After a release the guard only warns about that account for so long. */
  readonly quietHours: number;
};

/** What the guard does when nobody said anything else. */
export const usualReactions: GuardSettings['reactions'] = {
  unusual_spend: 'lock',
  night_calls: 'throttle',
  new_network: 'lock',
  one_range: 'lock',
  one_country: 'lock',
  premium_parallel: 'lock',
  sequential: 'lock',
  forwarding: 'lock',
  call_rate: 'throttle',
  probing: 'warn',
};

export const usualGuard: GuardSettings = {
  isOn: true,
  countries: [],
  pricePerMinuteMax: null,
  callSecondsMax: 3600,
  usualPace: { callsAtOnce: 10, callsPerMinute: 20, callsPerHour: 120 },
  youngDays: 14,
  youngPace: { callsAtOnce: 2, callsPerMinute: 6, callsPerHour: 30 },
  reactions: usualReactions,
  spendFloor: null,
  nightFrom: 22,
  nightTo: 6,
  hangsUp: true,
  mailTo: '',
  tellsCustomer: false,
  quietHours: 24,
};

/** Roughly what a US dollar is in currencies whose unit is much smaller, so that a default makes sense everywhere. */
const unitsOfDollar: Readonly<Record<string, bigint>> = {
  ...{ JPY: 150n, KRW: 1300n, CLP: 900n, HUF: 350n, ISK: 140n, IDR: 15_000n, VND: 25_000n, COP: 4000n, PYG: 7500n, UGX: 3700n },
  ...{ INR: 80n, PKR: 280n, LKR: 300n, BDT: 110n, NPR: 130n, PHP: 55n, THB: 35n, TWD: 30n, RUB: 90n, UAH: 40n, CZK: 22n },
  ...{ TRY: 35n, MXN: 18n, ARS: 900n, CRC: 500n, KES: 130n, NGN: 1500n, TZS: 2600n, EGP: 50n, ZAR: 18n, HKD: 8n, CNY: 7n },
  ...{
    SEK: 10n,
    NOK: 10n,
    DKK: 7n,
    RSD: 110n,
    ALL: 95n,
    AMD: 390n,
    KZT: 480n,
    UZS: 12_500n,
    IQD: 1300n,
    LBP: 90_000n,
    IRR: 42_000n,
  },
};

const scaled = (dollars: Amount, currency: string): Amount => (dollars * (unitsOfDollar[currency] ?? 1n)) as Amount;

/** What the first minute of an exposed call may cost where nobody said. */
export const usualPriceMax = (currency: string): Amount => scaled(amount('2'), currency);
/** What an hour must cost before it can be unusual, where nobody said. */
export const usualSpendFloor = (currency: string): Amount => scaled(amount('10'), currency);
/** What the calls of a new account may cost in an hour and in a day, where nobody said. */
export const usualHourlyCap = (currency: string): Amount => scaled(amount('50'), currency);
export const usualDailyCap = (currency: string): Amount => scaled(amount('200'), currency);
