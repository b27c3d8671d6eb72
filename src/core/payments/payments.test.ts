import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Amount, amount } from '../base/money.ts';
import type { LocalDate } from '../base/time.ts';
import { allocationFaults, type OpenInvoice, oldestFirst } from './allocate.ts';
import { isWorthRetrying, mayBecome, nextAttemptOn } from './charge.ts';
import { daysAfter, daysBetween } from './days.ts';
import { feeCharged, moneyGivenBack, paymentReceived, paymentReversed } from './payment.ts';

const payer = { accountId: 7n, paymentType: 'post_paid' } as const;
const prepaid = { accountId: 8n, paymentType: 'pre_paid' } as const;
const lines = (entries: ReturnType<typeof paymentReceived>) =>
  entries.map((one) => `${one.ledger} ${one.accountId ?? '-'} ${one.amount}`);
const open = (...amounts: readonly string[]): readonly OpenInvoice[] =>
  amounts.map((one, index) => ({ invoiceId: BigInt(index + 1), number: `INV-${index + 1}`, open: amount(one) }));

describe('posting templates', () => {
  test('money received stands where it came by, and pays what the customer has', () => {
    expect(lines(paymentReceived(payer, 'cash', amount('1')))).toEqual(['bank - 100000000', 'receivable 7 -100000000']);
    expect(lines(paymentReceived(prepaid, 'card', amount('1')))).toEqual(['gateway - 100000000', 'prepaid 8 -100000000']);
    expect(lines(paymentReceived(prepaid, 'voucher', amount('1')))).toEqual(['voucher - 100000000', 'prepaid 8 -100000000']);
  });

  test('an undone payment is its mirror, on the ledger where it stood, whatever the account is now', () => {
    expect(lines(paymentReversed(prepaid, 'cheque', amount('1'), 'receivable'))).toEqual([
      'receivable 8 100000000',
      'bank - -100000000',
    ]);
    expect(lines(moneyGivenBack(payer, 'gateway', amount('2')))).toEqual(['receivable 7 200000000', 'gateway - -200000000']);
    expect(lines(feeCharged(payer, amount('5')))).toEqual(['extra_revenue - -500000000', 'unbilled 7 500000000']);
  });

  test.each([paymentReceived, paymentReversed])('nothing, and less, is a mistake of ours', (template) => {
    for (const wrong of ['0', '-1']) expect(() => template(payer, 'cash', amount(wrong))).toThrow(RangeError);
  });
});

describe('oldest first', () => {
  test.each([
    ['0', ['10', '20'], []],
    ['10', ['10', '20'], ['1:10.00']],
    ['10.01', ['10', '20'], ['1:10.00', '2:0.01']],
    ['40', ['10', '20'], ['1:10.00', '2:20.00']],
  ])('%s over %j', (money, invoices, expected) => {
    const parts = oldestFirst(amount(money), open(...invoices));
    expect(parts.map((one) => `${one.invoiceId}:${Number(one.amount) / 1e8}`)).toEqual(
      expected.map((one) => one.replace(/\.?0+$/, '')),
    );
  });

  test('uses all the money or pays everything, never more, and leaves no gap before a later invoice', () => {
    const money = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(money, fc.array(fc.bigInt({ min: 1n, max: 10n ** 11n }), { maxLength: 20 }), (sum, opens) => {
        const invoices = opens.map((one, index) => ({ invoiceId: BigInt(index), number: '', open: one as Amount }));
        const parts = oldestFirst(sum as Amount, invoices);
        const used = parts.reduce((total, one) => total + one.amount, 0n);
        const owed = opens.reduce((total, one) => total + one, 0n);
        expect([used <= sum, used <= owed, used === sum || used === owed]).toEqual([true, true, true]);
        parts.slice(0, -1).forEach((one) => {
          expect(one.amount).toBe(invoices[Number(one.invoiceId)]?.open);
        });
      }),
    );
  });

  test('what was chosen is checked at its field', () => {
    const wish = (invoiceId: bigint, money: string) => ({ invoiceId, amount: amount(money) });
    expect(allocationFaults([wish(1n, '10'), wish(2n, '5')], amount('15'), open('10', '20'))).toEqual([]);
    expect(allocationFaults([wish(1n, '10.01')], amount('50'), open('10'))).toMatchObject([{ suggestion: '10.00' }]);
    expect(allocationFaults([wish(1n, '10')], amount('9.99'), open('10'))).toMatchObject([{ field: 'allocations' }]);
  });
});

describe('an attempt', () => {
  test('stays succeeded; what failed may turn out to have succeeded, nothing else', () => {
    const all = ['succeeded', 'failed', 'unknown'] as const;
    expect(all.filter((one) => mayBecome('succeeded', one))).toEqual([]);
    expect(all.filter((one) => mayBecome('failed', one))).toEqual(['succeeded']);
    for (const state of ['sent', 'unknown', 'created'] as const) expect(all.filter((one) => mayBecome(state, one))).toEqual(all);
  });

  test('is made again on the calendar, counted from failure to failure', () => {
    const on = '2026-12-30' as LocalDate;
    expect([1, 2, 3].map((failures) => nextAttemptOn([3, 5], failures, on))).toEqual(['2027-01-02', '2027-01-04', undefined]);
    expect(nextAttemptOn([], 1, on)).toBeUndefined();
    expect(
      (['declined', 'insufficient_funds', 'expired_card', 'authentication_required', 'now_pre_paid'] as const).map(
        isWorthRetrying,
      ),
    ).toEqual([...[true, true, false, false, false]]);
  });
});

test('days go both ways, over leap days and the ends of years', () => {
  fc.assert(
    fc.property(fc.integer({ min: -40_000, max: 40_000 }), (days) => {
      expect(daysBetween('2024-02-29' as LocalDate, daysAfter('2024-02-29' as LocalDate, days))).toBe(days);
    }),
  );
  expect(daysAfter('2023-12-31' as LocalDate, 60)).toBe('2024-02-29');
});
