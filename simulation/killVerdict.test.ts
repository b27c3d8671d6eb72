import { describe, expect, it } from 'vitest';
import { type BookedCall, judge, judgeEmergency, type Kill } from './killVerdict.ts';
import type { SeenCall } from './sippTraffic.ts';

const seen = (dialled: string, answeredAt?: number, endedAt?: number): SeenCall => ({
  dialled,
  startedAt: (answeredAt ?? 1000) - 200,
  repeats: 0,
  ...(answeredAt !== undefined && { answeredAt }),
  ...(endedAt !== undefined && { endedAt }),
});
const book = (cents: number, change: Partial<BookedCall> = {}): BookedCall => ({
  ...{ number: '612', accountId: '1', outcome: 'answered', isEstimated: false, cents },
  ...change,
});
const death = (victim: Kill['victim'], at: number): Kill => ({ victim, at, readyAt: at + 2000, worksAt: at + 3000 });
const faults = (phone: SeenCall, carrier: SeenCall[], booked: BookedCall[], kills: Kill[] = []) =>
  judge({ phones: [phone], carrier, booked, kills }).faults;

describe('the judge', () => {
  const phone = seen('02', 10_000, 15_000);
  const carrier = [seen('612', 10_000, 15_020)];
  it.each([
    ['one record of the right length', [book(6)], 0],
    ['a second too many', [book(8)], 1],
    ['a second too few', [book(4)], 1],
    ['two records', [book(6), book(6)], 1],
    ['no record', [], 1],
    ['a record that says busy', [book(6, { outcome: 'busy' })], 1],
    ['a record of a number that nobody dialled', [book(6), book(0, { number: '613' })], 1],
  ])('%s', (_, booked, count) => {
    expect(faults(phone, carrier, booked)).toHaveLength(count);
  });

  it('allows for a machine so busy that a phone writes down late what it sees', () => {
    // The carrier's answer is two seconds late on its record, the phone's as much: Asterisk has five seconds.
    const slow = { ...seen('612', 12_000, 15_020), startedAt: 9800 };
    expect(faults(seen('02', 12_000, 15_000), [slow], [book(6)])).toEqual([]);
    expect(faults(seen('02', 12_000, 15_000), [slow], [book(8)])).toHaveLength(1);
    expect(faults(seen('02', 12_000, 15_000), [slow], [book(2)])).toHaveLength(1);
  });

  it('lets no call be charged that was not answered', () => {
    expect(faults(seen('02'), [], [book(0, { outcome: 'failed' })])).toEqual([]);
    expect(faults(seen('02'), [], [])).toEqual([]);
    expect(faults(seen('02'), [], [book(1)])).toHaveLength(1);
    expect(faults(seen('02'), [], [book(0)])).toHaveLength(1);
  });

  it('allows 15 seconds less, and no more, when Asterisk died in the call', () => {
    const long = seen('02', 10_000, 50_000);
    const cut = [seen('612', 10_000)];
    const kills = [death('asterisk', 30_000)];
    for (const cents of [5, 12, 20, 21]) expect(faults(long, cut, [book(cents)], kills)).toEqual([]);
    for (const cents of [4, 22]) expect(faults(long, cut, [book(cents)], kills)).toHaveLength(1);
    expect(faults(long, cut, [book(12)], [death('postgres', 30_000)])).toHaveLength(1);
  });

  it('a call that was answered right after a restart is charged in full', () => {
    const kills = [death('asterisk', 9000)];
    expect(faults(phone, carrier, [book(6)], kills)).toEqual([]);
    expect(faults(phone, carrier, [book(2)], kills)).toHaveLength(1);
    // Another death cut it later: what it lasted until then is owed, less the 15 seconds.
    const twice = [...kills, death('all', 14_000)];
    for (const cents of [0, 4, 5]) expect(faults(phone, [seen('612', 10_000)], [book(cents)], twice)).toEqual([]);
    expect(faults(phone, [seen('612', 10_000)], [book(7)], twice)).toHaveLength(1);
    // Its end never came: the answer was before the death and written down late.
    expect(faults(phone, [seen('612', 10_000)], [book(0)], kills)).toEqual([]);
  });
});

it('wants every emergency call connected unless Asterisk itself was away', () => {
  const call = (startedAt: number, answeredAt?: number): SeenCall => ({
    ...{ dialled: '000', startedAt, repeats: 0 },
    ...(answeredAt !== undefined && { answeredAt }),
  });
  expect(judgeEmergency([call(1000, 1300), call(20_500)], [death('asterisk', 20_000)])).toEqual([]);
  expect(judgeEmergency([call(20_500)], [death('postgres', 20_000)])).toHaveLength(1);
  expect(judgeEmergency([call(20_500, 41_000)], [death('calls', 20_000)])).toHaveLength(1);
  // Asterisk's death ends what was being set up; what was refused before it was refused.
  expect(judgeEmergency([call(10_000)], [death('asterisk', 20_000)])).toEqual([]);
  expect(judgeEmergency([{ ...call(10_000), status: 503 }], [death('asterisk', 20_000)])).toHaveLength(1);
});
