import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { hasLuhnDigit } from '../base/id.ts';
import type { LocalDate } from '../base/time.ts';
import { brandOf, type CardBrand, isCardLength } from './cardBrand.ts';
import {
  cardDigits,
  checkCard,
  formatExpiry,
  groupCardNumber,
  hasExpired,
  holdsCardNumber,
  maskCard,
  numberProblem,
  parseExpiry,
} from './paymentCard.ts';

const today = '2026-11-30' as LocalDate;
/** Digits with the check digit that fits them. */
const withCheckDigit = (digits: string): string => [...'0123456789'].map((last) => digits + last).find(hasLuhnDigit) ?? digits;

describe('the brand is known by the first digits', () => {
  // The numbers that the schemes publish for tests, and each end of the ranges.
  const table: readonly (readonly [string, CardBrand])[] = [
    ['4111111111111111', 'visa'],
    ['4222222222222', 'visa'],
    ['5555555555554444', 'mastercard'],
    ['5105105105105100', 'mastercard'],
    ['2223003122003222', 'mastercard'],
    ['222100', 'mastercard'],
    ['272099', 'mastercard'],
    ['222099', 'other'],
    ['272100', 'other'],
    ['378282246310005', 'amex'],
    ['341111111111111', 'amex'],
    ['350000', 'other'],
    ['352799', 'other'],
    ['3530111333300000', 'jcb'],
    ['352800', 'jcb'],
    ['358999', 'jcb'],
    ['359000', 'other'],
    ['30569309025904', 'diners'],
    ['306000', 'other'],
    ['309500', 'diners'],
    ['36227206271667', 'diners'],
    ['38520000023237', 'diners'],
    ['6011111111111117', 'discover'],
    ['644000', 'discover'],
    ['649999', 'discover'],
    ['650000', 'discover'],
    ['643999', 'other'],
    ['6200000000000005', 'unionpay'],
    ['817100', 'unionpay'],
    ['817200', 'other'],
    ['6759649826438453', 'maestro'],
    ['5018000000', 'maestro'],
    ['560000', 'maestro'],
    ['589999', 'maestro'],
    ['630400', 'maestro'],
    ['590000', 'other'],
    ['1', 'other'],
    ['', 'other'],
  ];
  it.each(table)('%s is %s', (digits, brand) => {
    expect(brandOf(digits)).toBe(brand);
  });
});

describe('a number', () => {
  it.each([
    '4111 1111 1111 1111',
    '4111-1111-1111-1111',
    '4111.1111.1111.1111',
    ' 4111\u00a01111 1111\u20131111 ',
    '378282246310005',
    '4222222222222',
    '30569309025904',
    '6759649826438453',
    '2223003122003222',
  ])('"%s" may be stored', (typed) => {
    expect(numberProblem(typed)).toBeUndefined();
  });

  it.each([
    ['', 'Type the number'],
    ['  - ', 'Type the number'],
    ['4111 1111 1111 111a', 'digits only'],
    ['٤١١١١١١١١١١١١١١١', 'digits only'],
    ['4111/1111/1111/1111', 'digits only'],
    ['411111', 'at least 12'],
    ['41111111111111111111', 'at most 19'],
    ['41111111111111', 'Visa does not have 14 digits'],
    ['37828224631000', 'American Express does not have 14 digits'],
    ['5555555555554445', 'check digit'],
    ['4111111111111112', 'check digit'],
    ['0000000000000000', 'check digit'],
  ])('"%s" may not: %s', (typed, words) => {
    const problem = numberProblem(typed);
    expect(problem).toContain(words);
    // A fault is answered, shown and perhaps logged: it never holds what was typed.
    if (cardDigits(typed).length > 4) expect(problem).not.toContain(cardDigits(typed));
  });

  test('with one wrong digit is never accepted, nor with two neighbours exchanged (but 09 and 90)', () => {
    const number = fc.stringMatching(/^4\d{14}$/).map(withCheckDigit);
    fc.assert(
      fc.property(number, fc.nat(15), fc.integer({ min: 1, max: 9 }), (digits, at, shift) => {
        const wrong = digits.slice(0, at) + ((Number(digits[at]) + shift) % 10) + digits.slice(at + 1);
        expect(numberProblem(digits)).toBeUndefined();
        expect(numberProblem(wrong)).toBeDefined();
        const [a = '', b = ''] = digits.slice(at, at + 2);
        if (b === '' || a === b || ['09', '90'].includes(a + b)) return;
        expect(numberProblem(digits.slice(0, at) + b + a + digits.slice(at + 2))).toBeDefined();
      }),
    );
  });

  test('has a length of its brand, however it is grouped', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{11,18}$/), (most) => {
        const digits = withCheckDigit(most);
        expect(numberProblem(digits) === undefined).toBe(!/^0+$/.test(digits) && isCardLength(brandOf(digits), digits.length));
        expect(cardDigits(groupCardNumber(digits))).toBe(digits);
      }),
    );
  });
});

