import { describe, expect, it } from 'vitest';
import type { CallFixture } from '../src/testing/callFixture.ts';
import { simulate } from './credit.ts';
import { seedAndRounds } from './random.ts';

const { seed, rounds } = seedAndRounds(2);
const steps = Number(process.env.STEPS ?? 150);

describe('random traffic keeps every invariant of charging.md', () => {
  it.each(Array.from({ length: rounds }, (_, round) => seed + round))('seed %i', async (one) => {
    expect(await simulate(one, steps)).toEqual([]);
  });
});

describe('the simulation catches planted faults', () => {
  const mutants: readonly (readonly [name: string, fn: string, from: string, to: string])[] = [
    [
      'the price of the answer does not move what is held',
      'call_answer',
      'set held = held + (call_answer.hold - c.hold)',
      'set held = held',
    ],
    [
      'the price of the answer is not taken',
      'call_answer',
      'if n.seconds is not null then\n    money',
      'if false then\n    money',
    ],
    ['an extension takes what is not there', 'call_extend', 'p_amounts[i] <= money', 'true'],
    [
      'an extension reserves its slice, not the difference',
      'call_extend',
      'held + (call_extend.hold - c.hold)',
      'held + call_extend.hold',
    ],
    ['an overrun is charged beyond the money', 'call_settle', 'if is_prepaid then charge :=', 'if false then charge :='],
    ['the rest of a hold is kept', 'account_spends', 'held = held - p_hold', 'held = held - least(p_hold, 5000000)'],
    [
      'a true length after an estimate is charged once more',
      'call_correct',
      'difference := s.price - d.price',
      'difference := s.price',
    ],
    [
      'what is held does not count for a cap',
      'spendable',
      "(p_limits ->> 'dailyLimit')::bigint - b.held",
      "(p_limits ->> 'dailyLimit')::bigint",
    ],
  ];

  it.each(mutants)('%s', async (_, fn, from, to) => {
    const plant = async ({ owner }: CallFixture) => {
      const found = await owner.query<{ text: string }>('select pg_get_functiondef($1::regproc) as text', [fn]);
      const text = found.rows[0]?.text ?? '';
      expect(text).toContain(from);
      await owner.query(text.replace(from, to));
    };
    expect(await isCaught(plant)).toBe(true);
  });

  async function isCaught(plant: (fixture: CallFixture) => Promise<void>): Promise<boolean> {
    for (let one = seed; one < seed + 6; one++) {
      try {
        if ((await simulate(one, steps, 0.06, plant)).length > 0) return true;
      } catch (error) {
        if (error instanceof Error && 'code' in error) return true;
        throw error;
      }
    }
    return false;
  }
});
