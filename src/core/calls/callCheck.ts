import type { RefusalCode } from '../base/refusal.ts';
import type { DestinationKind } from './call.ts';

/** What a call must pass, in the order in which it is looked at. */
export const checkSteps = [
  'phone',
  'account',
  'protocol',
  'number',
  'price',
  'allowed',
  'route',
  'limits',
  'caps',
  'money',
  'channels',
] as const;
export type CheckStep = (typeof checkSteps)[number];
/** What a dry run says of a step. `not_needed`: this kind of call does not meet it. */
export type CheckVerdict = 'passed' | 'refused' | 'not_reached' | 'not_needed';

/** Where a call was refused: while it was planned, or when it was booked. */
export type CheckEnd = { readonly refusal: RefusalCode; readonly isAtBooking: boolean } | undefined;

/** The verdict of each step of a call that went through, or was refused. `kind` is undefined when it was refused before that was known. */
export function checkVerdicts(
  end: CheckEnd,
  kind: DestinationKind | undefined,
): readonly { readonly step: CheckStep; readonly verdict: CheckVerdict }[] {
  const refusedAt = end && checkSteps.indexOf(stepOf(end.refusal, end.isAtBooking));
  return checkSteps.map((step, index) => {
    if (refusedAt !== undefined && index === refusedAt) return { step, verdict: 'refused' };
    if (refusedAt !== undefined && index > refusedAt) return { step, verdict: 'not_reached' };
    return { step, verdict: isNeeded(step, kind) ? 'passed' : 'not_needed' };
  });
}

const bought: ReadonlySet<CheckStep> = new Set(['price', 'allowed', 'caps', 'money', 'channels']);

/** Calls inside cost nothing and need no provider; an emergency call meets no limit and no price. */
function isNeeded(step: CheckStep, kind: DestinationKind | undefined): boolean {
  if (kind === 'internal') return !bought.has(step) && step !== 'route';
  return kind !== 'emergency' || (!bought.has(step) && step !== 'limits');
}

function stepOf(refusal: RefusalCode, isAtBooking: boolean): CheckStep {
  switch (refusal) {
    case 'unknown_caller':
      return 'phone';
    case 'account_suspended':
    case 'restricted':
      return 'account';
    case 'protocol_not_allowed':
      return 'protocol';
    case 'invalid_number':
    case 'callee_unavailable':
    case 'do_not_disturb':
    case 'forwarding_loop':
      return 'number';
    case 'no_rate':
      return 'price';
    case 'destination_blocked':
      return 'allowed';
    case 'no_route':
      return isAtBooking ? 'channels' : 'route';
    case 'spend_limit':
    case 'hourly_spend_limit':
      return 'caps';
    case 'no_funds':
      return 'money';
    default:
      return isAtBooking ? 'limits' : 'allowed';
  }
}
