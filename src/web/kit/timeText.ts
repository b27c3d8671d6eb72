import type { Locale } from './locale.tsx';

export type TimeStyle = 'short' | 'time' | 'date' | 'full';

const styles: Readonly<Record<TimeStyle, Intl.DateTimeFormatOptions>> = {
  short: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  time: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  full: {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  },
};
const formats = new Map<string, Intl.DateTimeFormat>();

/** An ISO instant in the operator's words and zone. */
export function formatTime(at: string, { tag, timeZone }: Locale, style: TimeStyle = 'short'): string {
  const key = `${tag} ${timeZone} ${style}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(tag, { timeZone, ...styles[style] });
  formats.set(key, format);
  return format.format(new Date(at));
}

/** Seconds as `m:ss`, or `h:mm:ss` from an hour on. */
export function formatDuration(seconds: number): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`;
}

/** Whole seconds from an ISO instant until `now` (epoch milliseconds), never below zero. */
export const secondsBetween = (since: string, now: number): number => Math.max(0, Math.floor((now - Date.parse(since)) / 1000));

/** The calendar date of an instant in a zone, as YYYY-MM-DD. */
export function dateIn(timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

/** The instant at which a calendar date begins in a zone, as ISO UTC. Two corrections settle zones whose offset changes that day. */
export function startOfDate(date: string, timeZone: string): string {
  const wanted = Date.parse(`${date}T00:00:00Z`);
  const once = wanted - offsetAt(wanted, timeZone);
  return new Date(wanted - offsetAt(once, timeZone)).toISOString();
}

/** The day after a calendar date. */
export function nextDate(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** How far the zone's clock is ahead of UTC. Milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(new Date(at));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '00';
  const local = Date.parse(
    `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}Z`,
  );
  return local - Math.floor(at / 1000) * 1000;
}

/** A calendar date `YYYY-MM-DD` in the operator's words. */
export function formatDate(date: string, { tag }: Pick<Locale, 'tag'>): string {
  return formatTime(`${date}T12:00:00Z`, { tag, timeZone: 'UTC' }, 'date');
}
