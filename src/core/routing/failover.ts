import type { Seconds } from '../base/time.ts';

/** What a route does when a provider does not bring a call through. */
export type FailoverPolicy = {
  /** ITU-T Q.850 causes after which no further provider is tried: the caller gets them. All others lead on. */
  readonly stopAt: readonly number[];
  /** What follows when the called phone rings and nobody takes the call: the end, or the next provider after so long. Seconds. */
  readonly noAnswer: 'stop' | { readonly nextAfterSeconds: Seconds };
};

/**
 * The causes that a policy names, with the SIP answers that Asterisk makes them of (RFC 3398 §8.2.6.1, as res_pjsip_session does it).
 * Busy is not among them: a busy person is busy through every provider, so the call never leads on.
 */
export const failoverCauses: readonly { readonly cause: number; readonly sip: string; readonly meaning: string }[] = [
  { cause: 1, sip: '404, 604', meaning: 'Number not in use' },
  { cause: 3, sip: '', meaning: 'No route to this number' },
  { cause: 18, sip: '408, or no reply', meaning: 'The provider does not answer' },
  { cause: 19, sip: '480', meaning: 'Not available at the moment' },
  { cause: 20, sip: '', meaning: 'Provider not reachable' },
  { cause: 21, sip: '401, 403, 603', meaning: 'Rejected' },
  { cause: 22, sip: '410', meaning: 'Number changed' },
  { cause: 25, sip: '482, 483', meaning: 'The call comes back to us: a circle' },
  { cause: 27, sip: '502', meaning: 'Out of order' },
  { cause: 28, sip: '484', meaning: 'Number incomplete' },
  { cause: 34, sip: '503', meaning: 'Congestion: no free line' },
  { cause: 38, sip: '500', meaning: 'Fault in the provider’s network' },
  { cause: 41, sip: '', meaning: 'Temporary failure' },
  { cause: 58, sip: '488, 606', meaning: 'No common codec' },
  { cause: 102, sip: '504', meaning: 'Timed out further on' },
  { cause: 127, sip: 'others', meaning: 'Anything else' },
];

const userBusy = 17;

/** Busy and "not available" are the called person's word; everything else sends the call on (docs/decisions). */
export const defaultFailover: FailoverPolicy = { stopAt: [19], noAnswer: 'stop' };
/** An emergency call is tried through every provider, whatever the one before said. */
export const emergencyFailover: FailoverPolicy = { stopAt: [], noAnswer: 'stop' };

/** The causes that end a call, busy among them unless nothing may end it. */
export function stoppingCauses(policy: FailoverPolicy): readonly number[] {
  return policy === emergencyFailover ? [] : [...new Set([userBusy, ...policy.stopAt])].sort((a, b) => a - b);
}
