import type { RefusalCode } from '../base/refusal.ts';
import type { CallReport } from './call.ts';

/** How a call ended, in the words of the calls page. */
export type CallOutcome = 'answered' | 'busy' | 'no_answer' | 'failed' | 'cancelled' | 'refused';

/** Q.850 causes: 16 normal clearing, 17 user busy, 18 no user responding, 19 no answer. */
export function outcomeOf(report: Pick<CallReport, 'answeredAt' | 'hangupCause'>): Exclude<CallOutcome, 'refused'> {
  if (report.answeredAt !== undefined) return 'answered';
  switch (report.hangupCause) {
    case 16:
      return 'cancelled';
    case 17:
      return 'busy';
    case 18:
    case 19:
      return 'no_answer';
    default:
      return 'failed';
  }
}

/** The Q.850 cause that a refused caller's phone gets. */
export function causeOfRefusal(refusal: RefusalCode): number {
  switch (refusal) {
    case 'invalid_number':
      return 28; // invalid number format
    case 'no_route':
      return 3; // no route to destination
    case 'do_not_disturb':
    case 'callee_busy':
      return 17; // user busy
    case 'unallocated_number':
    case 'no_rate':
      return 1; // unallocated number
    case 'callee_unavailable':
    case 'forwarding_loop':
      return 20; // subscriber absent
    case 'not_ready':
      return 41; // temporary failure
    default:
      return 21; // call rejected
  }
}
