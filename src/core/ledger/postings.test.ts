import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Amount, amount } from '../base/money.ts';
import { posting } from './ledger.ts';
import { adjustment, callCharged, callCorrected, callRepriced, type Payer, topUp } from './postings.ts';

const prepaid: Payer = { accountId: 7n, paymentType: 'pre_paid' };
const postpaid: Payer = { accountId: 8n, paymentType: 'post_paid' };
const lines = (entries: ReturnType<typeof posting>) =>
  entries.map((one) => `${one.ledger} ${one.accountId ?? '-'} ${one.amount}`);

describe('posting templates', () => {
  test('a top-up puts money in the bank and owes it to the customer', () => {
    expect(lines(topUp(prepaid, amount('12.50')))).toEqual(['bank - 1250000000', 'prepaid 7 -1250000000']);
    expect(lines(topUp(postpaid, amount('1')))).toEqual(['bank - 100000000', 'receivable 8 -100000000']);
  });

  test('an adjustment against the customer is a debit', () => {
    expect(lines(adjustment(prepaid, amount('-0.00000001')))).toEqual(['adjustment - -1', 'prepaid 7 1']);
  });

  test('a call is revenue in full; what the money did not cover is a loss', () => {
    expect(lines(callCharged(postpaid, amount('3'), amount('3')))).toEqual(['call_revenue - -300000000', 'unbilled 8 300000000']);
    expect(lines(callCharged(prepaid, amount('0.05'), amount('0.02')))).toEqual([
      'call_revenue - -5000000',
      'prepaid 7 2000000',
      'overrun_loss - 3000000',
    ]);
  });

  test('a call that costs less gives the customer back what he had paid of it', () => {
    expect(lines(callRepriced(postpaid, amount('-3'), amount('-3')))).toEqual([
      'call_revenue - 300000000',
      'unbilled 8 -300000000',
    ]);
    expect(lines(callRepriced(prepaid, amount('-3'), amount('-1')))).toEqual([
      'call_revenue - 300000000',
      'prepaid 7 -100000000',
      'overrun_loss - -200000000',
    ]);
  });

  test('a correction of the length corrects the cost too', () => {
    expect(lines(callCorrected(prepaid, amount('0'), amount('0'), amount('-0.02')))).toEqual([
      'provider_cost - -2000000',
      'provider_payable - 2000000',
    ]);
  });

  test('a free call posts nothing', () => {
    expect(callCharged(prepaid, amount('0'), amount('0'))).toEqual([]);
  });

  test.each([
    ['a top-up of nothing', () => topUp(prepaid, amount('0'))],
    ['a negative top-up', () => topUp(prepaid, amount('-1'))],
    ['an adjustment of nothing', () => adjustment(prepaid, amount('0'))],
    ['a charge above the price', () => callCharged(prepaid, amount('1'), amount('1.01'))],
    ['a new price that is the old one', () => callRepriced(prepaid, amount('0'), amount('0'))],
    ['a customer who gets more than the difference', () => callRepriced(prepaid, amount('-1'), amount('-1.01'))],
    ['entries that do not sum to zero', () => posting({ ledger: 'bank', accountId: null, amount: amount('1') })],
    [
      'a customer ledger without its account',
      () =>
        posting(
          { ledger: 'bank', accountId: null, amount: amount('1') },
          { ledger: 'prepaid', accountId: null, amount: amount('-1') },
        ),
    ],
  ])('%s is a mistake of ours and throws', (_, make) => {
    expect(make).toThrow(RangeError);
  });

  test('whatever is posted sums to zero', () => {
    const money = fc.bigInt({ min: 1n, max: 10n ** 18n });
    fc.assert(
      fc.property(money, money, fc.constantFrom(prepaid, postpaid), (a, b, payer) => {
        const [price, charge] = (a > b ? [a, b] : [b, a]) as [Amount, Amount];
        for (const entries of [topUp(payer, price), adjustment(payer, -charge as Amount), callCharged(payer, price, charge)]) {
          expect(entries.reduce((sum, entry) => sum + entry.amount, 0n)).toBe(0n);
        }
      }),
    );
  });
});
