import { allowsProtocol } from '../accounts/account.ts';
import type { Id } from '../base/id.ts';
import { zeroAmount } from '../base/money.ts';
import { type DialPlan, isEmergency, normaliseNumber } from '../base/phone.ts';
import type { RefusalCode } from '../base/refusal.ts';
import { addSeconds, type Instant, instant, type Seconds } from '../base/time.ts';
import type { GuardLimits, GuardWorld } from '../fraud/guardTerms.ts';
import type { BundleSpan } from '../rating/bundle.ts';
import type { Rung } from '../rating/grantLadder.ts';
import type { IncludedSeconds } from '../rating/includedSeconds.ts';
import { ladderBeforeAnswer, type PossibleAnswer } from '../rating/ladderBeforeAnswer.ts';
import { isFree, isRevenueShare } from '../rating/rate.ts';
import { chooseProviders, type ProviderChoiceMade, type RatedBy } from '../routing/chooseProviders.ts';
import { defaultFailover, emergencyFailover, type FailoverPolicy } from '../routing/failover.ts';
import { callerIdFor, hostsFor, isUsable, type Provider } from '../routing/provider.ts';
import { isForGroup, isTimed, type Route, ruleFor } from '../routing/route.ts';
import { askGuard, shortened } from './askGuard.ts';
import { type Attempt, attemptsMax, type CallRequest, type DestinationKind, type ProviderAttempt } from './call.ts';
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
/** The longest that all attempts may ring where each has its own time. */
const ringSecondsMax: Seconds = 240;

/** Which copy of a billing package a price came from; the database refuses copies whose prices do not hold any more. */
export type PackageCopy = { readonly billingPackageId: Id; readonly version: number };

/** A rate with what a finished call must remember of it. */
export type MatchedRate = RatedBy & {
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
  /** The operator's zone: by its clock time windows of routes hold. */
  readonly zone: string;
  readonly findRate: (billingPackageId: Id, number: string, at: Instant) => MatchedRate | undefined;
  /** The rate of a provider's cost deck; absent = no deck is asked. */
  readonly findCost?: (costPackageId: Id, number: string, at: Instant) => RatedBy | undefined;
  readonly route: Route | undefined;
  readonly emergencyRoute: Route | undefined;
  readonly providers: ReadonlyMap<Id, Provider>;
  /** Absent: there is no fraud guard. */
  readonly guard?: GuardWorld | undefined;
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
  /** What happens when an attempt at a provider fails; absent for calls inside. */
  readonly failover?: FailoverPolicy;
  /** How the providers were chosen; absent for calls inside. */
  readonly choice?: ProviderChoiceMade;
  readonly ringSeconds: Seconds;
  readonly ladder: readonly Rung[];
  /** What the fraud guard has counted when the call is booked. */
  readonly guard?: GuardLimits;
};

/** A refusal keeps what was known, for the CDR. */
export type PlannedRefusal = {
  readonly refusal: RefusalCode;
  readonly number: string;
  readonly destination: string;
  readonly matched?: MatchedRate;
  readonly choice?: ProviderChoiceMade;
};
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
  const { number } = normalised;
  const sell = withoutIncluded(matched);
  const guarded = askGuard(caller, world.guard, { number, at: request.at, sell });
  if (!guarded.ok) return refuse(guarded.refusal, number, destination);
  const choice = world.route && chooseProviders(world.route, { ...questionOf(request, caller, world), number, sell });
  const attempts = choice ? providerAttempts(choice, outsideCallerId(caller, world), callerIdOf(caller)) : [];
  if (!choice || !world.route || attempts.length === 0)
    return { ok: false, refusal: 'no_route', number, destination, matched, ...(choice && { choice }) };
  const priced = outsideLadder(caller, matched, request, (at) => world.findRate(caller.billingPackageId, number, at));
  const ladder = shortened(priced, guarded.limits?.secondsMax);
  const { failover = defaultFailover } = world.route;
  const known = { destinationKind: 'outside', number, destination, matched, failover, choice } as const;
  return {
    ok: true,
    plan: { ...known, ...ringing(attempts, failover), ladder, ...(guarded.limits && { guard: guarded.limits }) },
  };
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
    plan: {
      ...{ destinationKind: 'emergency', number: dialled, destination: 'Emergency', attempts, failover: emergencyFailover },
      ...{ ringSeconds, ladder: freeLadder },
    },
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

