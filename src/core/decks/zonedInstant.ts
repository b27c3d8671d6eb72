import { type Instant, instant, type LocalDate } from '../base/time.ts';

/**
 * The instant at which clocks in an IANA zone show this date and time (`HH:MM:SS`). Of a repeated hour the first, of a skipped
 * hour the instant that far after its beginning (RFC 5545 §3.3.5). Throws a RangeError for an unknown zone.
 */
export function zonedInstant(date: LocalDate, time: string, zone: string): Instant {
  const wall = Date.parse(`${date}T${time}Z`);
  if (zone === 'UTC') return instant(wall);
  const before = wall - offsetAt(wall - dayMilliseconds, zone);
  const after = wall - offsetAt(wall + dayMilliseconds, zone);
  return instant([before, after].filter((at) => at + offsetAt(at, zone) === wall).sort((a, b) => a - b)[0] ?? before);
}

const dayMilliseconds = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the zone's clocks are ahead of UTC. Milliseconds. */
function offsetAt(at: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    const digits = {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    } as const;
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', ...digits });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return Date.parse(`${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}Z`) - at;
}
