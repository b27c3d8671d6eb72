import { addSeconds, type Instant, type Seconds } from '../base/time.ts';

/**
 * What probes say of a host.
 *
 *   unknown ─ good ─▶ up ─ bad ─▶ down ─ good ─▶ recovering ─ good long enough ─▶ up
 *                                  ▲ ◀─── bad ──────┘
 *   unknown = not probed, or never answered: some carriers answer no probes, so only who has answered once can be down.
 *   loop = it leads back to ourselves; nothing but another address helps.
 */
export const probeStates = ['unknown', 'up', 'down', 'recovering', 'loop'] as const;
export type ProbeState = (typeof probeStates)[number];

/** Whether calls are sent to a host, and why not. */
export type HostState = {
  readonly probe: ProbeState;
  /** After calls in a row that it did not take: no new call before this instant. */
  readonly fencedUntil?: Instant;
};

/** What is kept of a host between two looks at it. */
export type HostHealth = HostState & {
  /** Since when a host that was down answers again. */
  readonly goodSince?: Instant;
  /** Calls in a row that it did not take. */
  readonly failures: number;
};

/** A host that was down must answer so many probes in a row before it gets calls again. */
export const goodProbesNeeded = 3;

/** A host after a look at its probes; `isGood` undefined = it is not probed, or not yet. */
export function probed(health: HostHealth, isGood: boolean | 'loop' | undefined, at: Instant, probeSeconds: Seconds): HostHealth {
  const { goodSince, ...rest } = health;
  if (isGood === 'loop') return { ...rest, probe: 'loop' };
  if (isGood === undefined) return { ...rest, probe: 'unknown' };
  if (!isGood) return { ...rest, probe: health.probe === 'unknown' || health.probe === 'loop' ? 'unknown' : 'down' };
  if (health.probe === 'unknown' || health.probe === 'up' || health.probe === 'loop') return { ...rest, probe: 'up' };
  const since = goodSince ?? at;
  const isBack = at >= addSeconds(since, probeSeconds * (goodProbesNeeded - 1));
  return isBack ? { ...rest, probe: 'up' } : { ...rest, probe: 'recovering', goodSince: since };
}

/** When a provider's host is left alone: after so many failed calls in a row (0 = never), for so long. */
export type Fence = { readonly afterFailures: number; readonly seconds: Seconds };

/**
 * A host after a call. What the called person did is no failure of the host. After a fence one call may try: if that fails
 * too, the fence stands again.
 */
export function called(health: HostHealth, cause: number, wasAnswered: boolean, at: Instant, fence: Fence): HostHealth {
  const { fencedUntil, ...rest } = health;
  if (wasAnswered || !isProviderFault(cause)) return { ...rest, failures: 0 };
  const failures = health.failures + 1;
  if (fence.afterFailures === 0 || failures < fence.afterFailures) return { ...health, failures };
  return { ...rest, failures: fence.afterFailures - 1, fencedUntil: addSeconds(at, fence.seconds) };
}

/** True when a new call may be sent to the host. */
export function isHostUsable({ probe, fencedUntil }: HostState, at: Instant): boolean {
  return (probe === 'up' || probe === 'unknown') && (fencedUntil === undefined || at >= fencedUntil);
}

/**
 * ITU-T Q.850 causes that speak of the provider or the way to it, not of the called number or person: no route (3), nothing came
 * back (18), not registered (20), out of order (27), no circuit (34), network (38), temporary (41), congestion (42), no channel (44),
 * unavailable (47), timer (102), interworking (127).
 */
const providerFaults: ReadonlySet<number> = new Set([3, 18, 20, 27, 34, 38, 41, 42, 44, 47, 102, 127]);
export const isProviderFault = (cause: number): boolean => providerFaults.has(cause);
