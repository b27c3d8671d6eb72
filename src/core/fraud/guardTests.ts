import { type Amount, formatAmount } from '../base/money.ts';
import { type Instant, localHour } from '../base/time.ts';
import type { GuardRule, GuardSettings } from './guardSettings.ts';
import { hourOfWeek } from './hourOfWeek.ts';
import { countryWord } from './numberCountry.ts';
import { longestRun } from './sequence.ts';
import { busiest, dearest, dearestAround, hasHistory, type SeenCall, type UsualUse } from './usage.ts';

/** A call with what the rules ask of it. */
export type MarkedCall = SeenCall & {
  readonly isAbroad: boolean;
  /** Abroad, special or high-risk. */
  readonly isExposed: boolean;
  /** Special or high-risk. */
  readonly isClassed: boolean;
  /** ISO 3166-1; empty = none. */
  readonly country: string;
};

/** The last hour of an account. */
export type LookedAt = {
  readonly calls: readonly MarkedCall[];
  readonly newNetworkSince?: Instant;
  readonly openedAt: Instant;
  readonly now: Instant;
  readonly zone: string;
  readonly settings: GuardSettings;
  readonly spendFloor: Amount;
};

/** Something suspicious: by which rule, and in words. */
export type GuardFinding = { readonly rule: GuardRule; readonly said: string };

/** Answers what is wrong, in a part of a sentence; undefined = nothing. */
type GuardTest = (looked: LookedAt, usual: UsualUse) => string | undefined;

const minute = 60_000;
const since =
  ({ now }: LookedAt, minutes: number) =>
  (call: MarkedCall): boolean =>
    call.at > now - minutes * minute;
const made = (call: MarkedCall): boolean => !call.isRefused;
const isExposed = (call: MarkedCall): boolean => made(call) && call.isExposed;

/** The thresholds, each with its reason in docs/decisions/0037-fraud-guard.md. Counts; minutes where named so. */
const limits = {
  spendCalls: 4,
  knownTimes: 8n,
  nightCalls: 6,
  networkCalls: 3,
  rangeCalls: 8,
  countryCalls: 12,
  parallel: 3,
  run: 6,
  forwards: 5,
  rate: 20,
  newRate: 30,
  probes: 15,
} as const;

/**
 * Spending of the last hour against the same hours of the week and against the dearest hour there ever was. What goes to places that the
 * customer calls anyway must be eight times as much to be looked at: whoever has family there talks long now and then.
 */
const unusualSpend: GuardTest = (looked, usual) => {
  const recent = looked.calls.filter((call) => made(call) && since(looked, 60)(call));
  const exposed = recent.filter((call) => call.isExposed);
  const strange = exposed.filter((call) => isStrange(call, usual));
  // One long call, or three, is a person who talks; what a person can lose so is up to the spend caps.
  const isMuch = strange.length >= limits.spendCalls && sumOf(strange) >= looked.spendFloor;
  const isVeryMuch = exposed.length >= limits.spendCalls && sumOf(exposed) >= limits.knownTimes * looked.spendFloor;
  const spend = sumOf(recent);
  if ((!isMuch && !isVeryMuch) || sumOf(exposed) * 2n < spend) return undefined;
  const said = `${formatAmount(spend)} spent within an hour on ${countWord(recent.length, 'call')}, most of it ${whereTo(exposed)}`;
  if (!hasHistory(usual))
    return sumOf(exposed) >= 2n * looked.spendFloor ? `${said}; the account is too new to have a usual hour` : undefined;
  const most = dearest(usual.spendByHour);
  const here = dearestAround(usual.spendByHour, hourOfWeek(looked.now, looked.zone));
  const isUnusual = spend > 3n * most || (spend * 2n > 3n * most && spend > 6n * here);
  return isUnusual ? `${said}; usually at most ${formatAmount(here)} at this hour` : undefined;
};

const nightCalls: GuardTest = (looked, usual) => {
  const { nightFrom, nightTo } = looked.settings;
  const hour = localHour(looked.now, looked.zone);
  const isNight = nightFrom > nightTo ? hour >= nightFrom || hour < nightTo : hour >= nightFrom && hour < nightTo;
  if (!isNight || usual.nightCalls > 0) return undefined;
  const recent = looked.calls.filter((call) => isExposed(call) && since(looked, 30)(call));
  if (recent.length < limits.nightCalls || isKnown(recent, usual)) return undefined;
  return `${toPlaces(recent, looked)} at night; usually none`;
};

const newNetwork: GuardTest = (looked, usual) => {
  const { newNetworkSince } = looked;
  if (newNetworkSince === undefined) return undefined;
  const recent = looked.calls.filter(
    (call) => isExposed(call) && call.at >= newNetworkSince && !usual.countries.includes(call.country),
  );
  return recent.length < limits.networkCalls
    ? undefined
    : `${toPlaces(recent, looked)} from a network that this customer’s phones never used before`;
};

