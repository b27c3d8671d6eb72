import { type Instant, instant, type LocalDate } from './time.ts';

/** A date and time of day as clocks on the wall show it, as milliseconds since 1970-01-01T00:00 on that same wall. */
export type WallTime = number & { readonly unit: 'wall-ms' };

const dayMilliseconds = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of an IANA zone show at an instant. Throws a RangeError for an unknown zone. */
export function wallTime(at: Instant, zone: string): WallTime {
  return (at + zoneOffset(at, zone)) as WallTime;
}

/** How far the clocks of a zone are ahead of UTC at an instant. Milliseconds, negative in the west. */
export function zoneOffset(at: Instant, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) part[type] = Number(value);
  const shown = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
  return shown - Math.floor(at / 1000) * 1000;
}

/** The first instant after `from`, and not after `until`, from which the offset of `until` holds; they must differ. */
export function offsetChange(from: Instant, until: Instant, zone: string): Instant {
  const later = zoneOffset(until, zone);
  let before: number = from;
  let after: number = until;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (zoneOffset(instant(middle), zone) === later) after = middle;
    else before = middle;
  }
  return instant(after);
}

/** The first instant of a calendar date in a zone; where summer time begins at midnight, that is 01:00 on the wall. */
export function startOfDate(date: LocalDate, zone: string): Instant {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const [dayBefore, dayAfter] = [instant(midnight - dayMilliseconds), instant(midnight + dayMilliseconds)];
  const candidates = [dayBefore, dayAfter].map((near) => instant(midnight - zoneOffset(near, zone)));
  const fitting = candidates.filter((at) => wallTime(at, zone) === midnight);
  return fitting.length > 0 ? instant(Math.min(...fitting)) : offsetChange(dayBefore, dayAfter, zone);
}

/** True for a zone that this machine knows, such as `Australia/Lord_Howe`. */
export function isZone(text: string): boolean {
  try {
    formatOf(text);
    return true;
  } catch {
    return false;
  }
}

/** Making a format costs 50 times more than using it. */
function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
    formats.set(zone, format);
  }
  return format;
}
