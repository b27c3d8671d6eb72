import type { Instant, Seconds } from '../base/time.ts';
import { type GuardVerdict, type GuardWorld, guardCall } from '../fraud/guardTerms.ts';
import type { Rung } from '../rating/grantLadder.ts';
import { priceOnly } from '../rating/priceCall.ts';
import type { RatedBy } from '../routing/chooseProviders.ts';
import type { Caller } from './caller.ts';

/** What the fraud guard says of a call to the outside. `sell`: its rate without included minutes, which do not make a destination cheap. */
export function askGuard(
  { guard }: Caller,
  world: GuardWorld | undefined,
  { number, at, sell }: { readonly number: string; readonly at: Instant; readonly sell: RatedBy },
): GuardVerdict {
  if (!guard || !world) return { ok: true, limits: undefined };
  return guardCall(guard, world, { number, at, pricePerMinute: priceOnly(sell.rate, sell.rounding, at, 60) });
}

/** Rungs beyond the longest call are cut to it; what is set aside for a longer one is never too little. */
export function shortened(ladder: readonly Rung[], secondsMax: Seconds | undefined): readonly Rung[] {
  if (secondsMax === undefined) return ladder;
  return ladder.map((rung) => ({ ...rung, seconds: Math.min(rung.seconds, secondsMax) }));
}
