import { allowsProtocol } from '../accounts/account.ts';
import type { Id } from '../base/id.ts';
import { zeroAmount } from '../base/money.ts';
import { type DialPlan, isEmergency, normaliseNumber } from '../base/phone.ts';
import type { RefusalCode } from '../base/refusal.ts';
import { addSeconds, type Instant, type Seconds } from '../base/time.ts';
import type { BundleSpan } from '../rating/bundle.ts';
import type { Rung } from '../rating/grantLadder.ts';
import type { IncludedSeconds } from '../rating/included.ts';
import { ladderBeforeAnswer, type PossibleAnswer } from '../rating/ladderBeforeAnswer.ts';
import { isFree, isRevenueShare, type Rate, type Rounding } from '../rating/rate.ts';
import { numberForProvider, type Provider, providersFor, type Route } from '../routing/route.ts';
import type { Attempt, CallRequest, DestinationKind } from './call.ts';
import { type Caller, isLimited, mayCall } from './caller.ts';
import { messagesCode } from './forwarding.ts';
import { hideCaller } from './hideCaller.ts';
import { ownAttempts } from './ownAttempts.ts';

/** The longest a call may last when no money limits it: four hours, so that a forgotten handset ends by itself. */
export const callSecondsMax: Seconds = 14_400;
/** How much talk is reserved at a time (charging.md A5). Short, so that calls side by side share a small balance. */
export const sliceSeconds: Seconds = 60;
/** How long all attempts of a call together may ring, unless it may be passed on. */
const ringSeconds: Seconds = 60;

/** Which copy of a billing package a price came from; the database refuses copies whose prices do not hold any more. */
export type PackageCopy = { readonly billingPackageId: Id; readonly version: number };

/** A rate with what a finished call must remember of it. */
export type MatchedRate = {
  readonly rateId: Id;
  readonly rate: Rate;
  readonly rounding: Rounding;
  readonly copy?: PackageCopy;
  /** A call that is answered at this instant or later asks for its rate again: the package has versions that begin then. */
  readonly changesAt?: Instant;
  /** The included minutes that the call uses: `rate.included` are those of this bundle. */
  readonly bundle?: { readonly bundleId: Id; readonly accountId: Id; readonly included: IncludedSeconds } & BundleSpan;
};

/** Everything a decision looks at; copies, so deciding waits for nobody. */
export type CallWorld = {
  readonly caller: Caller | undefined;
  readonly dialPlan: DialPlan;
  readonly callee: Caller | undefined;
  /** All phones of the called account, where its number rings them all. */
  readonly calleePhones?: readonly Caller[];
  /** Who called in the beginning, when the call is passed on. */
  readonly original?: Caller | undefined;
  readonly findRate: (billingPackageId: Id, number: string, at: Instant) => MatchedRate | undefined;
  readonly route: Route | undefined;
  readonly emergencyRoute: Route | undefined;
  readonly providers: ReadonlyMap<Id, Provider>;
};

/** A call that may be made if the money is there: where it goes and the ladder of grants, highest first. */
export type CallPlan = {
  readonly destinationKind: DestinationKind;
  /** E.164 digits, or the network number, or the emergency number as dialled. */
  readonly number: string;
  readonly destination: string;
  readonly calleeAccountId?: Id;
  /** The incoming number, when a provider brought the call. */
  readonly incomingNumberId?: Id;
  readonly matched?: MatchedRate;
  readonly attempts: readonly Attempt[];
  readonly ringSeconds: Seconds;
  readonly ladder: readonly Rung[];
};

/** A refusal keeps what was known, for the CDR. */
export type PlannedRefusal = { readonly refusal: RefusalCode; readonly number: string; readonly destination: string };
export type Planned = { readonly ok: true; readonly plan: CallPlan } | ({ readonly ok: false } & PlannedRefusal);

/**
 * Decides a call up to the money: who, where to, at what price, over which providers. The checks stand in the order of
 * the refusals in `base/refusal.ts`; the first that fails is the answer. Emergency calls pass every check but the first
 * three, cost nothing and carry the number as dialled; a call that is passed on is never one of them.
 */
export function planCall(request: CallRequest, world: CallWorld): Planned {
  const planned = planShown(request, world);
  const isHidden = request.isCallerHidden ?? world.caller?.hidesCallerId ?? false;
  if (!planned.ok || !isHidden || planned.plan.destinationKind === 'emergency') return planned;
  return { ok: true, plan: { ...planned.plan, attempts: planned.plan.attempts.map(hideCaller) } };
}

function planShown(request: CallRequest, world: CallWorld): Planned {
  const { caller } = world;
  const refuse = (refusal: RefusalCode, number = '', destination = ''): Planned => ({ ok: false, refusal, number, destination });
  if (!caller?.isNumberActive) return refuse('unknown_caller');
  if (!caller.isAccountActive) return refuse('account_suspended');
  if (!request.forwarded && !allowsProtocol(caller.protocol, request.protocol)) return refuse('protocol_not_allowed');
  if (isEmergency(request.dialled, world.dialPlan))
    return request.forwarded ? refuse('invalid_number', request.dialled) : planEmergency(request.dialled, caller, world);
  if (request.dialled === messagesCode && caller.hasVoicemail && !request.forwarded) return planMessages(caller);
  if (caller.restriction === 'incoming_only') return refuse('restricted', request.dialled);
  if (world.callee) return planInternal(request, caller, world.callee, world.calleePhones);
  const normalised = normaliseNumber(request.dialled, world.dialPlan);
  if (!normalised.ok) return refuse('invalid_number');
  const matched = world.findRate(caller.billingPackageId, normalised.number, request.at);
  if (!matched) return refuse('no_rate', normalised.number);
  const { destination } = matched.rate;
  if (matched.rate.blocked || !mayCall(caller, normalised.number))
    return refuse('destination_blocked', normalised.number, destination);
  const attempts = world.route ? providerAttempts(normalised.number, world.route, outsideCallerId(caller, world), world) : [];
  if (attempts.length === 0) return refuse('no_route', normalised.number, destination);
  const ladder = outsideLadder(caller, matched, request, (at) => world.findRate(caller.billingPackageId, normalised.number, at));
  const { number } = normalised;
  return { ok: true, plan: { destinationKind: 'outside', number, destination, matched, attempts, ringSeconds, ladder } };
}

