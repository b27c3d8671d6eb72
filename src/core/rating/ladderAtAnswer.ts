import type { Instant, Seconds } from '../base/time.ts';
import { grantLadder, type Rung } from './grantLadder.ts';
import type { Rate, Rounding } from './rate.ts';

/**
 * The grants that a call may keep when it is answered (charging.md A2), longest first: none is longer than what was granted
 * before anybody knew the instant of the answer, and each costs what it costs from that instant on.
 */
export function ladderAtAnswer(rate: Rate, rounding: Rounding, answeredAt: Instant, granted: Seconds): readonly Rung[] {
  // A block may reach beyond the grant; the call still ends with the grant, and pays the block.
  return grantLadder(rate, rounding, answeredAt, 0, granted).map(({ seconds, amount }) => ({
    seconds: Math.min(seconds, granted),
    amount,
  }));
}
