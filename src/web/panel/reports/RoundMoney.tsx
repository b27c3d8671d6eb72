import { roundedMoney } from '../../../core/reports/figures.ts';
import { Money } from '../../kit/Money.tsx';

/** A sum as people say it; the exact one, to the last digit, under the mouse and in files. */
export function RoundMoney({ value, currency }: { readonly value: string; readonly currency: string }) {
  return (
    <span title={value}>
      <Money value={roundedMoney(value, currency)} />
    </span>
  );
}
