import type { Instant, Seconds } from '../base/time.ts';
import type { Rate } from './rate.ts';
import { firstChargedSecond, walk } from './walk.ts';

/** How many included seconds a grant of so many seconds uses, by grant: what must be set aside for it beside the money. */
export function includedAt(rate: Rate, answeredAt: Instant, grants: readonly Seconds[]): Readonly<Record<Seconds, Seconds>> {
  return Object.fromEntries(
    grants.map((seconds) => [seconds, walk(rate, answeredAt, Math.max(seconds, firstChargedSecond(rate))).includedSeconds ?? 0]),
  );
}
