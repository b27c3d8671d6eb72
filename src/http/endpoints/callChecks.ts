import { type CheckedCall, checkCall } from '../../actions/callChecks/checkCall.ts';
import { may } from '../../core/access/permission.ts';
import { displayName } from '../../core/accounts/details.ts';
import { formatAmount } from '../../core/base/money.ts';
import { normaliseNumber } from '../../core/base/phone.ts';
import { refusals } from '../../core/base/refusal.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Attempt } from '../../core/calls/call.ts';
import { checkVerdicts } from '../../core/calls/callCheck.ts';
import { amountOf, comparedSeconds, type ProviderChoiceMade, type SkippedProvider } from '../../core/routing/chooseProviders.ts';
import { numberForProvider, numberRuleFor } from '../../core/routing/provider.ts';
import { getCallSettings } from '../../db/reads/callControl.ts';
import { findAccount } from '../../db/reads/getAccount.ts';
import { getSessionInfo } from '../../db/reads/getSessionInfo.ts';
import { stepText } from '../callCheckText.ts';
import * as contract from '../contract/callChecks.ts';
import { type Handler, on } from '../door.ts';
import { toId, toInstant } from '../wire.ts';

export const callCheckHandlers: readonly Handler[] = [
  on(contract.checkCall, async ({ body, who }, door) => {
    const at = body.at === undefined ? door.clock() : toInstant(body.at);
    const from = body.accountId === undefined ? { networkNumber: body.networkNumber ?? '' } : { accountId: toId(body.accountId) };
    const checked = await door.act(who, checkCall, { from, protocol: body.protocol, dialled: body.dialled, at });
    const account = checked.caller && (await door.ask((tx) => findAccount(tx, checked.caller?.accountId ?? 0n)));
    const { currency } = account ?? (await door.ask(getSessionInfo));
    return {
      ...answerOf(checked, at, currency, may(who.level, 'provider.read')),
      caller:
        checked.caller && account
          ? { accountId: account.id, accountName: displayName(account), number: checked.caller.number }
          : null,
      currency,
    };
  }),
  on(contract.checkNumberForm, async ({ body: { numbers, ...form } }, door) => {
    const { dialPlan } = await door.ask(getCallSettings);
    const items = numbers.map((dialled) => {
      const normalised = normaliseNumber(dialled, dialPlan);
      if (!normalised.ok) return { dialled, number: null, sent: null, rulePrefix: null };
      const { number } = normalised;
      const sent = numberForProvider(number, form, dialPlan) ?? null;
      return { dialled, number, sent, rulePrefix: numberRuleFor(number, form.numberRules)?.prefix ?? null };
    });
    return { items };
  }),
];

function answerOf(checked: CheckedCall, at: Instant, currency: string, isCostShown: boolean) {
  const { planned, booked, world } = checked;
  const refusal = planned.ok ? booked?.refusal : planned.refusal;
  const kind = planned.ok ? planned.plan.destinationKind : null;
  const known = planned.ok ? planned.plan : planned;
  const end = refusal && { refusal, isAtBooking: planned.ok };
  const choice = known.choice;
  const grant = booked?.grant;
  const route = routeOf(checked);
  const told = { ...known, kind, currency, grant, choice, at, routeName: route?.name };
  return {
    isAllowed: refusal === undefined,
    refusal: refusal ?? null,
    message: refusal === undefined ? 'The call would be placed.' : refusals[refusal],
    number: known.number,
    destination: known.destination,
    destinationKind: kind,
    steps: checkVerdicts(end, kind ?? undefined).map((one) => ({ ...one, text: stepText(one, told, refusal) })),
    route: route ? { id: String(route.id), name: route.name } : null,
    rule: ruleOf(choice),
    comparedSeconds,
    attempts: attemptsOf(checked, at, isCostShown),
    skipped: [...(choice?.skipped ?? []), ...(booked?.full ?? []), ...tooFarBack(planned)].map(({ providerId, reason }) => ({
      ...{ providerId: String(providerId), name: world.providers.get(providerId)?.name ?? '', reason },
    })),
    grantedSeconds: grant?.grantedSeconds ?? null,
    hold: grant ? formatAmount(grant.hold) : null,
  };
}

/** Emergency calls have a route of their own. */
function routeOf({ planned, world }: CheckedCall) {
  const isEmergency = planned.ok ? planned.plan.destinationKind === 'emergency' : planned.destination === 'Emergency';
  return isEmergency ? (world.emergencyRoute ?? world.route) : world.route;
}

/** Providers that the route chose and that no attempt is left for. */
function tooFarBack(planned: CheckedCall['planned']): readonly SkippedProvider[] {
  if (!planned.ok) return [];
  const tried = new Set(planned.plan.attempts.map((one) => (one.kind === 'provider' ? one.providerId : undefined)));
  const chosen = planned.plan.choice?.chosen ?? [];
  return chosen.flatMap(({ provider: { id } }) => (tried.has(id) ? [] : [{ providerId: id, reason: 'too_far_back' as const }]));
}

function ruleOf(choice: ProviderChoiceMade | undefined) {
  if (!choice?.rule) return null;
  const { prefix, choice: how = 'ordered', windows = [], callerGroup = '' } = choice.rule;
  return { prefix, choice: how, isTimed: windows.length > 0, callerGroup };
}

/** The attempts that the engine would be given; where the call is refused before that, what the route alone would give. */
function attemptsOf({ planned, booked, world }: CheckedCall, at: Instant, isCostShown: boolean) {
  const attempts = booked?.attempts ?? (planned.ok ? planned.plan.attempts : []);
  const matched = planned.ok ? planned.plan.matched : planned.matched;
  const price = matched && amountOf(matched, at, comparedSeconds);
  const losing = new Set(
    (planned.ok ? planned.plan.choice?.chosen : [])?.filter((one) => one.isLoss).map(({ provider }) => provider.id),
  );
  return attempts.map((one) => {
    const cost = one.kind === 'provider' && one.cost && isCostShown ? amountOf(one.cost, at, comparedSeconds) : undefined;
    return {
      ...shown(one, world),
      cost: cost === undefined ? null : formatAmount(cost),
      price: price === undefined ? null : formatAmount(price),
      margin: cost === undefined || price === undefined ? null : formatAmount(price - cost),
      isLoss: one.kind === 'provider' && losing.has(one.providerId),
    };
  });
}

function shown(one: Attempt, world: CheckedCall['world']) {
  const { callerId } = one;
  if (one.kind !== 'provider') {
    return { providerId: null, name: names[one.kind], host: '', dialled: ownNumber(one), callerId, isCallerHidden: false };
  }
  const provider = world.providers.get(one.providerId);
  const host = provider?.hosts.find(({ position }) => position === (one.host ?? 1));
  return {
    providerId: String(one.providerId),
    name: provider?.name ?? '',
    host: host ? `${host.host}:${host.port}` : '',
    dialled: one.number,
    callerId,
    isCallerHidden: one.isCallerHidden === true,
  };
}

const names = {
  ...{ phone: 'Phone', forward: 'Forwarded to', voicemail: 'Voicemail', messages: 'Messages', group: 'Several at once' },
} as const;

function ownNumber(one: Exclude<Attempt, { kind: 'provider' }>): string {
  if (one.kind === 'forward') return one.dialled;
  if (one.kind !== 'group') return one.networkNumber;
  return one.members.map((member) => (member.kind === 'phone' ? member.networkNumber : member.dialled)).join(', ');
}
