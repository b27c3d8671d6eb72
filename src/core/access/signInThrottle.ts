import { addSeconds, type Instant, type Seconds } from '../base/time.ts';

/** One way of counting: failures that cost nothing, the first wait, and the longest. */
export type Throttle = { readonly free: number; readonly firstSeconds: Seconds; readonly maxSeconds: Seconds };

/**
 * A name from one network, a name from everywhere, a network with any name. The longest wait for a name from everywhere is
 * short: who fails on purpose must not keep its owner out.
 */
export const signInThrottles = {
  ofBoth: { free: 5, firstSeconds: 30, maxSeconds: 3600 },
  ofName: { free: 20, firstSeconds: 15, maxSeconds: 300 },
  ofNetwork: { free: 30, firstSeconds: 30, maxSeconds: 3600 },
} as const satisfies Record<string, Throttle>;

/** How far back failures count. */
export const throttleSeconds: Seconds = 24 * 3600;

/** Failures of one way of counting; `lastAt` undefined = none. */
export type Failures = { readonly count: number; readonly lastAt: Instant | undefined };
export type FailureCounts = Readonly<Record<keyof typeof signInThrottles, Failures>>;

/** When the next attempt may be made. The wait doubles with each failure beyond the free ones. */
export function attemptAllowedAt(counts: FailureCounts): Instant | undefined {
  const names = Object.keys(signInThrottles) as (keyof typeof signInThrottles)[];
  return names
    .flatMap((name) => allowedAt(counts[name], signInThrottles[name]))
    .sort((a, b) => b - a)
    .at(0);
}

function allowedAt({ count, lastAt }: Failures, { free, firstSeconds, maxSeconds }: Throttle): readonly Instant[] {
  if (lastAt === undefined || count < free) return [];
  return [addSeconds(lastAt, Math.min(maxSeconds, firstSeconds * 2 ** Math.min(20, count - free)))];
}
