import type { Amount } from '../base/money.ts';
import type { Instant } from '../base/time.ts';
import { type GuardReaction, type GuardRule, guardRuleList, isStronger, usualSpendFloor } from './guardSettings.ts';
import type { GuardWorld } from './guardTerms.ts';
import { destinationOf, type GuardState } from './guardTerms.ts';
import { type GuardFinding, guardTests, type LookedAt, type MarkedCall } from './guardTests.ts';
import { countryOfNumber } from './numberCountry.ts';
import { historyDays, noUse, type SeenCall, type UsualUse } from './usage.ts';

/** One account as detection sees it. */
export type AccountUse = {
  readonly calls: readonly SeenCall[];
  /** When its phones first came from a network that is new to it; absent = they come from where they always do. */
  readonly newNetworkSince?: Instant;
  readonly openedAt: Instant;
  readonly now: Instant;
  /** The operator's zone. */
  readonly zone: string;
};

/** The calls with what the rules ask of each. */
export function markCalls(use: AccountUse, world: GuardWorld): LookedAt {
  const calls = use.calls.map((call): MarkedCall => {
    const { classed, isAbroad, isExposed } = destinationOf(call.number, world);
    return { ...call, isAbroad, isExposed, isClassed: classed !== undefined, country: countryOfNumber(call.number) ?? '' };
  });
  const spendFloor: Amount = world.settings.spendFloor ?? usualSpendFloor(world.currency);
  return { ...use, calls, settings: world.settings, spendFloor };
}

/** A customer of old who never called anybody: whatever a history excuses, this one does not. */
const strictest: UsualUse = { ...noUse, days: historyDays };

/** True when something may be found at all, so that the account's history is worth reading: most accounts stop here. */
export function isWorthHistory(looked: LookedAt): boolean {
  return findSuspicions(looked, strictest).length > 0;
}

/**
 * What is suspicious about the last hour of an account, in the order of the rules.
 */
export function findSuspicions(looked: LookedAt, usual: UsualUse): readonly GuardFinding[] {
  return guardRuleList.flatMap((rule) => {
    if (looked.settings.reactions[rule] === 'off') return [];
    const said = guardTests[rule](looked, usual);
    return said === undefined ? [] : [{ rule, said }];
  });
}

/** What is to be done about findings, given what was done already. */
export type GuardDecision = { readonly reaction: Exclude<GuardReaction, 'off'>; readonly findings: readonly GuardFinding[] };

/**
 * The strongest reaction of the findings. Unguarded accounts and those that were just released are only warned about; an account that
 * is locked has nothing more to lose. Undefined: nothing (new) to be done.
 */
export function decideReaction(
  findings: readonly GuardFinding[],
  { reactions }: Pick<GuardWorld['settings'], 'reactions'>,
  account: { readonly isGuarded: boolean; readonly state: GuardState; readonly quietUntil: Instant | undefined },
  now: Instant,
): GuardDecision | undefined {
  if (findings.length === 0 || account.state === 'locked') return undefined;
  const isGentle = !account.isGuarded || (account.quietUntil !== undefined && account.quietUntil > now);
  const wished = (rule: GuardRule): GuardReaction => (isGentle ? 'warn' : reactions[rule]);
  const sorted = [...findings].sort(
    (a, b) => Number(isStronger(wished(b.rule), wished(a.rule))) - Number(isStronger(wished(a.rule), wished(b.rule))),
  );
  const [first] = sorted;
  if (!first) return undefined;
  const reaction = wished(first.rule);
  if (reaction === 'off') return undefined;
  if (reaction === 'throttle' && account.state === 'throttled') return undefined;
  return { reaction, findings: sorted };
}
