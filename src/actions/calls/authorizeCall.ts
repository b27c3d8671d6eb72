import { isEmergency } from '../../core/base/phone.ts';
import type { RefusalCode } from '../../core/base/refusal.ts';
import type { Seconds } from '../../core/base/time.ts';
import type { CallDecision, CallRequest } from '../../core/calls/call.ts';
import type { Caller } from '../../core/calls/caller.ts';
import { cleanIncoming } from '../../core/calls/callerIdentity.ts';
import { causeOfRefusal } from '../../core/calls/outcome.ts';
import { type CallPlan, callSecondsMax, type Planned, planBareEmergency, planCall } from '../../core/calls/planCall.ts';
import { spendPeriod } from '../../core/calls/spendPeriod.ts';
import { emergencyFailover, stoppingCauses } from '../../core/routing/failover.ts';
import { raiseAlert } from '../../db/tables/alerts.ts';
import * as calls from '../../db/tables/calls.ts';
import { addRefused } from '../../db/tables/cdrs.ts';
import { addForwardedCall } from '../../db/tables/forwardedCalls.ts';
import type { CallContext } from './callContext.ts';
import { type CallCopies, emergencyRouteOf, worldOf } from './callWorld.ts';
import { dialStarCode } from './dialStarCode.ts';
import { notePlan } from './notePlan.ts';
import { planFromOutside } from './planFromOutside.ts';

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
  const deciding = decide(context, copies, request, 0);
  try {
    return await Promise.race([deciding, late]);
  } catch (error) {
    // It goes on behind our back, and may note its plan after it was given up: the phones of that plan would stay busy.
    const forget = () => copies.phones?.decided(request.callId);
    deciding.then(forget, forget);
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
  if (request.incoming) {
    const cleaned = { ...request, incoming: cleanIncoming(request.incoming, copies.settings().dialPlan) };
    const { owner, planned } = await planFromOutside(copies, cleaned);
    return book(context, copies, cleaned, owner, planned, staleTimes);
  }
  const caller = await copies.caller(request.callerNumber);
  const starred = await dialStarCode(context, copies, request, caller);
  if (starred.said) return { decision: { ok: false, said: starred.said } };
  if (request.forwarded && staleTimes === 0) await addForwardedCall(context.tx, request.callId, request.forwarded);
  const dialled = starred.request;
  const world = await worldOf(context, copies, dialled, caller);
  const planned = await refuseCircle(copies, dialled, caller, notePlan(copies, dialled, planCall(dialled, world)));
  return book(context, copies, dialled, caller, planned, staleTimes);
}

/** A call that is passed on to an incoming number of the same account would come back through a provider, again and again. */
async function refuseCircle(
  copies: CallCopies,
  { forwarded }: CallRequest,
  caller: Caller | undefined,
  planned: Planned,
): Promise<Planned> {
  if (!forwarded || !caller || !planned.ok || planned.plan.destinationKind !== 'outside') return planned;
  const { number, destination } = planned.plan;
  const found = await copies.incoming(number);
  if (found?.number.accountId !== caller.accountId) return planned;
  return { ok: false, refusal: 'forwarding_loop', number, destination };
}

async function book(
  context: CallContext,
  copies: CallCopies,
  request: CallRequest,
  caller: Caller | undefined,
  planned: Planned,
  staleTimes: number,
): Promise<AuthorizedCall> {
  if (!planned.ok || !caller) return refuse(context, copies, request, caller, planned, undefined);
  const { plan } = planned;
  const booked = await calls.authorize(context.tx, request, caller, plan, spendPeriod(request.at, copies.settings().timeZone));
  switch (booked.outcome) {
    case 'granted':
      return {
        decision: { ...granted({ ...plan, attempts: booked.attempts }, booked.grantedSeconds), ...nameOf(request) },
        booked: { plan: { ...plan, attempts: booked.attempts }, caller, grant: booked },
      };
    case 'stale':
      // Our copy is older than the account or its package. Once is a change on its way to us; twice would be a copy that never renews.
      copies.forgetAccount(caller.accountId);
      await copies.freshenPackage(caller.billingPackageId);
      if (staleTimes < (plan.matched?.bundle ? 20 : 2)) return decide(context, copies, request, staleTimes + 1);
      throw new Error(`account ${caller.accountId} stays stale`);
    case 'ended':
      return { decision: { ok: false, refusal: 'not_ready' } };
    case 'refused':
      return refuse(context, copies, request, caller, planned, booked.refusal);
    default:
      return booked satisfies never;
  }
}

async function refuse(
  context: CallContext,
  copies: CallCopies,
  request: CallRequest,
  caller: Caller | undefined,
  planned: Planned,
  atBooking: RefusalCode | undefined,
): Promise<AuthorizedCall> {
  const refusal = atBooking ?? (planned.ok ? 'unknown_caller' : planned.refusal);
  const { number, destination } = planned.ok ? planned.plan : planned;
  if (caller) await tellOfCap(context, copies, request, caller, refusal);
  await addRefused(context.tx, { request, caller, refusal, number, destination, hangupCause: causeOfRefusal(refusal) });
  return { decision: { ok: false, refusal } };
}

/** The first call of a day or an hour that a spend cap refuses is an alert. */
async function tellOfCap(
  context: CallContext,
  copies: CallCopies,
  request: CallRequest,
  caller: Caller,
  refusal: RefusalCode,
): Promise<void> {
  const { day, hour } = spendPeriod(request.at, copies.settings().timeZone);
  const { accountId, dailySpendLimit, hourlySpendLimit } = caller;
  if (refusal === 'spend_limit' && dailySpendLimit !== undefined)
    await raiseAlert(context.tx, `spend_cap ${accountId} ${day}`, accountId, {
      ...{ kind: 'spend_cap', period: 'day', limit: dailySpendLimit },
    });
  if (refusal === 'hourly_spend_limit' && hourlySpendLimit !== undefined)
    await raiseAlert(context.tx, `spend_cap ${accountId} hour ${hour}`, accountId, {
      ...{ kind: 'spend_cap', period: 'hour', limit: hourlySpendLimit },
    });
}

function withoutDatabase(copies: CallCopies, request: CallRequest): AuthorizedCall {
  if (request.forwarded || request.incoming || !isEmergency(request.dialled, copies.settings().dialPlan))
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
function granted(plan: Pick<CallPlan, 'attempts' | 'ringSeconds' | 'failover'>, grantedSeconds: Seconds) {
  const { attempts, ringSeconds, failover } = plan;
  if (!failover) return { ok: true as const, attempts, grantedSeconds, ringSeconds };
  const isNoAnswerFollowed = failover.noAnswer !== 'stop';
  const policy = { stopAt: stoppingCauses(failover), ...(isNoAnswerFollowed && { isNoAnswerFollowed: true as const }) };
  return { ok: true as const, attempts, grantedSeconds, ringSeconds, ...policy };
}

const nameOf = ({ incoming }: CallRequest) => (incoming && incoming.callerName !== '' ? { callerName: incoming.callerName } : {});
