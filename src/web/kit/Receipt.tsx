import { Money } from './Money.tsx';

type ReceiptProps = {
  readonly steps: readonly { readonly text: string; readonly amount: string }[];
  readonly total: string;
  readonly currency: string;
  readonly title: string;
  /** How the sum is called. */
  readonly totalWord?: string;
};

/** A price explained: each step with its amount, and the total. */
export function Receipt({ steps, total, currency, title, totalWord = 'Total' }: ReceiptProps) {
  return (
    <div className="k-receipt">
      <table style={{ width: '100%', borderCollapse: 'collapse' }} aria-label={title}>
        <tbody>
          {steps.map(({ text, amount }, index) => (
            <tr key={index}>
              <td style={{ paddingRight: '1rem' }}>{text}</td>
              <td style={{ textAlign: 'right' }}>{amount === '' ? null : <Money value={amount} />}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{totalWord}</td>
            <td style={{ textAlign: 'right' }}>
              <Money value={total} currency={currency} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
