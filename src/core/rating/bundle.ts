import { addDays, addMonths, parts } from '../base/calendar.ts';
import type { Id } from '../base/id.ts';
import type { LocalDate } from '../base/time.ts';
import type { IncludedMode } from './includedSeconds.ts';

/** How often included minutes are given anew, by the operator's calendar. */
export const bundlePeriods = { day: 'a day', week: 'a week', month: 'a month' } as const;
export type BundlePeriod = keyof typeof bundlePeriods;

/** Included minutes for a group of prefixes, of a package or of one account. */
export type Bundle = {
  readonly id: Id;
  /** E.164 without `+`; an empty one = every number. */
  readonly prefixes: readonly string[];
  readonly period: BundlePeriod;
  readonly mode: IncludedMode;
  readonly coversFlagFall: boolean;
  /** The first day on which it counts. */
  readonly beginsOn: LocalDate;
};

/** The period that a call falls into, and the one before it: the dates on which they begin. */
export type BundleSpan = { readonly period: LocalDate; readonly previous: LocalDate };

/**
 * The bundle that a call uses: the one with the longest prefix of the number; the first of the list where two are equal, so
 * the account's own stand before those of its package. One call uses one bundle.
 */
export function bundleFor(bundles: readonly Bundle[], number: string, on: LocalDate): Bundle | undefined {
  let best: { readonly bundle: Bundle; readonly length: number } | undefined;
  for (const bundle of bundles) {
    if (bundle.beginsOn > on) continue;
    const fitting = bundle.prefixes.filter((prefix) => number.startsWith(prefix)).map((prefix) => prefix.length);
    const length = Math.max(-1, ...fitting);
    if (length >= 0 && (best === undefined || length > best.length)) best = { bundle, length };
  }
  return best?.bundle;
}

/** Days from midnight, weeks from Monday, months from the first, by the operator's calendar. */
export function bundleSpan(period: BundlePeriod, on: LocalDate): BundleSpan {
  if (period === 'day') return { period: on, previous: addDays(on, -1) };
  if (period === 'week') {
    // 1970-01-05 was a Monday.
    const sinceMonday = (((Math.floor(Date.parse(`${on}T00:00:00Z`) / 86_400_000) - 4) % 7) + 7) % 7;
    return { period: addDays(on, -sinceMonday), previous: addDays(on, -sinceMonday - 7) };
  }
  const [, , day] = parts(on);
  const first = addDays(on, 1 - day);
  return { period: first, previous: addMonths(first, -1) };
}
