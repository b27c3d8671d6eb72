import { describe, expect, test } from 'vitest';
import { amount } from '../base/money.ts';
import type { LocalDate } from '../base/time.ts';
import { type BankLine, bankMatcher, type PayableInvoice } from './bankLine.ts';

const invoice = (id: bigint, accountId: bigint, number: string, open: string, currency = 'AUD'): PayableInvoice => ({
  ...{ invoiceId: id, accountId, number, open: amount(open), currency },
  ...{ accountNumber: `100000000000000${accountId}`, customerNumber: `10000${accountId}` },
});
const match = bankMatcher([
  invoice(1n, 1n, 'INV-2026-000041', '30'),
  invoice(2n, 1n, 'INV-2026-000042', '20'),
  invoice(3n, 2n, 'INV-2026-000043', '30'),
  invoice(4n, 3n, 'INV-2026-000044', '77.70'),
  invoice(5n, 3n, 'INV-2026-000045', '99', 'EUR'),
]);
const line = (text: string, money: string, currency = 'AUD', payer = ''): BankLine => ({
  ...{ bankReference: 'x', bookedOn: '2026-11-01' as LocalDate, amount: amount(money), currency, payer, text },
});

describe('a line of a bank statement', () => {
  test.each([
    ['the number and the amount', 'INV-2026-000041', '30', 'sure', 1n, [1n]],
    ['the number written otherwise', 'thanks inv 2026/000041.', '30', 'sure', 1n, [1n]],
    ['the number, another amount', 'INV2026000041', '29', 'likely', 1n, [1n]],
    ['two numbers and their sum', 'INV-2026-000041 + INV-2026-000042', '50', 'sure', 1n, [1n, 2n]],
    ['numbers of two customers', 'INV-2026-000041 INV-2026-000043', '60', 'none', undefined, []],
    ['the customer number and one amount', 'customer 100001', '20', 'sure', 1n, [2n]],
    ['the customer number, another amount', '100001', '5', 'likely', 1n, []],
    ['the account number', 'acct 1000000000000002', '30', 'sure', 2n, [3n]],
    ['an amount of one invoice alone', 'phone', '77.70', 'guess', 3n, [4n]],
    ['an amount of two invoices', 'phone', '30', 'none', undefined, []],
    ['nothing', '', '1', 'none', undefined, []],
    ['a longer number that begins alike', 'INV-2026-0000411', '30', 'none', undefined, []],
  ])('with %s', (_, text, money, grade, accountId, invoiceIds) => {
    expect(match(line(text, money))).toEqual({ grade, ...(accountId && { accountId }), invoiceIds });
  });

  test('in another currency fits nothing of this one', () => {
    expect(match(line('INV-2026-000041', '30', 'EUR')).grade).toBe('none');
    expect(match(line('INV-2026-000045', '99', 'EUR')).grade).toBe('sure');
  });
});
