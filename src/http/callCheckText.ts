import type { Amount } from '../core/base/money.ts';
import { formatAmount } from '../core/base/money.ts';
import { type RefusalCode, refusals } from '../core/base/refusal.ts';
import type { Instant, Seconds } from '../core/base/time.ts';
import type { DestinationKind } from '../core/calls/call.ts';
import type { CheckStep, CheckVerdict } from '../core/calls/callCheck.ts';
import { amountOf, comparedSeconds, type ProviderChoiceMade, type RatedBy } from '../core/routing/chooseProviders.ts';

/** What a dry run found out, as far as it came. */
type Told = {
  readonly kind: DestinationKind | null;
  readonly number: string;
  readonly destination: string;
  readonly matched?: RatedBy | undefined;
  readonly choice?: ProviderChoiceMade | undefined;
  /** The route that was asked: for emergency calls that of the settings. */
  readonly routeName: string | undefined;
  readonly grant?: { readonly grantedSeconds: Seconds; readonly hold: Amount } | undefined;
  readonly currency: string;
  readonly at: Instant;
};

/** What a step of a dry run says, in a sentence. */
export function stepText(
  { step, verdict }: { readonly step: CheckStep; readonly verdict: CheckVerdict },
  told: Told,
  refusal: RefusalCode | undefined,
): string {
  if (verdict === 'refused') return refusedText(step, told, refusal ?? 'no_route');
  if (verdict === 'not_reached') return 'Not looked at.';
  if (verdict === 'not_needed') return 'Not needed for this call.';
  return passedText(step, told);
}

function refusedText(step: CheckStep, told: Told, refusal: RefusalCode): string {
  if (step === 'channels') return 'Every provider that is left is full.';
  return step === 'route' ? noRouteText(told) : refusals[refusal];
}

/** Why a route has nobody for a call: no rule, or nobody left of the rule. */
function noRouteText({ choice, routeName, number, destination }: Told): string {
  if (routeName === undefined) return 'There is no route for it.';
  if (destination === 'Emergency') return `Route “${routeName}” has no active provider for ${number}.`;
  if (!choice?.rule) return `Route “${routeName}” has no rule for +${number} that holds at this time for this caller.`;
  const count = choice.skipped.length;
  const who = count === 1 ? 'The only provider' : `All ${count} providers`;
  return `${who} of its rule in route “${routeName}” ${count === 1 ? 'is' : 'are'} passed over; why stands below.`;
}

function passedText(step: CheckStep, told: Told): string {
  switch (step) {
    case 'phone':
      return 'The phone is known and switched on.';
    case 'account':
      return 'The account is active.';
    case 'protocol':
      return 'The account may call with this protocol.';
    case 'number':
      return numberText(told);
    case 'price':
      return priceText(told);
    case 'allowed':
      return `Calls to ${told.destination || 'this destination'} are allowed.`;
    case 'route':
      return routeText(told);
    case 'limits':
      return 'The account may have one more call.';
    case 'caps':
      return 'Today’s and this hour’s spending leave room.';
    case 'money':
      return moneyText(told);
    case 'channels':
      return 'The providers have free channels.';
    default:
      return step satisfies never;
  }
}

function numberText({ kind, number, destination }: Told): string {
  if (kind === 'emergency') return `${number} is an emergency number: it is dialled as it is.`;
  if (kind === 'internal') return `${number} is a number of ours.`;
  return `The number is +${number}${destination === '' ? '' : `, ${destination}`}.`;
}

function priceText({ matched, at, currency }: Told): string {
  if (!matched) return 'The call costs nothing.';
  const { prefix, destination } = matched.rate;
  const price = formatAmount(amountOf(matched, at, comparedSeconds));
  return `Rate ${prefix === '' ? 'for every number' : `+${prefix}`} ${destination}: ${price} ${currency} for ${comparedSeconds / 60} minutes.`;
}

function routeText({ choice, kind }: Told): string {
  if (kind === 'emergency') return 'The emergency route has a provider.';
  const count = choice?.chosen.length ?? 0;
  return `${count} ${count === 1 ? 'provider takes' : 'providers take'} the call.`;
}

function moneyText({ grant, currency }: Told): string {
  if (!grant || grant.hold === 0n) return 'No money is set aside.';
  return `${formatAmount(grant.hold)} ${currency} would be set aside for the first ${grant.grantedSeconds} seconds.`;
}
