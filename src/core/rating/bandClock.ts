import { type Instant, instant } from '../base/time.ts';
import { offsetChange, zoneOffset } from '../base/zone.ts';
import { type BandWindow, dayMinutes, type PackageTerms, type Weekday } from './packageTerms.ts';

/** The band in force at an instant and the first instant after it at which that may be another; '' = no band. */
export type BandSpan = { readonly band: string; readonly from: Instant; readonly until: Instant };

const minute = 60_000;
const day = dayMinutes * minute;

/**
 * Which time band holds at this instant, and how long for sure (R6). Instants are UTC and shown on the package's wall clock:
 * an hour that comes twice is rated twice by the same wall clock, one that is skipped never occurs.
 */
export function bandAt(terms: PackageTerms, at: Instant): BandSpan {
  const spans = spansOf(terms, Math.floor(at / day));
  // Few a day: searching from the end takes no longer than halving would.
  for (let index = spans.length - 1; index > 0; index--) if (spans[index]!.from <= at) return spans[index]!;
  return spans[0]!;
}

/** Bands of one UTC day, worked out once and kept as long as the terms are: this stands in the path of every call. */
const known = new WeakMap<PackageTerms, Map<number, readonly BandSpan[]>>();
const knownDaysMax = 500;

function spansOf(terms: PackageTerms, utcDay: number): readonly BandSpan[] {
  const days = known.get(terms) ?? new Map<number, readonly BandSpan[]>();
  const found = days.get(utcDay);
  if (found) return found;
  const spans = spansBetween(terms, instant(utcDay * day), instant((utcDay + 1) * day));
  if (days.size >= knownDaysMax) days.clear();
  known.set(terms, days.set(utcDay, spans));
  return spans;
}

function spansBetween(terms: PackageTerms, start: Instant, end: Instant): readonly BandSpan[] {
  const { timeZone } = terms;
  const [first, last] = [zoneOffset(start, timeZone), zoneOffset(end, timeZone)];
  if (first === last) return steadySpans(terms, start, end, first);
  // No zone changes its clocks twice within a day.
  const change = offsetChange(start, end, timeZone);
  return [...steadySpans(terms, start, change, first), ...steadySpans(terms, change, end, last)];
}

/** Spans while the wall clock is so many milliseconds ahead of UTC: plain arithmetic from edge to edge. */
function steadySpans(terms: PackageTerms, start: Instant, end: Instant, offset: number): readonly BandSpan[] {
  const spans: BandSpan[] = [];
  for (let localDay = Math.floor((start + offset) / day); localDay * day - offset < end; localDay++) {
    const windows = windowsOn(terms, localDay);
    const edges = [...new Set([0, ...windows.flatMap(({ from, to }) => [from, to]), dayMinutes])].sort((a, b) => a - b);
    edges.slice(0, -1).forEach((edge, index) => {
      const from = Math.max(start, localDay * day + edge * minute - offset);
      const until = Math.min(end, localDay * day + (edges[index + 1] ?? dayMinutes) * minute - offset);
      const band = windows.find((one) => one.from <= edge && edge < one.to)?.band ?? '';
      if (from < until) spans.push({ band, from: instant(from), until: instant(until) });
    });
  }
  return spans;
}

type DayWindow = { readonly band: string; readonly from: number; readonly to: number };

/** The windows of one local day in the order of their rank: dated ones first. Days are counted from 1970-01-01. */
function windowsOn(terms: PackageTerms, localDay: number): readonly DayWindow[] {
  const date = new Date(localDay * day).toISOString().slice(0, 10);
  const weekday = ((((localDay + 3) % 7) + 7) % 7) + 1; // 1970-01-01 was a Thursday.
  return [
    ...terms.holidays.filter((holiday) => holiday.date === date),
    ...weeklyWindows(terms.windows).filter((window) => window.day === weekday),
  ];
}

/** Each window once a day that it touches: one that ends on the next day is two. */
export function weeklyWindows(windows: readonly BandWindow[]): readonly (DayWindow & { readonly day: Weekday })[] {
  return windows.flatMap(({ band, days, from, to }) =>
    days.flatMap((day) =>
      from < to
        ? [{ band, day, from, to }]
        : [{ band, day, from, to: dayMinutes }, ...(to === 0 ? [] : [{ band, day: ((day % 7) + 1) as Weekday, from: 0, to }])],
    ),
  );
}
