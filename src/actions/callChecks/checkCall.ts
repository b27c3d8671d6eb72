import type { Id } from '../../core/base/id.ts';
import { normaliseNumber } from '../../core/base/phone.ts';
import { fieldRefusal, type RefusalCode } from '../../core/base/refusal.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Attempt, CallRequest } from '../../core/calls/call.ts';
import type { Caller } from '../../core/calls/caller.ts';
import { type CallWorld, type Planned, planCall } from '../../core/calls/planCall.ts';
import { spendPeriod } from '../../core/calls/spendPeriod.ts';
import { readStarCode } from '../../core/calls/starCode.ts';
import type { SkippedProvider } from '../../core/routing/chooseProviders.ts';
import { listPackageBundles } from '../../db/reads/bundles.ts';
import { findCaller, getCallSettings } from '../../db/reads/callControl.ts';
import { getProviders, getRoutes } from '../../db/reads/callProviders.ts';
import { findSiblings } from '../../db/reads/incomingCalls.ts';
import { findRateFor } from '../../db/reads/packageRates.ts';
import { findCustomerNumber } from '../../db/tables/accountTag.ts';
import * as calls from '../../db/tables/calls.ts';
import { listFullProviders } from '../../db/tables/providerStates.ts';
import { action, done, type Work } from '../action.ts';
import { type WorldCopies, worldOf } from '../calls/callWorld.ts';

export type CheckCall = {
  /** Who calls: a network number, or an account by its customer number. */
  readonly from: { readonly networkNumber: string } | { readonly accountId: Id };
  readonly protocol: 'sip' | 'iax';
  readonly dialled: string;
  readonly at: Instant;
};

/** What would have become of a call. */
export type CheckedCall = {
  readonly caller: Caller | undefined;
  readonly world: CallWorld;
  readonly planned: Planned;
  /** What the database said; absent when the plan was a refusal already. */
  readonly booked?: {
    readonly refusal?: RefusalCode;
    readonly grant?: calls.Grant;
    readonly attempts: readonly Attempt[];
    /** Providers that were planned and are full. */
    readonly full: readonly SkippedProvider[];
  };
};

/**
 * Dry run: decides a call with the same functions that decide real ones, core and database, and takes everything back.
 * The moment is the request's for rates, routes and time windows; limits, money and channels are those of now.
 */
export const checkCall = action<CheckCall, CheckedCall>('call.check', 'route.check', async (work, input) => {
  const callerNumber = await numberOf(work, input.from);
  const { protocol, dialled, at } = input;
  // Another id each time: a choice by weight is drawn anew, as for each call.
  const request: CallRequest = { callId: `check-${work.now}`, callerNumber, protocol, at, ...withoutCode(dialled) };
  const copies = await readCopies(work, request);
  const caller = await copies.caller(callerNumber);
  const context = { tx: work.tx, now: () => work.now, report: () => undefined };
  const world = await worldOf(context, copies, request, caller);
  const planned = planCall(request, world);
  if (!planned.ok || !caller) return done({ caller, world, planned }, null);
  const period = spendPeriod(work.now, copies.settings().timeZone);
  const answer = await calls.tryAuthorize(work.tx, request, caller, planned.plan, period);
  const ids = planned.plan.attempts.flatMap((one) => (one.kind === 'provider' ? [one.providerId] : []));
  const full = planned.plan.destinationKind === 'outside' ? await listFullProviders(work.tx, ids, period.day) : [];
  return done({ caller, world, planned, booked: { ...bookedOf(answer, planned.plan.attempts), full } }, null);
});

/** `*67` is a part of a call; the other star codes switch something, and nothing is switched here. */
function withoutCode(dialled: string): Pick<CallRequest, 'dialled' | 'isCallerHidden'> {
  const code = readStarCode(dialled);
  return code?.kind === 'hide' ? { dialled: code.dialled, isCallerHidden: true } : { dialled };
}

function bookedOf(answer: calls.Authorized, planned: readonly Attempt[]) {
  switch (answer.outcome) {
    case 'granted':
      return { grant: answer, attempts: answer.attempts };
    case 'refused':
      return { refusal: answer.refusal, attempts: planned };
    default:
      // The account was changed between two statements of ours; the next look sees it.
      return { refusal: 'not_ready' as const, attempts: planned };
  }
}

async function numberOf(work: Work, from: CheckCall['from']): Promise<string> {
  if ('networkNumber' in from) return from.networkNumber;
  const found = await findCustomerNumber(work.tx, from.accountId);
  if (found === undefined) throw fieldRefusal('invalid_input', 'accountId', 'There is no such account.');
  return found;
}

/** The copies that call control has in memory, read for one call. Packages are asked for its number only. */
async function readCopies({ tx }: Work, request: CallRequest): Promise<WorldCopies> {
  const [settings, providers, routes] = [await getCallSettings(tx), await getProviders(tx), await getRoutes(tx)];
  const normalised = normaliseNumber(request.dialled, settings.dialPlan);
  return {
    settings: () => settings,
    providers: () => providers,
    routes: () => routes,
    caller: (number) => findCaller(tx, number),
    billingPackage: async (id) => {
      const found = normalised.ok ? await findRateFor(tx, id, normalised.number, request.at) : undefined;
      return { bundles: await listPackageBundles(tx, id), find: () => found };
    },
    siblings: (number) => findSiblings(tx, number),
  };
}
