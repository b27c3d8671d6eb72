import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween } from '../base/calendar.ts';
import { amount, formatAmount } from '../base/money.ts';
import { chargePeriodList } from './chargePeriod.ts';
import { type ChargedExtra, closingCredits, dueCharges } from './dueCharges.ts';

const fee: ChargedExtra = {
  ...{ description: 'Monthly Fee', cost: amount('31'), chargePeriod: 'monthly', startsOn: '2026-01-31', endsOn: null },
  ...{ doesProrate: false, isTaxable: true, chargeFrom: null, closedOn: null, nextDueOn: '2026-01-31' },
};
const texts = (extra: Partial<ChargedExtra>, until: string, currency = 'AUD') => {
  const { charges, nextDueOn } = dueCharges({ ...fee, ...extra }, until, currency);
  return [...charges.map((one) => `${one.from} ${one.to} ${formatAmount(one.amount)}`), `next ${nextDueOn}`];
};

describe('what falls due', () => {
  test('is charged on the anchored day, also in short months', () => {
    expect(texts({}, '2026-05-01')).toEqual([
      '2026-01-31 2026-02-28 31.00',
      '2026-02-28 2026-03-31 31.00',
      '2026-03-31 2026-04-30 31.00',
      '2026-04-30 2026-05-31 31.00',
      'next 2026-05-31',
    ]);
  });

  test('nothing before its day', () => expect(texts({}, '2026-01-31')).toEqual(['next 2026-01-31']));

  test('once is charged once', () => {
    expect(texts({ chargePeriod: 'once' }, '2027-01-01')).toEqual(['2026-01-31 2026-01-31 31.00', 'next null']);
    expect(texts({ chargePeriod: 'once', nextDueOn: null }, '2027-01-01')).toEqual(['next null']);
  });

  test('the last period counts in full, unless it is prorated', () => {
    expect(texts({ endsOn: '2026-02-10' }, '2027-01-01')).toEqual(['2026-01-31 2026-02-28 31.00', 'next null']);
    expect(texts({ endsOn: '2026-02-10', doesProrate: true }, '2027-01-01')).toEqual([
      '2026-01-31 2026-02-11 12.18',
      'next null',
    ]);
    expect(texts({ endsOn: '2026-02-10', doesProrate: true }, '2027-01-01', 'JPY')[0]).toBe('2026-01-31 2026-02-11 12.00');
  });

  test('one that goes on from a day in the middle of a period: prorated from then, else from the next period', () => {
    const next = { chargeFrom: '2026-02-10', nextDueOn: '2026-02-10' };
    expect(texts({ ...next, doesProrate: true }, '2026-03-01')).toEqual([
      '2026-02-10 2026-02-28 19.93',
      '2026-02-28 2026-03-31 31.00',
      'next 2026-03-31',
    ]);
    expect(texts(next, '2026-03-01')).toEqual(['2026-02-28 2026-03-31 31.00', 'next 2026-03-31']);
  });

  test('one that was removed before it was charged pays for the days that it lasted', () => {
    expect(texts({ closedOn: '2026-02-10', doesProrate: true }, '2027-01-01')).toEqual([
      '2026-01-31 2026-02-10 11.07',
      'next null',
    ]);
    expect(texts({ closedOn: '2026-01-31' }, '2027-01-01')).toEqual(['next null']);
  });

  test('whenever one looks, each period is charged once, without gap or overlap, over 48 months', () => {
    const days = fc.integer({ min: 0, max: 1461 });
    fc.assert(
      fc.property(
        fc.constantFrom(...chargePeriodList),
        days,
        fc.array(days, { maxLength: 12 }),
        fc.boolean(),
        (period, start, looks, prorate) => {
          const startsOn = addDays('2024-01-31', start);
          const extra: ChargedExtra = { ...fee, chargePeriod: period, startsOn, nextDueOn: startsOn, doesProrate: prorate };
          const until = addDays(startsOn, 1461);
          let nextDueOn: string | null = startsOn;
          const charges = [
            ...looks.sort((a, b) => a - b).map((day) => addDays(startsOn, day)),
            until,
            until,
            until,
            until,
          ].flatMap((day) => {
            const due = dueCharges({ ...extra, nextDueOn }, day, 'AUD');
            nextDueOn = due.nextDueOn;
            return due.charges;
          });
          expect(charges[0]?.from).toBe(startsOn);
          for (const [index, one] of charges.slice(1).entries()) expect(one.from).toBe(charges[index]?.to);
          if (period !== 'once') expect((charges.at(-1)?.to ?? '') >= until).toBe(true);
          expect(charges.every((one) => one.amount === fee.cost)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('what is given back', () => {
  const charged = [{ from: '2026-01-31', to: '2026-02-28', amount: amount('31') }];
  const back = (closedOn: string, given: Partial<ChargedExtra> = {}) =>
    closingCredits({ ...fee, ...given }, charged, closedOn, 'AUD').map(
      (one) => `${one.from} ${one.to} ${formatAmount(one.amount)}`,
    );

  test('everything on the day on which the period begins', () =>
    expect(back('2026-01-31')).toEqual(['2026-01-31 2026-02-28 -31.00']));
  test('nothing later, unless it is prorated', () => {
    expect(back('2026-02-01')).toEqual([]);
    expect(back('2026-02-10', { doesProrate: true })).toEqual(['2026-02-10 2026-02-28 -19.93']);
    expect(back('2026-02-28', { doesProrate: true })).toEqual([]);
  });

  test('a change of price in the middle pays each price for its days, and the days together are the period', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 27 }), fc.integer({ min: 0, max: 99_999 }), (day, cents) => {
        const closedOn = addDays('2026-01-31', day);
        const other = {
          ...fee,
          doesProrate: true,
          cost: amount(`${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`),
        };
        const [given] = closingCredits({ ...fee, doesProrate: true }, charged, closedOn, 'AUD');
        const [charge] = dueCharges({ ...other, chargeFrom: closedOn, nextDueOn: closedOn }, addDays(closedOn, 1), 'AUD').charges;
        const used = amount('31') + (given?.amount ?? 0n);
        expect(used).toBe(amountOf(amount('31'), day, 28));
        expect(charge?.amount).toBe(amountOf(other.cost, 28 - day, 28));
        expect(daysBetween(closedOn, charge?.to ?? '')).toBe(28 - day);
      }),
    );
  });
});

/** Half up to whole cents, said in another way than the code does. */
function amountOf(cost: bigint, days: number, of: number): bigint {
  const cents = cost / 1_000_000n;
  return ((cents * BigInt(days) * 2n + BigInt(of)) / (2n * BigInt(of))) * 1_000_000n;
}
