import { type RoundingMode, roundingModeList } from '../base/divide.ts';
import { formatUnitPrice, parseUnitPrice } from '../base/money.ts';
import type { RateChoice } from './deckState.ts';
import type { RateEdit } from './editRates.ts';

/** A bulk edit as it is stored with its import: money as text, because JSON numbers end at 2^53. */
export type StoredEdit = RateChoice & {
  /** Per cent with at most two decimals, such as `-12.5`. */
  readonly percent?: string | undefined;
  /** Currency units, such as `-0.001`. */
  readonly amount?: string | undefined;
  readonly decimals: number;
  readonly roundingMode: RoundingMode;
  readonly isAllPrices: boolean;
  readonly initialIncrement?: number | undefined;
  readonly increment?: number | undefined;
  readonly blocked?: boolean | undefined;
};

/** What the edit does, in numbers. Throws a TypeError for text that the contract would have refused. */
export function toRateEdit(stored: StoredEdit): RateEdit {
  const { percent, amount, decimals, roundingMode, isAllPrices, initialIncrement, increment, blocked } = stored;
  const mode = roundingModeList.find((one) => one === roundingMode);
  if (mode === undefined) throw new TypeError(`there is no rounding ${roundingMode}`);
  return {
    ...{ isAllPrices, initialIncrement, increment, blocked, rounding: { decimals, mode } },
    ...(percent === undefined ? {} : { percentHundredths: Number(units(percent) / 10_000_000_000n) }),
    ...(amount === undefined ? {} : { amount: units(amount) }),
  };
}

/** What an edit does, in a sentence for lists and history. */
export function editWords(stored: StoredEdit): string {
  const { percent, amount, initialIncrement, increment, blocked } = stored;
  const parts = [
    percent === undefined ? '' : `${percent.startsWith('-') ? '' : '+'}${percent} %`,
    amount === undefined ? '' : `${amount.startsWith('-') ? '' : '+'}${formatUnitPrice(units(amount))} on each price`,
    increment === undefined && initialIncrement === undefined
      ? ''
      : `blocks ${initialIncrement ?? 'as they are'}/${increment ?? 'as they are'}`,
    blocked === undefined ? '' : blocked ? 'blocked' : 'not blocked',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function units(text: string): bigint {
  const parsed = parseUnitPrice(text);
  if (!parsed.ok) throw new TypeError(parsed.problem);
  return parsed.value;
}
