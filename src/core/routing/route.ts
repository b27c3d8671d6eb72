import type { Id } from '../base/id.ts';
import type { Instant } from '../base/time.ts';
import type { FailoverPolicy } from './failover.ts';
import { isWithin, type WeeklyWindow } from './weeklyWindow.ts';

/** In which order the providers of a rule are tried: as they stand, the cheapest first, or drawn by weight. */
export const providerChoices = ['ordered', 'least_cost', 'weighted'] as const;
export type ProviderChoice = (typeof providerChoices)[number];

/** The providers of a prefix. */
export type RouteRule = {
  readonly prefix: string;
  readonly providerIds: readonly Id[];
  /** Absent = ordered. */
  readonly choice?: ProviderChoice;
  /** Beside each provider, for `weighted`; absent or empty = all alike. */
  readonly weights?: readonly number[];
  /** When the rule holds, in the operator's zone; absent or empty = always. */
  readonly windows?: readonly WeeklyWindow[];
  /** For accounts with this caller group only; absent or empty = for all. */
  readonly callerGroup?: string;
};

/** Whether a provider may take a call that costs more than the customer pays, and at what length that is looked at. */
export const lossGuards = ['off', 'warn', 'skip'] as const;
export const lossLengths = ['first_minute', 'any_length'] as const;
export type LossGuard = {
  readonly guard: (typeof lossGuards)[number];
  readonly at: (typeof lossLengths)[number];
};

export type Route = {
  readonly id: Id;
  readonly name: string;
  readonly rules: readonly RouteRule[];
  /** Absent = `defaultFailover`. */
  readonly failover?: FailoverPolicy;
  /** Absent = off. */
  readonly lossGuard?: LossGuard;
};

export const noLossGuard: LossGuard = { guard: 'off', at: 'first_minute' };

/** What rules ask about a call. */
export type RuleQuestion = {
  readonly number: string;
  readonly at: Instant;
  readonly callerGroup: string;
  /** IANA zone of the operator. */
  readonly zone: string;
};

/**
 * The one rule that decides: of those that hold now for this caller and fit the number, the one with the longest prefix; among
 * equals one for the caller's group before one for all, one with a time window before one without, and then the first.
 */
export function ruleFor(route: Route, question: RuleQuestion): RouteRule | undefined {
  return route.rules
    .filter((one) => holds(one, question))
    .reduce<RouteRule | undefined>((best, one) => (best && compare(best, one) <= 0 ? best : one), undefined);
}

function holds(rule: RouteRule, { number, at, callerGroup, zone }: RuleQuestion): boolean {
  if (!number.startsWith(rule.prefix)) return false;
  if (isForGroup(rule) && rule.callerGroup !== callerGroup) return false;
  return !isTimed(rule) || (rule.windows ?? []).some((window) => isWithin(window, at, zone));
}

/** True for a rule that only accounts of one caller group use. */
export const isForGroup = ({ callerGroup = '' }: RouteRule): boolean => callerGroup !== '';
/** True for a rule that holds at some times only. */
export const isTimed = ({ windows = [] }: RouteRule): boolean => windows.length > 0;

/** Below zero when `a` goes before `b`. */
function compare(a: RouteRule, b: RouteRule): number {
  return (
    b.prefix.length - a.prefix.length || Number(isForGroup(b)) - Number(isForGroup(a)) || Number(isTimed(b)) - Number(isTimed(a))
  );
}

/** True when two rules are for the same calls at the same times, so that the second could never decide. */
export function isSameMoment(a: RouteRule, b: RouteRule): boolean {
  const key = ({ prefix, callerGroup = '', windows = [] }: RouteRule) => JSON.stringify([prefix, callerGroup, windows]);
  return key(a) === key(b);
}
