import type { Id } from '../base/id.ts';
import type { Amount } from '../base/money.ts';
import type { DialPlan } from '../base/phone.ts';
import type { Instant, Seconds } from '../base/time.ts';
import { priceOnly } from '../rating/priceCall.ts';
import type { Rate, Rounding } from '../rating/rate.ts';
import { hostsFor, isUsable, numberForProvider, type Provider, type ProviderHost } from './provider.ts';
import { type LossGuard, noLossGuard, type Route, type RouteRule, type RuleQuestion, ruleFor } from './route.ts';
import { weightedOrder } from './weightedOrder.ts';

/** A rate of a cost deck, or of the package that the customer pays by; pinned for the whole call. */
export type RatedBy = { readonly rateId: Id; readonly rate: Rate; readonly rounding: Rounding };

/** What choosing the providers of a call looks at. */
export type RouteQuestion = RuleQuestion & {
  readonly callId: string;
  readonly dialPlan: DialPlan;
  readonly providers: ReadonlyMap<Id, Provider>;
  /** The rate of a provider's cost deck for the number. */
  readonly findCost: (costPackageId: Id, number: string, at: Instant) => RatedBy | undefined;
  /** What the customer pays. */
  readonly sell: RatedBy;
};

/** One provider that may take the call, by each of its hosts. */
export type ChosenProvider = {
  readonly provider: Provider;
  /** As this provider wants it. */
  readonly dialled: string;
  /** Empty for the carrier inside. */
  readonly hosts: readonly ProviderHost[];
  readonly cost?: RatedBy;
  /** It costs more than the customer pays, at the length that the route looks at. */
  readonly isLoss: boolean;
};

/** Why a provider of the rule gets no call. `http` and `web` have the words. */
export const skipReasons = [
  'gone',
  'off',
  'maintenance',
  'no_number',
  'no_cost_rate',
  'cost_blocked',
  'loss',
  'loop',
  'down',
  'fenced',
  'channels',
  'calls_per_second',
  'spent_today',
  'spent_this_month',
  'too_far_back',
] as const;
export type SkipReason = (typeof skipReasons)[number];
export type SkippedProvider = { readonly providerId: Id; readonly reason: SkipReason };

/** The providers of a call in the order in which they are tried, and why the others are not. */
export type ProviderChoiceMade = {
  readonly rule: RouteRule | undefined;
  readonly chosen: readonly ChosenProvider[];
  readonly skipped: readonly SkippedProvider[];
};

/** How long the call is that least cost compares: flag falls and first blocks count as in an ordinary call. Seconds. */
export const comparedSeconds: Seconds = 180;
/** The lengths at which `any_length` looks for a loss: around block ends where decks differ, and the longest call. Seconds. */
export const lossCheckedSeconds: readonly Seconds[] = [1, 7, 30, 31, 60, 61, 120, 180, 300, 600, 1800, 3600, 14_400];

/** The providers for a call by a route, in order. Checks in the order of `skipReasons` up to `fenced`; the rest is for the database. */
export function chooseProviders(route: Route, question: RouteQuestion): ProviderChoiceMade {
  const rule = ruleFor(route, question);
  if (!rule) return { rule, chosen: [], skipped: [] };
  const looked = rule.providerIds.map((id) => lookAt(id, question, route.lossGuard ?? noLossGuard));
  const skipped = looked.flatMap((one) => ('reason' in one ? [one] : []));
  const usable = looked.flatMap((one) => ('reason' in one ? [] : [one]));
  return { rule, chosen: inOrder(rule, usable, question), skipped };
}

/** What a rated call of this length costs, or brings. */
export const amountOf = ({ rate, rounding }: RatedBy, at: Instant, seconds: Seconds): Amount =>
  priceOnly(rate, rounding, at, seconds);

/** True when the provider takes more than the customer pays: at 60 seconds, or at any of `lossCheckedSeconds`. */
export function isLoss(cost: RatedBy, sell: RatedBy, at: Instant, length: LossGuard['at']): boolean {
  const lengths = length === 'first_minute' ? [60] : lossCheckedSeconds;
  return lengths.some((seconds) => amountOf(cost, at, seconds) > amountOf(sell, at, seconds));
}

function lookAt(providerId: Id, question: RouteQuestion, { guard, at }: LossGuard): ChosenProvider | SkippedProvider {
  const skip = (reason: SkipReason): SkippedProvider => ({ providerId, reason });
  const provider = question.providers.get(providerId);
  if (!provider) return skip('gone');
  if (!provider.isActive) return skip('off');
  if (provider.isInMaintenance) return skip('maintenance');
  const dialled = numberForProvider(question.number, provider, question.dialPlan);
  if (dialled === undefined) return skip('no_number');
  const cost =
    provider.costPackageId === undefined ? undefined : question.findCost(provider.costPackageId, question.number, question.at);
  if (provider.costPackageId !== undefined && !cost) return skip('no_cost_rate');
  if (cost?.rate.blocked) return skip('cost_blocked');
  const losing = guard !== 'off' && cost !== undefined && isLoss(cost, question.sell, question.at, at);
  if (losing && guard === 'skip') return skip('loss');
  const hosts = hostsFor(provider, question.callId).filter((one) => isUsable(one, question.at));
  if (provider.hosts.length > 0 && hosts.length === 0) return skip(whyNoHost(provider));
  return { provider, dialled, hosts, isLoss: losing, ...(cost && { cost }) };
}

function whyNoHost({ hosts }: Provider): SkipReason {
  if (hosts.every(({ state }) => state.probe === 'loop')) return 'loop';
  return hosts.some(({ state }) => state.probe === 'up' || state.probe === 'unknown') ? 'fenced' : 'down';
}

function inOrder(rule: RouteRule, usable: readonly ChosenProvider[], question: RouteQuestion): readonly ChosenProvider[] {
  switch (rule.choice) {
    case undefined:
    case 'ordered':
      return usable;
    case 'least_cost':
      return cheapestFirst(usable, question.at);
    case 'weighted':
      return weightedOrder(usable, question.callId, ({ provider }) => [
        String(provider.id),
        rule.weights?.[rule.providerIds.indexOf(provider.id)] ?? 1,
      ]);
    default:
      return rule.choice satisfies never;
  }
}

/** By the cost of a call of `comparedSeconds`; providers of one cost stay in the order of the rule, those without a deck come last. */
function cheapestFirst(usable: readonly ChosenProvider[], at: Instant): readonly ChosenProvider[] {
  return usable
    .map((one) => ({ one, amount: one.cost && amountOf(one.cost, at, comparedSeconds) }))
    .sort((a, b) => {
      if (a.amount === undefined || b.amount === undefined)
        return Number(a.amount === undefined) - Number(b.amount === undefined);
      return a.amount < b.amount ? -1 : Number(a.amount > b.amount);
    })
    .map(({ one }) => one);
}
