import { currencyDigits, payableNeighbours } from '../base/currency.ts';
import { formatAmount } from '../base/money.ts';
import type { FieldFault } from '../base/refusal.ts';
import type { Extra } from './extra.ts';

/**
 * What is wrong with extras that are new on an account, at the fields of the whole list as it was typed. Those that were there before
 * are left alone: a currency that was changed afterwards must not make an account unsavable.
 */
export function extraFaults(all: readonly Extra[], added: readonly Extra[], currency: string): readonly FieldFault[] {
  return all.flatMap((extra, index) => {
    if (!added.includes(extra)) return [];
    const cost = costProblem(extra, currency);
    const isLate = extra.endsOn !== null && extra.endsOn < extra.startsOn;
    return [
      ...(cost === undefined ? [] : [{ field: `extras.${index}.cost`, message: cost }]),
      ...(isLate ? [{ field: `extras.${index}.endsOn`, message: 'The end lies before the start.' }] : []),
    ];
  });
}

/** Faults of costs alone, for extras that have no dates yet. */
export function costFaults(all: readonly Pick<Extra, 'cost'>[], currency: string): readonly FieldFault[] {
  return all.flatMap((extra, index) => {
    const message = costProblem(extra, currency);
    return message === undefined ? [] : [{ field: `extras.${index}.cost`, message }];
  });
}

/** Calls have exact prices, but an extra stands on an invoice as it is: nobody can pay half a cent, and nobody rounds unasked. */
function costProblem({ cost }: Pick<Extra, 'cost'>, currency: string): string | undefined {
  const payable = payableNeighbours(cost, currency);
  if (!payable) return undefined;
  const digits = currencyDigits(currency);
  const text = (amount: bigint) => (digits === 0 ? formatAmount(amount).replace(/\.0+$/, '') : formatAmount(amount));
  const has = digits === 0 ? 'no decimals' : `${digits} decimals`;
  return `${currency} has ${has}. Write ${text(payable.below)} or ${text(payable.above)}.`;
}
