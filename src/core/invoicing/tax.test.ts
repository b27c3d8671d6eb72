import { describe, expect, test } from 'vitest';
import { amount, formatAmount } from '../base/money.ts';
import { addUp, type ExactLine } from './addUp.ts';
import { type Tax, taxesFor } from './tax.ts';

const tax = (given: Partial<Tax> = {}): Tax => ({
  ...{ name: 'GST', percent: 100_000n, isInclusive: false, appliesTo: 'everything', countries: [], hasReverseCharge: false },
  ...given,
});
const line = (exact: string, given: Partial<ExactLine> = {}): ExactLine => ({
  ...{ section: 'calls', description: 'Australia', taxClass: 'calls', exact: amount(exact) },
  ...given,
});
const extra = (exact: string) => line(exact, { section: 'extras', taxClass: 'extras' });
const sumsOf = (lines: readonly ExactLine[], taxes: readonly Tax[], currency = 'AUD', rounding: 'total' | 'line' = 'total') => {
  const { amounts, subtotal, includedTax, taxTotal, total, taxes: found } = addUp(lines, taxes, rounding, currency);
  return {
    lines: amounts.map(formatAmount),
    ...{
      subtotal: formatAmount(subtotal),
      included: formatAmount(includedTax),
      tax: formatAmount(taxTotal),
      total: formatAmount(total),
    },
    taxes: found.map((one) => `${one.tax.name} ${formatAmount(one.base)} ${formatAmount(one.amount)}`),
  };
};

describe('an invoice adds up', () => {
  test('with one tax that is added', () => {
    expect(sumsOf([line('10.00'), line('0.05')], [tax()])).toEqual({
      ...{
        lines: ['10.00', '0.05'],
        subtotal: '10.05',
        included: '0.00',
        tax: '1.01',
        total: '11.06',
        taxes: ['GST 10.05 1.01'],
      },
    });
  });

  test('a third of a cent on three lines becomes one cent on the first of them', () => {
    const third = { ...line('0'), exact: 333_333n + 1n };
    expect(sumsOf([third, third, third], []).lines).toEqual(['0.01', '0.00', '0.00']);
  });

  test('rounded by line, each line stands for itself', () => {
    const half = line('0.005');
    expect(sumsOf([half, half], [], 'AUD', 'line')).toMatchObject({ lines: ['0.01', '0.01'], subtotal: '0.02' });
    expect(sumsOf([half, half], [])).toMatchObject({ lines: ['0.01', '0.00'], subtotal: '0.01' });
  });

  test('with a tax that prices contain: the total is what the lines say', () => {
    expect(sumsOf([line('11'), extra('0.05')], [tax({ isInclusive: true })])).toMatchObject({
      ...{ subtotal: '10.05', included: '1.00', tax: '1.00', total: '11.05', taxes: ['GST 10.05 1.00'] },
    });
  });

  test('with a contained tax and one that is added on the net', () => {
    const levy = tax({ name: 'Levy', percent: 20_000n, appliesTo: 'calls' });
    expect(sumsOf([line('11'), extra('22')], [tax({ isInclusive: true }), levy])).toMatchObject({
      ...{ subtotal: '30.00', included: '3.00', tax: '3.20', total: '33.20', taxes: ['GST 30.00 3.00', 'Levy 10.00 0.20'] },
    });
  });

  test('a tax on extras leaves calls and what is not taxable alone', () => {
    const untaxed = line('5', { section: 'adjustments', taxClass: 'untaxed' });
    expect(sumsOf([line('3'), extra('10'), untaxed], [tax({ appliesTo: 'extras' })]).taxes).toEqual(['GST 10.00 1.00']);
  });

  test.each([
    ['JPY', '1500.5', '1501.00', '150.00'],
    ['KWD', '1.9555', '1.956', '0.196'],
    ['AUD', '-10.05', '-10.05', '-1.01'],
  ])('in %s', (currency, exact, subtotal, taxed) => {
    expect(sumsOf([line(exact)], [tax()], currency)).toMatchObject({ subtotal, tax: taxed });
  });
});

describe('who pays which tax', () => {
  const vat = tax({ name: 'VAT', countries: ['DE', 'FR'], hasReverseCharge: true });
  const names = (payer: Partial<Parameters<typeof taxesFor>[1]>) => {
    const found = taxesFor([vat, tax({ name: 'Fee' })], {
      country: 'DE',
      taxId: '',
      exemption: '',
      operatorCountry: 'DE',
      ...payer,
    });
    return [...found.taxes.map((one) => one.name), ...found.notes];
  };
  test('by country; who has none is at home', () => {
    expect(names({})).toEqual(['VAT', 'Fee']);
    expect(names({ country: '' })).toEqual(['VAT', 'Fee']);
    expect(names({ country: 'US' })).toEqual(['Fee']);
  });
  test('a business abroad owes it itself, one at home does not', () => {
    expect(names({ country: 'FR', taxId: 'FR123' })).toEqual([
      'Fee',
      'Reverse charge: the customer owes the tax in their own country.',
    ]);
    expect(names({ country: 'FR' })).toEqual(['VAT', 'Fee']);
    expect(names({ taxId: 'DE123' })).toEqual(['VAT', 'Fee']);
  });
  test('who is exempt pays none, and the invoice says why', () =>
    expect(names({ exemption: 'Embassy' })).toEqual(['Exempt from tax: Embassy']));
});
