import type { Instant } from '../base/time.ts';

/** Days as ISO 8601 counts them: Monday 1 to Sunday 7. */
export const weekDays = [1, 2, 3, 4, 5, 6, 7] as const;
export type WeekDay = (typeof weekDays)[number];

/** A part of each week, `[from, to)`. When `to` is not after `from` it ends on the next day and belongs to the day on which it began. */
export type WeeklyWindow = {
  readonly days: readonly WeekDay[];
  /** `HH:MM`, 00:00 to 23:59, as a clock on the wall shows it. */
  readonly from: string;
  /** `HH:MM`, up to 24:00. */
  readonly to: string;
};

export const clockPattern = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;

/** True when the instant falls into the window, by the wall clock of an IANA zone. */
export function isWithin(window: WeeklyWindow, at: Instant, zone: string): boolean {
  const { day, minute } = wallClock(at, zone);
  const [from, to] = [minutes(window.from), minutes(window.to)];
  if (from < to) return window.days.includes(day) && minute >= from && minute < to;
  return (window.days.includes(day) && minute >= from) || (window.days.includes(dayBefore(day)) && minute < to);
}

const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
const dayBefore = (day: WeekDay): WeekDay => (day === 1 ? 7 : ((day - 1) as WeekDay));

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const formats = new Map<string, Intl.DateTimeFormat>();

/** Day of the week and minute of the day. Throws a RangeError for an unknown zone. */
function wallClock(at: Instant, zone: string): { readonly day: WeekDay; readonly minute: number } {
  let format = formats.get(zone);
  if (!format) {
    const shape = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...shape });
    formats.set(zone, format);
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const day = (dayNames.indexOf(parts.get('weekday') ?? '') + 1) as WeekDay;
  return { day, minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')) };
}

/** A window in words, days in a row as one: `Mon–Fri 17:00–09:00`. */
export function windowText({
  days,
  from,
  to,
}: {
  readonly days: readonly number[];
  readonly from: string;
  readonly to: string;
}): string {
  const runs: number[][] = [];
  for (const day of [...days].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return `${runs.map((run) => runText(run)).join(', ')} ${from}–${to}`;
}

function runText(run: readonly number[]): string {
  const names = run.map((day) => dayNames[day - 1]);
  return names.length > 2 ? `${names[0]}–${names.at(-1)}` : names.join(', ');
}
