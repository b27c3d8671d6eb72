import type { LocalDate } from '../base/time.ts';

/** Where a call changes its price when a time band ends while it lasts (R6). */
export const boundaryModes = {
  instant: 'Each block has the price of its first instant',
  start: 'The whole call has the prices of its beginning',
  split: 'Blocks begin anew at the boundary',
} as const;
export type BoundaryMode = keyof typeof boundaryModes;

/** How the milliseconds of a call become the seconds that it is rated for (R1). */
export const durationRoundings = { ceil: 'up', half_up: 'to the nearest', floor: 'down' } as const;
export type DurationRounding = keyof typeof durationRoundings;

/** What grace does (R2): the first is ours, the others are for packages that move here from another system. */
export const graceModes = {
  up_to: 'A call of at most so long is free',
  below: 'A call shorter than that is free',
  subtract: 'So much of every call is free',
  unless_minimum: 'A call of at most so long is free, unless the minimum time is longer',
} as const;
export type GraceMode = keyof typeof graceModes;

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A weekly window of a time band, half open: minutes of the local day from 0. `to` not after `from` = until then on the next day. */
export type BandWindow = {
  readonly band: string;
  readonly days: readonly Weekday[];
  readonly from: number;
  readonly to: number;
};

/** A dated window; it comes before the weekly ones. `band` empty = no band: the rates' own prices hold. */
export type Holiday = {
  readonly date: LocalDate;
  /** What people call the day. */
  readonly name: string;
  readonly band: string;
  /** Minutes of the local day, half open; 0 and 1440 = the whole day. */
  readonly from: number;
  readonly to: number;
};

/** How a billing package reads its rates: its calendar and what its customs are. One version holds at an instant, like a rate. */
export type PackageTerms = {
  /** IANA zone of the calendar and of the midnights at which rates begin and end. */
  readonly timeZone: string;
  readonly boundaryMode: BoundaryMode;
  readonly durationRounding: DurationRounding;
  readonly graceMode: GraceMode;
  readonly windows: readonly BandWindow[];
  readonly holidays: readonly Holiday[];
};

/** Minutes of a day; where a window ends that lasts until midnight. */
export const dayMinutes = 1440;

/** The terms of a package that nobody has given any. */
export function plainTerms(timeZone: string): PackageTerms {
  return { timeZone, boundaryMode: 'instant', durationRounding: 'ceil', graceMode: 'up_to', windows: [], holidays: [] };
}

/** The names of the bands that the calendar knows, each once, in their order. */
export function bandNames({ windows, holidays }: Pick<PackageTerms, 'windows' | 'holidays'>): readonly string[] {
  return [...new Set([...windows, ...holidays].map(({ band }) => band))].filter((band) => band !== '');
}
