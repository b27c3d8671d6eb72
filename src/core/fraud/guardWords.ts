import type { Instant } from '../base/time.ts';
import { wallTime } from '../base/zone.ts';
import type { GuardReaction } from './guardSettings.ts';
import type { GuardFinding } from './guardTests.ts';

const done: Readonly<Record<Exclude<GuardReaction, 'off'>, string>> = {
  warn: 'Noticed',
  throttle: 'Throttled to one call at a time',
  lock: 'Locked',
};

/** Everything about an act of the guard in a sentence: "Locked at 02:14: 38 calls to Somalia in 4 minutes; usually none." */
export function actSentence(
  reaction: Exclude<GuardReaction, 'off'>,
  findings: readonly GuardFinding[],
  at: Instant,
  zone: string,
): string {
  const clock = new Date(wallTime(at, zone)).toISOString().slice(11, 16);
  const [first, ...others] = findings.map(({ said }) => said);
  const more = others.length === 0 ? '' : ` Also: ${others.join('. ')}.`;
  return `${done[reaction]} at ${clock}: ${first ?? ''}.${more}`;
}
