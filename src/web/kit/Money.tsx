import { formatDecimal } from './decimal.ts';

/** An amount of money: grouped digits, a real minus sign, red only together with that sign. */
export function Money({ value, currency }: { readonly value: string; readonly currency?: string | undefined }) {
  const isNegative = value.startsWith('-') && /[1-9]/.test(value);
  return (
    <span className={isNegative ? 'k-num k-bad' : 'k-num'}>
      {formatDecimal(value)}
      {currency ? ` ${currency}` : ''}
    </span>
  );
}
