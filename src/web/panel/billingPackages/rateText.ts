import type { RateOnTheWire } from '../../../http/contract/rates.ts';
import { formatDecimal, isZero } from '../../kit/decimal.ts';

/** The price of a rate in the trade's short form: `0.05 / min`, `0.10 a call`, `blocked`. */
export function priceText(rate: RateOnTheWire): string {
  if (rate.blocked) return 'Blocked';
  if (rate.untimed) return `${formatDecimal(rate.price)} a call`;
  return `${formatDecimal(rate.price)} / ${perText(rate.perSeconds)}`;
}

/** Block lengths as the trade writes them, such as 60/6. */
export function blocksText(rate: RateOnTheWire): string {
  return rate.untimed || rate.blocked ? '' : `${rate.initialIncrement ?? rate.increment}/${rate.increment}`;
}

/** Everything about a rate that is not its plain price. */
export function conditionsText(rate: RateOnTheWire): string {
  const parts = [
    rate.initialPrice === undefined ? '' : `first block at ${formatDecimal(rate.initialPrice)} / ${perText(rate.perSeconds)}`,
    rate.graceSeconds > 0 ? `free up to ${rate.graceSeconds} s` : '',
    rate.minimumSeconds > 0 ? `at least ${rate.minimumSeconds} s` : '',
    isZero(rate.minimumCharge) ? '' : `at least ${formatDecimal(rate.minimumCharge)}`,
    rate.maximumCharge === undefined ? '' : `at most ${formatDecimal(rate.maximumCharge)}`,
    ...(rate.slots ?? []).map(slotText),
    ...(rate.bands ?? []).map((one) => `${one.band}: ${setText(one)}`),
    ...(rate.surcharges ?? []).map(({ afterSeconds, amount }) => `${formatDecimal(amount)} more beyond ${afterSeconds} s`),
    rate.surchargePercent === undefined ? '' : `${rate.surchargePercent} % more`,
    rate.attemptFee === undefined ? '' : `${formatDecimal(rate.attemptFee)} for an unanswered attempt`,
  ];
  return parts.filter((part) => part !== '').join('; ');
}

type Slot = NonNullable<RateOnTheWire['slots']>[number];
type BlockWire = Pick<Slot, 'price' | 'perSeconds' | 'untimed' | 'increment' | 'initialIncrement'>;

function slotText(slot: Slot): string {
  const fee = slot.fee === undefined || isZero(slot.fee) ? '' : ` and ${formatDecimal(slot.fee)} once`;
  return `from ${slot.fromSecond} s ${blockText(slot)}${fee}`;
}

function setText(prices: NonNullable<RateOnTheWire['bands']>[number]): string {
  const flagFall = isZero(prices.flagFall) ? [] : [`flag fall ${formatDecimal(prices.flagFall)}`];
  return [...flagFall, blockText(prices), ...(prices.slots ?? []).map(slotText)].join(', then ');
}

function blockText({ price, perSeconds, untimed, increment, initialIncrement }: BlockWire): string {
  return untimed
    ? `${formatDecimal(price)} once`
    : `${formatDecimal(price)} / ${perText(perSeconds)} in ${initialIncrement ?? increment}/${increment}`;
}

function perText(seconds: number): string {
  if (seconds === 60) return 'min';
  return seconds === 1 ? 's' : `${seconds} s`;
}