/** Included minutes were paid for before: a call by them is no loss. */
function withoutIncluded({ rateId, rounding, rate: { included: _, ...rate } }: MatchedRate): RatedBy {
  return { rateId, rate, rounding };
}

function questionOf(request: CallRequest, caller: Caller, world: CallWorld) {
  const { providers, dialPlan, zone, findCost = () => undefined } = world;
  const { callId, at } = request;
  return { callId, at, zone, callerGroup: caller.callerGroup ?? '', dialPlan, providers, findCost };
}

/** Each host of each provider is an attempt of its own. */
function providerAttempts({ chosen }: ProviderChoiceMade, shown: string, own: string): readonly ProviderAttempt[] {
  const all = chosen.flatMap((one) => {
    const { provider, cost } = one;
    const known = {
      kind: 'provider' as const,
      providerId: provider.id,
      number: one.dialled,
      callerId: callerIdFor(provider, shown, own),
      ...(provider.hidesCallerId && { isCallerHidden: true as const }),
      ...(cost && { cost }),
    };
    return one.hosts.length === 0 ? [known] : one.hosts.map(({ position }) => ({ ...known, host: position }));
  });
  // Channels are taken for what is planned: no more than will be tried.
  return all.slice(0, attemptsMax);
}

/** Where nobody taking the call leads on, each provider may ring for so long; else all of them together for a minute. */
function ringing(attempts: readonly ProviderAttempt[], { noAnswer }: FailoverPolicy) {
  if (noAnswer === 'stop') return { attempts, ringSeconds };
  const { nextAfterSeconds } = noAnswer;
  const patient = attempts.map((one) => ({ ...one, ringSeconds: nextAfterSeconds }));
  return { attempts: patient, ringSeconds: Math.min(attempts.length * nextAfterSeconds, ringSecondsMax) };
}

/**
 * Emergency numbers are dialled as they are: they exist only inside the country, so no number rule fits them. A host that
 * seems down is tried last, not left out: nothing is to be saved here.
 */
function emergencyAttempts(
  dialled: string,
  route: Route,
  providers: CallWorld['providers'],
  callerId: string,
): readonly ProviderAttempt[] {
  // Rules for a time or a group are passed over: whoever calls, and whenever.
  const plain = { ...route, rules: route.rules.filter((one) => !isTimed(one) && !isForGroup(one)) };
  const rule = ruleFor(plain, { number: dialled, at: instant(0), callerGroup: '', zone: 'UTC' });
  const tries = (rule?.providerIds ?? []).flatMap((id) => {
    const provider = providers.get(id);
    return provider?.isActive ? emergencyHosts(provider, dialled, callerId) : [];
  });
  return [...tries.filter(({ isUp }) => isUp), ...tries.filter(({ isUp }) => !isUp)].map(({ attempt }) => attempt);
}

function emergencyHosts(provider: Provider, dialled: string, shown: string) {
  const callerId = callerIdFor(provider, shown, shown);
  const known = { kind: 'provider' as const, providerId: provider.id, number: dialled, callerId };
  if (provider.hosts.length === 0) return [{ isUp: true, attempt: known }];
  // Without a time of its own: only what is fenced for a while is not told from what is not.
  return hostsFor(provider, dialled).map((host) => ({
    isUp: isUsable(host, instant(0)),
    attempt: { ...known, host: host.position },
  }));
}

/** A call that is passed on shows who called, where that customer has a number to show; else who passes it on. */
function outsideCallerId(caller: Caller, world: CallWorld): string {
  return world.original?.callerId || callerIdOf(caller);
}

function callerIdOf(caller: Caller): string {
  return caller.callerId || caller.number;
}
