import { currencyDigits, unitOf } from '../base/currency.ts';
import { divideHalfUp } from '../base/divide.ts';
import { type Amount, formatAmount, parseAmount } from '../base/money.ts';

/** Sums over calls. Times in milliseconds, money in 10^-8; the outcomes add up to `attempts`. */
export type CallFigures = {
  /** All calls, also those that we refused. */
  readonly attempts: bigint;
  readonly answered: bigint;
  readonly busy: bigint;
  readonly noAnswer: bigint;
  readonly cancelled: bigint;
  readonly failed: bigint;
  readonly refused: bigint;
  readonly talkMilliseconds: bigint;
  readonly billedSeconds: bigint;
  /** What the calls were priced at, with corrections: ledger `call_revenue`. */
  readonly revenue: Amount;
  /** What of it customers did not pay: ledger `overrun_loss`. */
  readonly loss: Amount;
  /** Ledger `provider_cost`. */
  readonly cost: Amount;
  readonly pddMilliseconds: bigint;
  /** Of how many calls the post-dial delay is known. */
  readonly pddCount: bigint;
};

export const noCalls: CallFigures = {
  ...{ attempts: 0n, answered: 0n, busy: 0n, noAnswer: 0n, cancelled: 0n, failed: 0n, refused: 0n },
  ...{ talkMilliseconds: 0n, billedSeconds: 0n, pddMilliseconds: 0n, pddCount: 0n },
  ...{ revenue: 0n as Amount, loss: 0n as Amount, cost: 0n as Amount },
};

/** The sums of two stretches of time together. */
export function addFigures(one: CallFigures, other: CallFigures): CallFigures {
  const names = Object.keys(noCalls) as (keyof CallFigures)[];
  return Object.fromEntries(names.map((name) => [name, one[name] + other[name]])) as unknown as CallFigures;
}

/** The figures that people read, on the wire: counts as numbers, money as decimal text, null where there is nothing to divide by. */
export function shownFigures(sums: CallFigures, mayCost: boolean) {
  const { attempts, answered, busy, noAnswer, cancelled, failed, refused, revenue, loss, cost } = sums;
  const counts = { attempts, answered, busy, noAnswer, cancelled, failed, refused };
  return {
    ...(Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Number(count)])) as Record<
      keyof typeof counts,
      number
    >),
    talkSeconds: Number(sums.talkMilliseconds / 1000n),
    billedSeconds: Number(sums.billedSeconds),
    asr: answerSeizureRatio(sums),
    acdSeconds: perOne(sums.talkMilliseconds, answered * 1000n),
    pddSeconds: tenths(sums.pddMilliseconds, sums.pddCount * 1000n),
    revenue: formatAmount(revenue),
    loss: mayCost ? formatAmount(loss) : null,
    cost: mayCost ? formatAmount(cost) : null,
    margin: mayCost ? formatAmount(margin(sums)) : null,
  };
}
export type ShownFigures = ReturnType<typeof shownFigures>;

/** What is left of the revenue. */
export const margin = ({ revenue, loss, cost }: Pick<CallFigures, 'revenue' | 'loss' | 'cost'>): Amount =>
  (revenue - loss - cost) as Amount;

/**
 * Answer-seizure ratio in percent with one decimal (ITU-T E.411, E.425): answered calls of those that were tried. What we refused
 * ourselves was never tried.
 */
export const answerSeizureRatio = ({ answered, attempts, refused }: Pick<CallFigures, 'answered' | 'attempts' | 'refused'>) =>
  tenths(answered * 100n, attempts - refused);

/** The quotient with one decimal, halves up; null where nothing is divided. */
function tenths(sum: bigint, count: bigint): number | null {
  const quotient = perOne(sum * 10n, count);
  return quotient === null ? null : quotient / 10;
}

/** The quotient as a whole number, halves up. */
const perOne = (sum: bigint, count: bigint): number | null => (count <= 0n ? null : Number(divideHalfUp(sum, count)));

/** Decimal text to the smallest amount that this currency can pay, halves away from zero: for the eye alone, files have every digit. */
export function roundedMoney(text: string, currency: string): string {
  const parsed = parseAmount(text);
  if (!parsed.ok || currency === '') return text;
  const unit = unitOf(currency);
  const rounded = formatAmount(divideHalfUp(parsed.value, unit) * unit);
  return currencyDigits(currency) === 0 ? rounded.replace(/\.0+$/, '') : rounded;
}

/** How much more than before, in percent with one decimal, of two decimal texts; null where there was nothing to grow from. */
export function changePercent(now: string, before: string): number | null {
  const [to, from] = [parseAmount(now), parseAmount(before)];
  if (!to.ok || !from.ok || from.value <= 0n) return null;
  return tenths((to.value - from.value) * 100n, from.value);
}
