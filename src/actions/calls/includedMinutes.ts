import { normaliseNumber } from '../../core/base/phone.ts';
import { localDate } from '../../core/base/time.ts';
import type { CallRequest } from '../../core/calls/call.ts';
import type { Caller } from '../../core/calls/caller.ts';
import type { MatchedRate } from '../../core/calls/planCall.ts';
import { type Bundle, bundleFor, bundleSpan } from '../../core/rating/bundle.ts';
import { findIncludedLeft, findIncludedOf } from '../../db/reads/bundles.ts';
import type { CallSettings } from '../../db/reads/callControl.ts';
import type { CallContext } from './callContext.ts';

/** What a call may use of included minutes: put on the rate that is found for it. */
export type CallIncluded = NonNullable<MatchedRate['bundle']>;

/**
 * The bundle that a call would use and how much of it is left. Asked of the database only where there are bundles at all; the
 * decision is made there once more, under the account's lock.
 */
export async function findIncluded(
  context: CallContext,
  { dialPlan, timeZone }: CallSettings,
  request: CallRequest,
  caller: Caller,
  ofPackage: readonly Bundle[],
): Promise<CallIncluded | undefined> {
  const bundles = [...(caller.bundles ?? []), ...ofPackage];
  if (bundles.length === 0) return undefined;
  const normalised = normaliseNumber(request.dialled, dialPlan);
  if (!normalised.ok) return undefined;
  const on = localDate(request.at, timeZone);
  const bundle = bundleFor(bundles, normalised.number, on);
  if (!bundle) return undefined;
  const span = bundleSpan(bundle.period, on);
  const seconds = await findIncludedLeft(context.tx, bundle.id, caller.accountId, span, request.callId);
  const { mode, coversFlagFall } = bundle;
  return { bundleId: bundle.id, accountId: caller.accountId, ...span, included: { seconds, mode, coversFlagFall } };
}

export function withBundle(matched: MatchedRate | undefined, bundle: CallIncluded | undefined): MatchedRate | undefined {
  if (matched === undefined || bundle === undefined || matched.rate.blocked) return matched;
  return { ...matched, bundle, rate: { ...matched.rate, included: bundle.included } };
}

/** The included seconds that are there for the next slice of a call: its own, and what is left meanwhile. */
export async function refreshIncluded(context: CallContext, callId: string, matched: MatchedRate): Promise<MatchedRate> {
  const { bundle } = matched;
  if (!bundle) return matched;
  const seconds = await findIncludedLeft(context.tx, bundle.bundleId, bundle.accountId, bundle, callId);
  return withBundle(matched, { ...bundle, included: { ...bundle.included, seconds } }) ?? matched;
}

/**
 * A call is priced with the included seconds that were set aside for it, or that it used when it was settled by estimate:
 * whatever happened to the rest of the bundle since.
 */
export async function settleIncluded(context: CallContext, callId: string, matched: MatchedRate): Promise<MatchedRate> {
  const { included: _earlier, ...rate } = matched.rate;
  const found = await findIncludedOf(context.tx, callId);
  if (!found) return { ...matched, rate };
  const { bundleId, accountId, period, previous, included } = found;
  return { ...matched, bundle: { bundleId, accountId, period, previous, included }, rate: { ...rate, included } };
}

/** For a call that was taken over: its bundle with the period before, so that it can be extended. */
export async function takeOverIncluded(context: CallContext, callId: string, matched: MatchedRate): Promise<MatchedRate> {
  const found = await findIncludedOf(context.tx, callId);
  if (!found) return matched;
  const { unit, ...bundle } = found;
  return withBundle(matched, { ...bundle, ...bundleSpan(unit, found.period) }) ?? matched;
}
