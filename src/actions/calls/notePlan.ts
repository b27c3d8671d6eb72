import type { CallRequest } from '../../core/calls/call.ts';
import { phonesOf } from '../../core/calls/phonesOf.ts';
import type { Planned } from '../../core/calls/planCall.ts';

/** Which calls phones have, as memory/phonesInUse.ts counts them. */
export type PhonesInUse = {
  readonly callsAt: (networkNumber: string, butCallId: string) => number;
  readonly planned: (callId: string, phones: readonly string[]) => void;
  readonly decided: (callId: string) => void;
};

/**
 * From its plan on a call has its place at the phones that it rings. Called in the same breath as the plan was made, with no
 * waiting between: else two calls that come at once would both find the last place free.
 */
export function notePlan(copies: { readonly phones?: PhonesInUse }, request: CallRequest, planned: Planned): Planned {
  if (planned.ok) copies.phones?.planned(request.callId, phonesOf(request, planned.plan.attempts));
  return planned;
}
