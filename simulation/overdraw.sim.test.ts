import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CallFixture, callFixture } from '../src/testing/callFixture.ts';
import { retries, rush, traffic } from './overdraw.ts';
import { seedAndRounds, seededRandom } from './random.ts';

/** 7 cents a begun minute: $10.00 covers 142 first slices. */
const sevenCents = { price: '70000000000', initialIncrement: 60, increment: 60 };
const { seed, rounds } = seedAndRounds(2);

/** 20 accounts with so many calls each: in the full form 500 for the first seed (10,000 calls), 100 for the others. */
const callsEach = (one: number): number => {
  if (!process.env.ROUNDS) return 20;
  return one === seed ? 500 : 100;
};

describe('many calls at once cannot overdraw a balance (quality.md a)', () => {
  let fixture: CallFixture;
  beforeAll(async () => {
    fixture = await callFixture(sevenCents);
    await fixture.warmUp();
  });
  afterAll(() => fixture.close());

  it.each(Array.from({ length: rounds }, (_, round) => seed + round))(
    'seed %i',
    async (one) => {
      const { granted } = await rush(fixture, 500, `rush-${one}`);
      expect(granted).toBe(142);
      expect(await retries(fixture, 500, `retry-${one}`)).toEqual({ alike: 500, slices: 1n });
      await traffic(fixture, seededRandom(one), `traffic-${one}`, 20, callsEach(one));
      expect(await fixture.faults()).toEqual([]);
      const open = await fixture.owner.query<{ count: bigint }>(`select count(*) from call where call_id like 'traffic%'`);
      expect(open.rows[0]?.count).toBe(0n);
    },
    600_000,
  );
});

describe('the experiment catches planted faults', () => {
  const mutants: readonly (readonly [name: string, fn: string, from: string, to: string])[] = [
    [
      'the account is not locked',
      'call_authorize',
      'account_id = p_call.account_id for update;',
      'account_id = p_call.account_id; perform pg_sleep(0.002);',
    ],
    ['the money is not looked at', 'call_authorize', 'p_amounts[i] <= money', 'true'],
    ['the hold is not counted', 'call_authorize', 'set held = held + p_amounts[i]', 'set held = held'],
    ['a known call id is forgotten', 'call_authorize', 'where call_id = p_call.call_id', 'where false'],
    ['settling keeps the hold', 'account_spends', 'set held = held - p_hold', 'set held = held'],
    ['a call is charged twice', 'call_settle', 'amt := amt || charge', 'amt := amt || charge * 2'],
    [
      'extending reserves the slice, not the difference',
      'call_extend',
      'held + (call_extend.hold - c.hold)',
      'held + call_extend.hold',
    ],
  ];

  it('and finds nothing where none is planted', async () => {
    const fixture = await callFixture(sevenCents);
    expect(await isSound(fixture)).toBe(true);
    await fixture.close();
  });

  it.each(mutants)('%s', async (_, fn, from, to) => {
    const fixture = await callFixture(sevenCents);
    try {
      await plant(fixture, fn, from, to);
      expect(await isSound(fixture)).toBe(false);
    } finally {
      await fixture.close();
    }
  });

  /** False when the experiment sees that something is wrong, whether by a count, an invariant or an error of the database. */
  async function isSound(fixture: CallFixture): Promise<boolean> {
    try {
      await fixture.warmUp();
      const { granted } = await rush(fixture, 200, 'mutant');
      const retried = await retries(fixture, 50, 'mutant-retry');
      await traffic(fixture, seededRandom(seed), 'mutant-traffic', 4, 20);
      return granted === 142 && retried.alike === 50 && retried.slices === 1n && (await fixture.faults()).length === 0;
    } catch {
      return false;
    }
  }

  async function plant(fixture: CallFixture, fn: string, from: string, to: string): Promise<void> {
    const found = await fixture.owner.query<{ text: string }>('select pg_get_functiondef($1::regproc) as text', [fn]);
    const text = found.rows[0]!.text;
    expect(text).toContain(from);
    await fixture.owner.query(text.replace(from, to));
  }
});
