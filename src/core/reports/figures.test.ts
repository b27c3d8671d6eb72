import { expect, test } from 'vitest';
import { amount } from '../base/money.ts';
import { addFigures, type CallFigures, changePercent, noCalls, roundedMoney, shownFigures } from './figures.ts';

const calls = (more: Partial<CallFigures>): CallFigures => ({ ...noCalls, ...more });

test.each([
  [{ attempts: 10n, answered: 7n, refused: 0n }, 70],
  [{ attempts: 13n, answered: 7n, refused: 3n }, 70],
  [{ attempts: 3n, answered: 2n }, 66.7],
  [{ attempts: 2000n, answered: 1n }, 0.1],
  [{ attempts: 5n, refused: 5n }, null],
  [{}, null],
])('answer-seizure ratio: what we refused was never tried', (counts, percent) => {
  expect(shownFigures(calls(counts), true).asr).toBe(percent);
});

test('average lengths are of answered calls, delays of those where they are known, halves up', () => {
  expect(
    shownFigures(calls({ attempts: 9n, answered: 2n, talkMilliseconds: 121_000n, pddMilliseconds: 2_500n, pddCount: 2n }), true),
  ).toMatchObject({
    acdSeconds: 61,
    pddSeconds: 1.3,
    talkSeconds: 121,
  });
  expect(shownFigures(noCalls, true)).toMatchObject({ acdSeconds: null, pddSeconds: null, asr: null });
});

test('margin is what is left of the revenue once loss and cost are gone, and may be below zero', () => {
  const sums = calls({ revenue: amount('10'), loss: amount('0.50'), cost: amount('9.75') });
  expect(shownFigures(sums, true)).toMatchObject({ revenue: '10.00', loss: '0.50', cost: '9.75', margin: '-0.25' });
});

test('who may not see providers sees revenue and no word of cost', () => {
  expect(shownFigures(calls({ revenue: amount('10'), cost: amount('9') }), false)).toMatchObject({
    revenue: '10.00',
    loss: null,
    cost: null,
    margin: null,
  });
});

test('sums of parts add up, field by field', () => {
  expect(addFigures(calls({ attempts: 2n, revenue: amount('1') }), calls({ attempts: 3n, cost: amount('2') }))).toEqual(
    calls({ attempts: 5n, revenue: amount('1'), cost: amount('2') }),
  );
});

test.each([
  ['193.1396', 'AUD', '193.14'],
  ['-0.005', 'AUD', '-0.01'],
  ['12', 'EUR', '12.00'],
  ['1234.5', 'JPY', '1235'],
  ['0.00049', 'KWD', '0.00'],
])('%s %s is read as %s', (text, currency, shown) => {
  expect(Number(roundedMoney(text, currency))).toBe(Number(shown));
  expect(roundedMoney(text, currency).replace(/0$/, '')).toBe(shown.replace(/0$/, ''));
});

test.each([
  ['110', '100', 10],
  ['99.95', '100', -0.1],
  ['5', '0', null],
  ['5', '-3', null],
])('from %s, before %s: %s percent', (now, before, percent) => {
  expect(changePercent(now, before)).toBe(percent);
});
