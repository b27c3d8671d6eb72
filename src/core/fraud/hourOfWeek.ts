import type { Instant } from '../base/time.ts';
import { wallTime } from '../base/zone.ts';

const hour = 3_600_000;
/** 1970-01-05 was a Monday. */
const firstMonday = 4 * 24 * hour;

/** The hour of the week by the wall clock of an IANA zone: 0 is Monday, midnight; 167 the last of Sunday. */
export function hourOfWeek(at: Instant, zone: string): number {
  const hours = Math.floor((wallTime(at, zone) - firstMonday) / hour) % 168;
  return (hours + 168) % 168;
}
