import { isEmergency } from '../../core/base/phone.ts';
import type { RefusalCode } from '../../core/base/refusal.ts';
import type { Seconds } from '../../core/base/time.ts';
import type { CallDecision, CallRequest } from '../../core/calls/call.ts';
import type { Caller } from '../../core/calls/caller.ts';
import { causeOfRefusal } from '../../core/calls/outcome.ts';
import { type CallPlan, callSecondsMax, type Planned, planBareEmergency, planCall } from '../../core/calls/planCall.ts';
import { spendPeriod } from '../../core/calls/spendPeriod.ts';
import { emergencyFailover, stoppingCauses } from '../../core/routing/failover.ts';
import * as calls from '../../db/tables/calls.ts';
import { addRefused } from '../../db/tables/cdrs.ts';
import { addForwardedCall } from '../../db/tables/forwardedCalls.ts';
import type { CallContext } from './callContext.ts';
import { type CallCopies, emergencyRouteOf, worldOf } from './callWorld.ts';

export type { CallCopies };

/** A decision, and for a granted call what the extensions need. */
export type AuthorizedCall = {
  readonly decision: CallDecision;
  readonly booked?: { readonly plan: CallPlan; readonly caller: Caller; readonly grant: calls.Grant };
};

/** Below the two seconds after which a waiting caller would hear nothing (quality.md c). */
const answerWithinMilliseconds = 1800;
/** How long an emergency call may ring that is decided without a database. */
const emergencyRingSeconds: Seconds = 60;

/**
 * Decides one call and books it with its hold in one database round trip. The same call id gets the same answer.
 * Answers within 2 seconds and never throws: when the database is silent, a paid call is refused and an emergency call is let through.
 */
export async function authorizeCall(context: CallContext, copies: CallCopies, request: CallRequest): Promise<AuthorizedCall> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the database did not answer in time')), answerWithinMilliseconds);
  });
  try {
    return await Promise.race([decide(context, copies, request, 0), late]);
  } catch (error) {
    context.report(`call ${request.callId} could not be authorised`, error);
    return withoutDatabase(copies, request);
  } finally {
    clearTimeout(timer);
  }
}

async function decide(
  context: CallContext,
  copies: CallCopies,
  request: CallRequest,
  staleTimes: number,
): Promise<AuthorizedCall> {
  const caller = await copies.caller(request.callerNumber);
  if (request.forwarded && staleTimes === 0) await addForwardedCall(context.tx, request.callId, request.forwarded);
  const planned = planCall(request, await worldOf(copies, request, caller));
  if (!planned.ok || !caller) return refuse(context, request, caller, planned, undefined);
  const { plan } = planned;
  const booked = await calls.authorize(context.tx, request, caller, plan, spendPeriod(request.at, copies.settings().timeZone));
  switch (booked.outcome) {
    case 'granted':
      return {
        decision: granted({ ...plan, attempts: booked.attempts }, booked.grantedSeconds),
        booked: { plan: { ...plan, attempts: booked.attempts }, caller, grant: booked },
      };
    case 'stale':
      // Our copy is older than the account. Once is a change on its way to us; twice would be a copy that never renews.
      copies.forgetAccount(caller.accountId);
      if (staleTimes < 2) return decide(context, copies, request, staleTimes + 1);
      throw new Error(`account ${caller.accountId} stays stale`);
    case 'ended':
      return { decision: { ok: false, refusal: 'not_ready' } };
    case 'refused':
      return refuse(context, request, caller, planned, booked.refusal);
    default:
      return booked satisfies never;
  }
}

async function refuse(
  context: CallContext,
  request: CallRequest,
  caller: Caller | undefined,
  planned: Planned,
  atBooking: RefusalCode | undefined,
): Promise<AuthorizedCall> {
  const refusal = atBooking ?? (planned.ok ? 'unknown_caller' : planned.refusal);
  const { number, destination } = planned.ok ? planned.plan : planned;
  await addRefused(context.tx, { request, caller, refusal, number, destination, hangupCause: causeOfRefusal(refusal) });
  return { decision: { ok: false, refusal } };
}

function withoutDatabase(copies: CallCopies, request: CallRequest): AuthorizedCall {
  if (request.forwarded || !isEmergency(request.dialled, copies.settings().dialPlan))
    return { decision: { ok: false, refusal: 'not_ready' } };
  const world = { emergencyRoute: emergencyRouteOf(copies), providers: copies.providers(), dialPlan: copies.settings().dialPlan };
  const attempts = planBareEmergency(request.dialled, world);
  return {
    decision:
      attempts.length > 0
        ? granted({ attempts, ringSeconds: emergencyRingSeconds, failover: emergencyFailover }, callSecondsMax)
        : { ok: false, refusal: 'no_route' },
  };
}

/** A provider's word decides whether the next one is tried; phones have their own rules. */
function granted(plan: Pick<CallPlan, 'attempts' | 'ringSeconds' | 'failover'>, grantedSeconds: Seconds): CallDecision {
  const { attempts, ringSeconds, failover } = plan;
  if (!failover) return { ok: true, attempts, grantedSeconds, ringSeconds };
  const isNoAnswerFollowed = failover.noAnswer !== 'stop';
  const policy = { stopAt: stoppingCauses(failover), ...(isNoAnswerFollowed && { isNoAnswerFollowed: true as const }) };
  return { ok: true, attempts, grantedSeconds, ringSeconds, ...policy };
}
