import { furtherJson, furtherOf, parseFurther } from '../rating/further.ts';
import type { Rate } from '../rating/rate.ts';
import { callingCodeOf, callingCodes } from './callingCodes.ts';
import type { DeckTerms } from './deckRow.ts';

/** What a deck does to one prefix. */
export const verdicts = {
  new: 'New',
  up: 'Dearer',
  down: 'Cheaper',
  terms: 'Other terms',
  removed: 'Ends',
} as const;
export type Verdict = keyof typeof verdicts;
export const verdictList = Object.keys(verdicts) as [Verdict, ...Verdict[]];

/** Why a change deserves a second look. */
export const suspicions = {
  jump: 'The price changes by more than the declared share',
  zero: 'The price is zero',
  below_cost: 'The price is below a provider’s cost',
  absurd: 'The price is more than 20 a minute or a call',
  unblocked: 'Calls that were blocked become possible',
  unknown_country: 'No country has this code',
} as const;
export type Suspicion = keyof typeof suspicions;
export const suspicionList = Object.keys(suspicions) as [Suspicion, ...Suspicion[]];

/** Dearer than this a minute, a price is worth a look. Currency units; `deck_compare` of 0021 has the same. */
const absurdPerMinute = 20n * 10n ** 12n;

/** The price of a minute as a fraction of 10^-12 units; of an untimed rate, of a call. */
type PerMinute = { readonly numerator: bigint; readonly denominator: bigint };

export type Difference = { readonly verdict: Verdict | 'unchanged'; readonly suspicions: readonly Suspicion[] };

/**
 * What becomes of a prefix: `before` is the rate in force, `after` the one that the deck makes of it (undefined = it ends).
 * Dearer and cheaper are told by the price of a minute, then by the flag fall. `costs` are the minute prices of the providers.
 * The set-based form of the same rule is `deck_compare` (0021_decks.sql); `decks.db.test.ts` holds the two together.
 */
export function differenceOf(
  before: Rate | undefined,
  after: Rate | undefined,
  jumpPercent: number,
  costs: readonly PerMinute[],
): Difference {
  if (!after) return { verdict: before ? 'removed' : 'unchanged', suspicions: [] };
  const verdict = before ? changeOf(before, after) : 'new';
  if (verdict === 'unchanged') return { verdict, suspicions: [] };
  const found: Suspicion[] = [];
  const price = perMinute(after);
  if (!after.blocked) {
    if (before && !before.blocked && isJump(perMinute(before), price, jumpPercent)) found.push('jump');
    if (after.price === 0n) found.push('zero');
    if (costs.some((cost) => isLess(price, cost))) found.push('below_cost');
    if (price.numerator > absurdPerMinute * price.denominator) found.push('absurd');
    if (before?.blocked) found.push('unblocked');
  }
  if (after.prefix !== '' && callingCodeOf(after.prefix) === undefined && !isPartOfCode(after.prefix))
    found.push('unknown_country');
  return { verdict, suspicions: found };
}

/** The rate that a deck makes of the rate in force, or of nothing: what it does not say stays. */
export function applyTerms(prefix: string, before: Rate | undefined, terms: DeckTerms): Rate {
  const zero = 0n as Rate['price'];
  const base = before ?? {
    ...{ destination: '', flagFall: zero, price: zero, perSeconds: 60, increment: terms.increment ?? 1, untimed: false },
    ...{ initialIncrement: terms.increment ?? 1, graceSeconds: 0, minimumSeconds: 0, minimumCharge: zero, blocked: false },
  };
  const { initialPrice = before?.initialPrice, maximumCharge = before?.maximumCharge, further, ...plain } = terms;
  const more = further === undefined ? furtherOf(before ?? {}) : parseFurther(further === null ? null : JSON.parse(further));
  return {
    ...plainOf(base),
    ...plain,
    prefix,
    ...(initialPrice == null ? {} : { initialPrice }),
    ...(maximumCharge == null ? {} : { maximumCharge }),
    ...more,
  };
}

/** The fields that every rate has. */
function plainOf(rate: Omit<Rate, 'prefix'>): Omit<Rate, 'prefix'> {
  const { initialPrice, maximumCharge, slots, bands, surcharges, surchargeMillionths, attemptFee, terms, ...plain } = rate;
  return plain;
}

export function perMinute(rate: Pick<Rate, 'price' | 'perSeconds' | 'untimed'>): PerMinute {
  return rate.untimed
    ? { numerator: rate.price, denominator: 1n }
    : { numerator: rate.price * 60n, denominator: BigInt(rate.perSeconds) };
}

function changeOf(before: Rate, after: Rate): Verdict | 'unchanged' {
  const [old, young] = [perMinute(before), perMinute(after)];
  if (isLess(old, young)) return 'up';
  if (isLess(young, old)) return 'down';
  if (before.flagFall !== after.flagFall) return before.flagFall < after.flagFall ? 'up' : 'down';
  return isSame(before, after) ? 'unchanged' : 'terms';
}

function isSame(a: Rate, b: Rate): boolean {
  const fields = ['destination', 'price', 'perSeconds', 'initialIncrement', 'initialPrice', 'increment', 'untimed'] as const;
  const more = ['graceSeconds', 'minimumSeconds', 'minimumCharge', 'maximumCharge', 'blocked'] as const;
  return [...fields, ...more].every((field) => a[field] === b[field]) && furtherJson(a) === furtherJson(b);
}

const isLess = (a: PerMinute, b: PerMinute): boolean => a.numerator * b.denominator < b.numerator * a.denominator;

function isJump(old: PerMinute, young: PerMinute, percent: number): boolean {
  const before = old.numerator * young.denominator * 100n;
  const change = young.numerator * old.denominator * 100n - before;
  return (change < 0n ? -change : change) * 100n > before * BigInt(percent);
}

/** "4" or "35": the beginning of codes, not a code. */
const isPartOfCode = (prefix: string): boolean => callingCodes.some((code) => code.startsWith(prefix));
