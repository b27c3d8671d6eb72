import { type Amount, zeroAmount } from '../src/core/base/money.ts';
import { addSeconds, type Instant, instant, localDate, localHour } from '../src/core/base/time.ts';
import { startOfDate } from '../src/core/base/zone.ts';
import { findClassIn } from '../src/core/fraud/destinationClass.ts';
import { decideReaction, findSuspicions, isWorthHistory, markCalls } from '../src/core/fraud/detect.ts';
import { usualGuard } from '../src/core/fraud/guardSettings.ts';
import { destinationOf, type GuardWorld, noOverrides, termsOf } from '../src/core/fraud/guardTerms.ts';
import { hourOfWeek } from '../src/core/fraud/hourOfWeek.ts';
import { countryOfNumber, isHome } from '../src/core/fraud/numberCountry.ts';
import type { SeenCall, UsualUse } from '../src/core/fraud/usage.ts';
import { minutePrice, type NormalCall, normalCalls } from './normalMonth.ts';
import { seededRandom } from './random.ts';

export const zone = 'Australia/Sydney';
/** A Monday. */
export const monthStart = instant(Date.parse('2026-03-01T13:00:00.000Z'));

export const guardWorld: GuardWorld = {
  settings: usualGuard,
  home: { country: 'AU', countryCallingCode: '61' },
  currency: 'AUD',
  findClass: findClassIn([]),
};

/** What an ended call costs. */
export const priceOf = ({ number, talk }: Pick<NormalCall, 'number' | 'talk'>): Amount =>
  ((minutePrice(number) * BigInt(talk)) / 60n) as Amount;

/** What eight weeks of calls say of a customer, as guardWatch.ts reads it from the database: the two are compared by a test. */
export function usualUseOf(calls: readonly NormalCall[], now: Instant): UsualUse {
  const midnight = startOfDate(localDate(now, zone), zone);
  const first = startOfDate(localDate(addSeconds(midnight, -55.5 * 86_400), zone), zone);
  const past = calls.filter(({ at }) => at < midnight && at >= first);
  const hours = Map.groupBy(past, ({ at }) => Math.floor(at / 3_600_000));
  const [callsByHour, abroadByHour] = [new Array<number>(168).fill(0), new Array<number>(168).fill(0)];
  const spendByHour = new Array<Amount>(168).fill(zeroAmount);
  for (const [hour, all] of hours) {
    const slot = hourOfWeek(instant(hour * 3_600_000), zone);
    const spend = all.reduce((sum, one) => sum + priceOf(one), 0n) as Amount;
    callsByHour[slot] = Math.max(callsByHour[slot]!, all.length);
    abroadByHour[slot] = Math.max(abroadByHour[slot]!, all.filter(isAbroad).length);
    if (spend > spendByHour[slot]!) spendByHour[slot] = spend;
  }
  const begun = past[0];
  return {
    days: begun ? Math.round((midnight - startOfDate(localDate(begun.at, zone), zone)) / 86_400_000) : 0,
    ...{ callsByHour, abroadByHour, spendByHour },
    nightCalls: past.filter((one) => isAbroad(one) && isNight(one.at)).length,
    countries: [
      ...new Set(past.filter((one) => isAbroad(one) && one.talk > 0).flatMap(({ number }) => countryOfNumber(number) ?? [])),
    ],
  };
}

const isAbroad = ({ number }: { readonly number: string }): boolean => !isHome(number, guardWorld.home);
const isNight = (at: Instant): boolean => localHour(at, zone) >= 22 || localHour(at, zone) < 6;

/** What a month of ordinary calls had of the guard. */
export type Month = {
  readonly calls: number;
  /** Throttled or locked, with what was said. */
  readonly blocks: readonly string[];
  /** Calls that the pace refused. */
  readonly refused: number;
  readonly warnings: number;
};

/**
 * Weeks of one ordinary customer whose countries are open: the first four are what is known, the month after them counts. Every call
 * abroad is looked at when it begins, in its middle and when it ends, by the rules alone.
 */
export function liveNormally(seed: number, warmUpDays = 28, days = 30): Month {
  const calls = normalCalls(seededRandom(seed), monthStart, warmUpDays + days);
  const from = addSeconds(monthStart, warmUpDays * 86_400);
  const guard = { openedAt: monthStart, overrides: { ...noOverrides, countries: ['*'] } };
  const blocks: string[] = [];
  const [quietUntil, warned] = [{ at: undefined as Instant | undefined }, new Set<string>()];
  let refused = 0;
  for (const call of calls) {
    if (call.at < from || !destinationOf(call.number, guardWorld).isExposed) continue;
    if (isOverPace(calls, call, termsOf(guard, guardWorld, call.at))) refused += 1;
    for (const now of [call.at + 1000, call.at + call.talk * 500, call.at + call.talk * 1000 + 1000].map(instant)) {
      const looked = markCalls({ calls: seenCalls(calls, now), openedAt: monthStart, now, zone }, guardWorld);
      if (!isWorthHistory(looked)) continue;
      const findings = findSuspicions(looked, usualUseOf(calls, now));
      const account = { isGuarded: true, state: 'none' as const, quietUntil: quietUntil.at };
      const decision = decideReaction(findings, usualGuard, account, now);
      if (decision?.reaction === 'warn') warned.add(`${decision.findings[0]?.rule} ${Math.floor(now / 43_200_000)}`);
      else if (decision) {
        blocks.push(`account ${seed}: ${decision.findings.map(({ rule, said }) => `${rule}: ${said}`).join('; ')}`);
        quietUntil.at = addSeconds(now, usualGuard.quietHours * 3600);
      }
    }
  }
  return { calls: calls.filter(({ at }) => at >= from).length, blocks, refused, warnings: warned.size };
}

/** The last hour as it stands at an instant. */
function seenCalls(calls: readonly NormalCall[], now: Instant): readonly SeenCall[] {
  const begun = calls.filter(({ at, talk }) => at <= now && (at > now - 3_600_000 || at + talk * 1000 > now));
  return begun.map((call) => {
    const isOpen = call.at + call.talk * 1000 > now;
    const talk = isOpen ? Math.ceil((now - call.at) / 60_000) * 60 + 60 : call.talk;
    const { at, number, isForwarded } = call;
    return { at, number, price: priceOf({ number, talk }), isAnswered: call.talk > 0, isOpen, isForwarded, isRefused: false };
  });
}

function isOverPace(calls: readonly NormalCall[], call: NormalCall, pace: ReturnType<typeof termsOf>): boolean {
  const exposed = calls.filter(
    (one) => one.at <= call.at && one.at > call.at - 14_400_000 && destinationOf(one.number, guardWorld).isExposed,
  );
  const within = (milliseconds: number) =>
    exposed.filter(({ at }) => Math.floor(at / milliseconds) === Math.floor(call.at / milliseconds)).length;
  const open = exposed.filter(({ at, talk }) => at + talk * 1000 > call.at).length;
  return open > pace.callsAtOnce || within(60_000) > pace.callsPerMinute || within(3_600_000) > pace.callsPerHour;
}
