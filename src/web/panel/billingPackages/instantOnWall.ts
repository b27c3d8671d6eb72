import { instant } from '../../../core/base/time.ts';
import { zoneOffset } from '../../../core/base/zone.ts';

/** The ISO instant at which clocks of a zone show `2026-11-23T09:30`. Of an hour that comes twice the first; two corrections settle a day whose offset changes. */
export function instantOnWall(text: string, timeZone: string): string {
  const wall = Date.parse(`${text}Z`);
  const once = wall - zoneOffset(instant(wall), timeZone);
  return new Date(wall - zoneOffset(instant(once), timeZone)).toISOString();
}