test('numbers are shown in the groups of the card', () => {
  expect(groupCardNumber('4111111111111111')).toBe('4111 1111 1111 1111');
  expect(groupCardNumber('378282246310005')).toBe('3782 822463 10005');
  expect(groupCardNumber('30569309025904')).toBe('3056 930902 5904');
  expect(groupCardNumber('6759649826438453123')).toBe('6759 6498 2643 8453 123');
});

describe('an expiry', () => {
  it.each(['3/29', '03/29', '0329', '03-29', '03.2029', '03 / 29', ' 03 29 ', '032029', '2029-03'])(
    '%s is March 2029',
    (text) => {
      expect(parseExpiry(text)).toEqual({ month: 3, year: 2029 });
    },
  );

  it.each(['', '13/29', '00/29', '29', '329', '03/9', '03/1999', '2029-13', '03/29/01', 'March 29', '03//29'])(
    '%s is none',
    (text) => {
      expect(parseExpiry(text)).toBeUndefined();
    },
  );

  it.each([
    ['2026-11-30', false],
    ['2026-12-01', true],
    ['2027-01-01', true],
    ['2025-12-31', false],
  ])('11/26 has expired on %s: %s', (date, hasEnded) => {
    expect(hasExpired({ month: 11, year: 2026 }, date as LocalDate)).toBe(hasEnded);
  });

  test('as it is printed it is read again', () => {
    fc.assert(
      fc.property(fc.record({ month: fc.integer({ min: 1, max: 12 }), year: fc.integer({ min: 2000, max: 2099 }) }), (expiry) => {
        expect(parseExpiry(formatExpiry(expiry))).toEqual(expiry);
      }),
    );
  });
});

describe('a card', () => {
  const typed = { holder: ' Ann   Example ', number: '4111 1111 1111 1111', expiry: '11/26' };

  test('is stored as digits, brand, last four, holder and expiry', () => {
    expect(checkCard(typed, today)).toEqual({
      ok: true,
      card: {
        holder: 'Ann Example',
        number: '4111111111111111',
        brand: 'visa',
        lastFour: '1111',
        expiry: { month: 11, year: 2026 },
      },
    });
  });

  it.each([
    [{ expiry: '10/26' }, 'expiry', 'expired at the end of 10/26'],
    [{ expiry: '12/46' }, 'expiry', 'more than 20 years'],
    [{ expiry: '13/29' }, 'expiry', 'month and year'],
    [{ holder: '  ' }, 'holder', 'name on the card'],
    [{ holder: '4111 1111 1111 1111' }, 'holder', 'looks like a card number'],
    [{ number: '4111' }, 'number', 'at least 12'],
  ])('%o is refused at %s: %s', (change, field, words) => {
    const checked = checkCard({ ...typed, ...change }, today);
    expect(checked).toMatchObject({ ok: false, faults: [{ field, message: expect.stringContaining(words) }] });
  });

  test('twenty years ahead to the month is the furthest', () => {
    expect(checkCard({ ...typed, expiry: '11/46' }, today).ok).toBe(true);
  });

  test('every wrong field is told at once', () => {
    const checked = checkCard({ holder: '', number: '', expiry: '' }, today);
    expect(checked.ok ? [] : checked.faults.map((fault) => fault.field)).toEqual(['holder', 'number', 'expiry']);
  });

  test('masked it shows four digits, never more', () => {
    expect(maskCard({ brand: 'amex', lastFour: '0005' })).toBe('American Express •••• 0005');
    fc.assert(
      fc.property(fc.stringMatching(/^4\d{14}$/).map(withCheckDigit), (number) => {
        const checked = checkCard({ ...typed, number }, today);
        if (checked.ok) expect(maskCard(checked.card).replace(/\D/g, '')).toBe(number.slice(-4));
      }),
    );
  });
});

test('a card number in free text is found, a phone or account number is not', () => {
  expect(holdsCardNumber('please use 4111 1111-1111 1111 today')).toBe(true);
  expect(holdsCardNumber('ring +61 2 9999 0000, invoice 2026-000123')).toBe(false);
  expect(holdsCardNumber('Ann Example')).toBe(false);
});
