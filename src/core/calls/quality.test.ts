import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type MediaStats, opinionScore, qualityOf } from './quality.ts';

const clear: MediaStats = { received: 500, lost: 0, jitter: 1, sent: 500, lostThere: 0, jitterThere: 1, roundTrip: 20 };

test.each<[string, Partial<MediaStats>, string]>([
  ['nothing lost', {}, 'good'],
  ['one in a hundred lost', { lost: 5 }, 'good'],
  ['four in a hundred lost', { lost: 20 }, 'fair'],
  ['a tenth lost', { lost: 55 }, 'poor'],
  ['a tenth lost on the way there', { lostThere: 50 }, 'poor'],
  ['half a second there and back', { roundTrip: 500 }, 'fair'],
  ['a second there and back', { roundTrip: 1000 }, 'poor'],
  ['a jitter of 120 ms', { jitter: 120 }, 'fair'],
  ['nothing came', { received: 0 }, 'no_sound'],
])('%s', (_, change, word) => {
  expect(qualityOf({ callee: { ...clear, ...change } })?.word).toBe(word);
  expect(qualityOf({ callee: clear, caller: { ...clear, ...change } })?.word).toBe(word);
});

test('too little is no judgement', () => {
  expect(qualityOf({})).toBeUndefined();
  expect(qualityOf({ callee: { ...clear, received: 49, sent: 49 } })).toBeUndefined();
  expect(qualityOf({ callee: { ...clear, received: 0, sent: 99, lostThere: 0 } })?.word).toBe('good');
});

test('the score of a clear line is what G.107 gives for its defaults, less the delay', () => {
  expect(opinionScore({ lossShare: 0, jitter: 0, roundTrip: 0 })).toBe(4.4);
  expect(opinionScore({ lossShare: 1, jitter: 0, roundTrip: 0 })).toBe(1.16);
});

test('worse figures never sound better, and every score is one', () => {
  const natural = fc.nat(10_000);
  fc.assert(
    fc.property(natural, natural, fc.double({ min: 0, max: 1, noNaN: true }), natural, (jitter, roundTrip, lossShare, more) => {
      const score = opinionScore({ lossShare, jitter, roundTrip });
      expect(score).toBeGreaterThanOrEqual(1);
      expect(score).toBeLessThanOrEqual(4.5);
      expect(opinionScore({ lossShare, jitter: jitter + more, roundTrip })).toBeLessThanOrEqual(score);
      expect(opinionScore({ lossShare, jitter, roundTrip: roundTrip + more })).toBeLessThanOrEqual(score);
      expect(opinionScore({ lossShare: Math.min(1, lossShare + more / 10_000), jitter, roundTrip })).toBeLessThanOrEqual(score);
    }),
  );
});
