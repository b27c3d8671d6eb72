import type { Amount } from '../base/money.ts';
import type { RefusalCode } from '../base/refusal.ts';
import type { Instant, Seconds } from '../base/time.ts';
import type { ClassedPrefix } from './classedPrefix.ts';
import type { FindClass } from './destinationClass.ts';
import { type CallPace, type GuardSettings, usualPriceMax } from './guardSettings.ts';
import { countryOfNumber, type Home, isHome } from './numberCountry.ts';

/** What the guard did to an account: nothing, one call to the outside at a time, or none. Emergency and incoming calls always work. */
export const guardStates = ['none', 'throttled', 'locked'] as const;
export type GuardState = (typeof guardStates)[number];

/** What one account has that differs from the settings; null = as the settings say. */
export type GuardOverrides = {
  readonly allowsSpecial: boolean;
  readonly allowsHighRisk: boolean;
  readonly countries: readonly string[] | null;
  readonly pricePerMinuteMax: Amount | null;
  readonly callSecondsMax: Seconds | null;
  readonly callsAtOnce: number | null;
  readonly callsPerMinute: number | null;
  readonly callsPerHour: number | null;
};

/** The guard of one account as the call path knows it. An account that was there before the guard is not guarded until staff say so. */
export type AccountGuard = {
  readonly isGuarded: boolean;
  readonly state: GuardState;
  readonly openedAt: Instant;
  readonly overrides: GuardOverrides;
};

export const noOverrides: GuardOverrides = {
  ...{ allowsSpecial: false, allowsHighRisk: false, countries: null, pricePerMinuteMax: null, callSecondsMax: null },
  ...{ callsAtOnce: null, callsPerMinute: null, callsPerHour: null },
};

/** What the guard knows beside the account. */
export type GuardWorld = {
  readonly settings: GuardSettings;
  readonly home: Home;
  readonly currency: string;
  readonly findClass: FindClass;
};

/** What holds for one account at one moment. */
export type GuardTerms = CallPace & {
  readonly allowsSpecial: boolean;
  readonly allowsHighRisk: boolean;
  readonly countries: readonly string[];
  readonly pricePerMinuteMax: Amount;
  readonly callSecondsMax: Seconds;
};

const dayMilliseconds = 86_400_000;

export function isYoung({ youngDays }: GuardSettings, openedAt: Instant, now: Instant): boolean {
  return now - openedAt < youngDays * dayMilliseconds;
}

/** The settings, with what the account has of its own. */
export function termsOf(
  { overrides, openedAt }: Pick<AccountGuard, 'overrides' | 'openedAt'>,
  { settings, currency }: Pick<GuardWorld, 'settings' | 'currency'>,
  now: Instant,
): GuardTerms {
  const pace = isYoung(settings, openedAt, now) ? settings.youngPace : settings.usualPace;
  return {
    allowsSpecial: overrides.allowsSpecial,
    allowsHighRisk: overrides.allowsHighRisk,
    countries: overrides.countries ?? settings.countries,
    pricePerMinuteMax: overrides.pricePerMinuteMax ?? settings.pricePerMinuteMax ?? usualPriceMax(currency),
    callSecondsMax: overrides.callSecondsMax ?? settings.callSecondsMax,
    callsAtOnce: overrides.callsAtOnce ?? pace.callsAtOnce,
    callsPerMinute: overrides.callsPerMinute ?? pace.callsPerMinute,
    callsPerHour: overrides.callsPerHour ?? pace.callsPerHour,
  };
}

/** Where a number leads, as the guard sees it. */
export type GuardedDestination = {
  readonly classed: ClassedPrefix | undefined;
  readonly isAbroad: boolean;
  /** Abroad, or not a plain telephone: what fraud earns from. */
  readonly isExposed: boolean;
};

export function destinationOf(number: string, { home, findClass }: Pick<GuardWorld, 'home' | 'findClass'>): GuardedDestination {
  const classed = findClass(number);
  const isAbroad = !isHome(number, home);
  // What is a class of its own at home (premium) or in the own country as a whole is told apart: living in Fiji is no risk.
  const isDangerous = classed !== undefined && classed.class !== 'normal' && (isAbroad || classed.class === 'special');
  return { classed: isDangerous ? classed : undefined, isAbroad, isExposed: isAbroad || isDangerous };
}

/** What the database counts and enforces for a call that the guard lets through. */
export type GuardLimits = {
  /** The account may have one call to the outside at a time. */
  readonly isThrottled: boolean;
  /** Absent for a call that is not exposed. */
  readonly pace?: CallPace;
  readonly secondsMax?: Seconds;
};
export type GuardVerdict =
  | { readonly ok: true; readonly limits: GuardLimits | undefined }
  | { readonly ok: false; readonly refusal: RefusalCode };

/** A call to the outside as the guard looks at it. `pricePerMinute`: what its first minute costs. */
export type GuardedCall = { readonly number: string; readonly at: Instant; readonly pricePerMinute: Amount };

/**
 * May this account make this call? The order is that of the refusals: lock, class, country, price. What depends on other calls
 * (throttle, side by side, per minute and hour) is counted by the database under the account's lock.
 */
export function guardCall(
  guard: AccountGuard | undefined,
  world: GuardWorld | undefined,
  { number, at, pricePerMinute }: GuardedCall,
): GuardVerdict {
  if (!guard || !world) return { ok: true, limits: undefined };
  if (guard.state === 'locked') return { ok: false, refusal: 'guard_locked' };
  const isThrottled = guard.state === 'throttled';
  const { classed, isAbroad, isExposed } = destinationOf(number, world);
  if (!guard.isGuarded || !world.settings.isOn || !isExposed)
    return { ok: true, limits: isThrottled ? { isThrottled } : undefined };
  const terms = termsOf(guard, world, at);
  if (classed?.class === 'special' && !terms.allowsSpecial) return { ok: false, refusal: 'guard_special' };
  if (classed?.class === 'high_risk' && !terms.allowsHighRisk) return { ok: false, refusal: 'guard_high_risk' };
  if (isAbroad && !mayCallCountry(number, classed, terms)) return { ok: false, refusal: 'guard_country' };
  if (pricePerMinute > terms.pricePerMinuteMax) return { ok: false, refusal: 'guard_price' };
  const { callsAtOnce, callsPerMinute, callsPerHour, callSecondsMax } = terms;
  return {
    ok: true,
    limits: { isThrottled, pace: { callsAtOnce, callsPerMinute, callsPerHour }, secondsMax: callSecondsMax },
  };
}

/** What belongs to no country (satellites, global services) was switched on by its class. */
function mayCallCountry(number: string, classed: ClassedPrefix | undefined, { countries }: GuardTerms): boolean {
  if (countries.includes('*')) return true;
  const country = countryOfNumber(number);
  return country === undefined ? classed !== undefined : countries.includes(country);
}
