import { type Amount, maxAmount, zeroAmount } from '../base/money.ts';
import type { Instant } from '../base/time.ts';

/** A call to the outside of the last hour, in progress or ended, as detection looks at it. */
export type SeenCall = {
  readonly at: Instant;
  /** E.164 digits. */
  readonly number: string;
  /** What it cost; while it lasts, what is set aside for it. */
  readonly price: Amount;
  readonly isAnswered: boolean;
  readonly isOpen: boolean;
  /** It was passed on by a phone of the account. */
  readonly isForwarded: boolean;
  /** Refused by the guard, a blocked prefix or a missing rate. */
  readonly isRefused: boolean;
};

/** What one account usually does: from its calls of the last eight weeks up to the midnight before. */
export type UsualUse = {
  /** Days from the first call on; 0 = no history. */
  readonly days: number;
  /** The most calls and money of one hour, for each hour of the week: Monday 0 h of the operator's clock first, 168 of them. */
  readonly callsByHour: readonly number[];
  readonly spendByHour: readonly Amount[];
  /** The same for the calls abroad alone. */
  readonly abroadByHour: readonly number[];
  /** Calls abroad at night. */
  readonly nightCalls: number;
  /** Countries that were reached, ISO 3166-1. */
  readonly countries: readonly string[];
};

export const noUse: UsualUse = {
  ...{ days: 0, callsByHour: [], spendByHour: [], abroadByHour: [], nightCalls: 0, countries: [] },
};

const hoursOfWeek = 168;
/** So many days of calls make a history; before that an account is judged by fixed limits. */
export const historyDays = 7;
export const hasHistory = ({ days }: UsualUse): boolean => days >= historyDays;

export const busiest = (byHour: readonly number[]): number => byHour.reduce((most, one) => Math.max(most, one), 0);
export const dearest = (byHour: readonly Amount[]): Amount => byHour.reduce((most, one) => maxAmount(most, one), zeroAmount);

/** The money of this hour of the week, or of the hour before or after it, whichever is most. */
export function dearestAround(byHour: readonly Amount[], slot: number): Amount {
  return dearest([-1, 0, 1].map((step) => byHour[(slot + step + hoursOfWeek) % hoursOfWeek] ?? zeroAmount));
}
