import { addDays, daysBetween, earlier, later } from '../base/calendar.ts';
import { roundToUnit } from '../base/currency.ts';
import { type Amount, zeroAmount } from '../base/money.ts';
import { type ChargePeriod, periodStart } from './chargePeriod.ts';
import type { Extra } from './extra.ts';

/** An extra with how far it has been charged. Dates are the operator's. */
export type ChargedExtra = Extra & {
  /** No day before this one is charged; null = from the start. */
  readonly chargeFrom: string | null;
  /** Removed: this day and those after it are not charged; null = not removed. */
  readonly closedOn: string | null;
  /** What fell due before this day has been charged; null = nothing falls due any more. */
  readonly nextDueOn: string | null;
};

/** One charge for one period: the days `from` to the day before `to`. For `once` both are the same day. */
export type DueCharge = { readonly from: string; readonly to: string; readonly amount: Amount };
export type DueCharges = {
  readonly charges: readonly DueCharge[];
  /** Where to go on; null = nothing falls due any more. */
  readonly nextDueOn: string | null;
};

/** So many charges are made at once; whoever asks again gets the rest. */
const handful = 400;

/**
 * What falls due before the day `until`, each missed period once, and in order. A period is charged in advance, on its first day. An extra
 * that is prorated pays for the days that it lasts, rounded half up to what the currency can pay; another pays each period that it begins.
 */
export function dueCharges(extra: ChargedExtra, until: string, currency: string): DueCharges {
  if (extra.nextDueOn === null) return { charges: [], nextDueOn: null };
  const charges: DueCharge[] = [];
  for (let n = 0; ; n += 1) {
    const period = nthPeriod(extra, n);
    if (!period || isOver(extra, period.start)) return { charges, nextDueOn: null };
    const from = later(period.start, extra.chargeFrom ?? extra.startsOn);
    if (from < extra.nextDueOn || from >= period.end) continue;
    if (from >= until || charges.length === handful) return { charges, nextDueOn: from };
    const charge = chargeOf(extra, period, from, currency);
    if (charge) charges.push(charge);
  }
}

/** A period as the calendar has it; `once` lasts one day. */
type Period = { readonly start: string; readonly end: string };

function nthPeriod(extra: Pick<Extra, 'chargePeriod' | 'startsOn'>, n: number): Period | undefined {
  const start = periodStart(extra.chargePeriod, extra.startsOn, n);
  if (start === undefined) return undefined;
  return { start, end: periodStart(extra.chargePeriod, extra.startsOn, n + 1) ?? addDays(start, 1) };
}

function isOver(extra: ChargedExtra, start: string): boolean {
  const end = endOf(extra);
  return end !== null && start >= end;
}

/** The first day that is not charged any more. */
function endOf({ endsOn, closedOn }: Pick<ChargedExtra, 'endsOn' | 'closedOn'>): string | null {
  if (endsOn === null) return closedOn;
  return closedOn === null ? addDays(endsOn, 1) : earlier(addDays(endsOn, 1), closedOn);
}

function chargeOf(extra: ChargedExtra, period: Period, from: string, currency: string): DueCharge | undefined {
  if (extra.chargePeriod === 'once') return from === period.start ? { from, to: from, amount: extra.cost } : undefined;
  if (!extra.doesProrate) return from === period.start ? { from, to: period.end, amount: extra.cost } : undefined;
  const to = earlier(period.end, endOf(extra) ?? period.end);
  return from < to ? { from, to, amount: shareOf(extra.cost, period, from, to, currency) } : undefined;
}

/** The part of a period's cost for the days from `from` to the day before `to`. */
function shareOf(cost: Amount, period: Period, from: string, to: string, currency: string): Amount {
  if (from === period.start && to === period.end) return cost;
  return roundToUnit(cost * BigInt(daysBetween(from, to)), BigInt(daysBetween(period.start, period.end)), currency);
}

/** What was charged for a period, as it is stored. */
export type MadeCharge = { readonly from: string; readonly to: string; readonly amount: Amount };

/**
 * What is given back when an extra is removed on the day `closedOn`: everything of a period that begins on that day, and the days left
 * of one in progress if the extra is prorated. `charges` are those that were made; the answer has the days that are given back.
 */
export function closingCredits(
  extra: Pick<Extra, 'chargePeriod' | 'startsOn' | 'cost' | 'doesProrate'>,
  charges: readonly MadeCharge[],
  closedOn: string,
  currency: string,
): readonly DueCharge[] {
  return charges.flatMap((charge): readonly DueCharge[] => {
    if (closedOn <= charge.from) return [{ ...charge, amount: -charge.amount as Amount }];
    if (!extra.doesProrate || extra.chargePeriod === 'once' || closedOn >= charge.to) return [];
    const used = shareOf(extra.cost, periodAround(extra, charge.from), charge.from, closedOn, currency);
    const back = charge.amount - used;
    return back > zeroAmount ? [{ from: closedOn, to: charge.to, amount: -back as Amount }] : [];
  });
}

function periodAround(extra: { readonly chargePeriod: ChargePeriod; readonly startsOn: string }, day: string): Period {
  for (let n = 0; ; n += 1) {
    const period = nthPeriod(extra, n);
    if (!period) throw new RangeError(`no period of this extra lies around ${day}`);
    if (day < period.end) return period;
  }
}