/** The attempts of an emergency call when nothing is known of the caller: the database is lost and the phone was not seen before. */
export function planBareEmergency(
  dialled: string,
  world: Pick<CallWorld, 'emergencyRoute' | 'providers' | 'dialPlan'>,
): readonly Attempt[] {
  return world.emergencyRoute ? emergencyAttempts(dialled, world.emergencyRoute, world.providers, '') : [];
}

function planEmergency(dialled: string, caller: Caller, world: CallWorld): Planned {
  const route = world.emergencyRoute ?? world.route;
  const attempts = route ? emergencyAttempts(dialled, route, world.providers, callerIdOf(caller)) : [];
  if (attempts.length === 0) return { ok: false, refusal: 'no_route', number: dialled, destination: 'Emergency' };
  return {
    ok: true,
    plan: { destinationKind: 'emergency', number: dialled, destination: 'Emergency', attempts, ringSeconds, ladder: freeLadder },
  };
}

function planInternal(
  request: CallRequest,
  caller: Caller,
  callee: Caller,
  calleePhones: readonly Caller[] | undefined,
): Planned {
  const own = ownAttempts(request, caller, callee, ringSeconds, calleePhones);
  const { number } = callee;
  if (!own.ok) return { ...own, number, destination: 'Customer' };
  const { attempts } = own;
  const known = { destinationKind: 'internal', number, destination: 'Customer', calleeAccountId: callee.accountId } as const;
  return { ok: true, plan: { ...known, attempts, ringSeconds: own.ringSeconds, ladder: freeLadder } };
}

function planMessages({ number }: Caller): Planned {
  const attempt: Attempt = { kind: 'messages', networkNumber: number, callerId: number };
  const known = { destinationKind: 'internal', number, destination: 'Voicemail' } as const;
  return { ok: true, plan: { ...known, attempts: [attempt], ringSeconds, ladder: freeLadder } };
}

/** A call without a price: the whole of it at once. */
export const freeLadder: readonly Rung[] = [{ seconds: callSecondsMax, amount: zeroAmount }];

/** Slices where money or a cap counts; otherwise the whole call at once without a hold (Post-Paid is allowed at any time). */
function outsideLadder(
  caller: Caller,
  matched: MatchedRate,
  { at }: CallRequest,
  findRate: (at: Instant) => MatchedRate | undefined,
): readonly Rung[] {
  const latest = addSeconds(at, ringSeconds);
  const isChanging = matched.changesAt !== undefined && matched.changesAt <= latest;
  const answers: readonly [PossibleAnswer, ...PossibleAnswer[]] = [
    { ...matched, answeredAt: at },
    ...possibleAnswer(matched.rate.bands === undefined ? undefined : matched, latest),
    ...possibleAnswer(isChanging ? findRate(latest) : undefined, latest),
  ];
  // A revenue-share rate pays the customer: it is never reserved (charging.md R13).
  // Included minutes are set aside slice by slice like money, so that calls side by side share them.
  const isSliced = isLimited(caller) || matched.bundle !== undefined;
  if (!isSliced || answers.every(({ rate }) => isFree(rate) || isRevenueShare(rate))) return freeLadder;
  return ladderBeforeAnswer(answers, sliceSeconds);
}

function possibleAnswer(matched: MatchedRate | undefined, answeredAt: Instant): readonly PossibleAnswer[] {
  return matched === undefined ? [] : [{ rate: matched.rate, rounding: matched.rounding, answeredAt }];
}

function providerAttempts(number: string, route: Route, callerId: string, world: CallWorld): readonly Attempt[] {
  return providersFor(route, number, world.providers).flatMap((provider) => {
    const dialled = numberForProvider(number, provider, world.dialPlan);
    if (dialled === undefined) return [];
    return [{ kind: 'provider' as const, providerId: provider.id, number: dialled, callerId: provider.callerId || callerId }];
  });
}

/** Emergency numbers are dialled as they are: they exist only inside the country, so no number rule fits them. */
function emergencyAttempts(
  dialled: string,
  route: Route,
  providers: CallWorld['providers'],
  callerId: string,
): readonly Attempt[] {
  return providersFor(route, dialled, providers).map((provider) => ({
    kind: 'provider',
    providerId: provider.id,
    number: dialled,
    callerId: provider.callerId || callerId,
  }));
}

/** A call that is passed on shows who called, where that customer has a number to show; else who passes it on. */
function outsideCallerId(caller: Caller, world: CallWorld): string {
  return world.original?.callerId || callerIdOf(caller);
}

function callerIdOf(caller: Caller): string {
  return caller.callerId || caller.number;
}