/** Many calls to numbers that differ in their last four digits at most: one subscriber of a carrier that shares its revenue. */
const oneRange: GuardTest = (looked, usual) => {
  const recent = looked.calls.filter((call) => isExposed(call) && since(looked, 10)(call) && isStrange(call, usual));
  const found = largestGroup(recent, ({ number }) => number.slice(0, -4));
  if (found.length < limits.rangeCalls) return undefined;
  return `${toPlaces(found, looked)}, all to the range +${found[0]?.number.slice(0, -4)}…; usually none`;
};

const oneCountry: GuardTest = (looked, usual) => {
  const recent = looked.calls.filter(
    (call) => isExposed(call) && since(looked, 10)(call) && !usual.countries.includes(call.country),
  );
  const found = largestGroup(recent, ({ country, number }) => country || number.slice(0, 3));
  return found.length < limits.countryCalls ? undefined : `${toPlaces(found, looked)}; usually none`;
};

const premiumParallel: GuardTest = (looked) => {
  const open = looked.calls.filter((call) => call.isOpen && call.isClassed);
  return open.length < limits.parallel ? undefined : `${open.length} calls at once ${whereTo(open)}`;
};

/** Numbers called one after another: whoever does that does not know the people, and collects calls back (Wangiri). */
const sequential: GuardTest = (looked, usual) => {
  const recent = looked.calls.filter(
    (call) => isExposed(call) && since(looked, 15)(call) && !usual.countries.includes(call.country),
  );
  const run = longestRun(recent.map(({ number }) => number));
  if (run.length < limits.run) return undefined;
  return `${run.length} numbers dialled one after another, from +${run[0]} to +${run.at(-1)}`;
};

const forwarding: GuardTest = (looked, usual) => {
  const recent = looked.calls.filter(
    (call) => isExposed(call) && call.isForwarded && since(looked, 15)(call) && isStrange(call, usual),
  );
  return recent.length < limits.forwards ? undefined : `${toPlaces(recent, looked)} by forwarding; usually none`;
};

/** Exposed calls only: a busy day at home earns nobody a share. */
const callRate: GuardTest = (looked, usual) => {
  const recent = looked.calls.filter((call) => isExposed(call) && since(looked, 5)(call));
  if (recent.length < (hasHistory(usual) ? limits.rate : limits.newRate)) return undefined;
  const most = busiest(usual.abroadByHour);
  if (recent.length * 4 <= most * 3) return undefined;
  return `${toPlaces(recent, looked)}; usually at most ${most} in a whole hour`;
};

const probing: GuardTest = (looked) => {
  const recent = looked.calls.filter((call) => call.isRefused && call.isExposed && since(looked, 10)(call));
  return recent.length < limits.probes ? undefined : `${recent.length} calls to closed destinations tried within ten minutes`;
};

export const guardTests: Readonly<Record<GuardRule, GuardTest>> = {
  unusual_spend: unusualSpend,
  night_calls: nightCalls,
  new_network: newNetwork,
  one_range: oneRange,
  one_country: oneCountry,
  premium_parallel: premiumParallel,
  sequential,
  forwarding,
  call_rate: callRate,
  probing,
};

const sumOf = (calls: readonly MarkedCall[]): Amount => calls.reduce((sum, { price }) => sum + price, 0n) as Amount;

/** Not a plain telephone, or in a country that this customer did not reach before. */
const isStrange = ({ isClassed, country }: MarkedCall, usual: UsualUse): boolean =>
  isClassed || !usual.countries.includes(country);

const isKnown = (calls: readonly MarkedCall[], usual: UsualUse): boolean => calls.every((call) => !isStrange(call, usual));

function largestGroup(calls: readonly MarkedCall[], keyOf: (call: MarkedCall) => string): readonly MarkedCall[] {
  const groups = Map.groupBy(calls, keyOf);
  return [...groups.values()].reduce<readonly MarkedCall[]>((most, one) => (one.length > most.length ? one : most), []);
}

/** "38 calls to Somalia in 4 minutes". */
function toPlaces(calls: readonly MarkedCall[], { now }: LookedAt): string {
  const first = calls.reduce<number>((least, { at }) => Math.min(least, at), now);
  const minutes = Math.max(1, Math.ceil((now - first) / minute));
  return `${countWord(calls.length, 'call')} ${whereTo(calls)} in ${countWord(minutes, 'minute')}`;
}

function whereTo(calls: readonly MarkedCall[]): string {
  const most = largestGroup(calls, ({ country }) => country);
  const country = most[0]?.country ?? '';
  const places = new Set(calls.map((call) => call.country)).size;
  const named = country === '' ? 'to satellites or special services' : `to ${countryWord(country)}`;
  return places <= 1 ? named : `${named} and ${countWord(places - 1, 'other place')}`;
}

const countWord = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
