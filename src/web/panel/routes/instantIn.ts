import { instant } from '../../../core/base/time.ts';
import { zoneOffset } from '../../../core/base/zone.ts';

/** `2027-03-28T14:30` on a wall in an IANA zone as an instant in UTC; what is no time stays as it is. */
export function instantIn(timeZone: string, local: string): string {
  const wall = Date.parse(`${local.slice(0, 16)}:00Z`);
  if (Number.isNaN(wall)) return local;
  // Twice: the first guess may stand on the other side of a change of the clocks.
  const first = instant(wall - zoneOffset(instant(wall), timeZone));
  return new Date(wall - zoneOffset(first, timeZone)).toISOString();
}
