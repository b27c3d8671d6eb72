import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killEverything, tell } from '../simulation/kill.ts';
import { findMutants, mutants } from '../simulation/killMutants.ts';
import { type KillStage, openKillStage } from '../simulation/killStage.ts';
import { seedAndRounds } from '../simulation/random.ts';
import { hasAsterisk } from '../src/testing/instance.ts';
import { findTool } from '../src/testing/tools.ts';

const { seed, rounds } = seedAndRounds(5);
const minute = 60_000;

describe.skipIf(findTool('sipp') === null || !hasAsterisk())('parts die while calls go on (quality.md b)', () => {
  let stage: KillStage;
  beforeAll(async () => {
    stage = await openKillStage();
  });
  afterAll(() => stage?.close());

  it(
    'every answered call has exactly one right charge, no other call has any, and emergency calls connect',
    async () => {
      const outcome = await killEverything(stage, { seed, rounds, callsPerSecond: 2 });
      process.stdout.write(`${tell(outcome)}\n`);
      expect(outcome.faults).toEqual([]);
      expect(outcome.kills).toHaveLength(rounds * 5);
      expect(outcome.answered).toBeGreaterThan(rounds * 5);
      expect(outcome.interrupted).toBeGreaterThan(0);
    },
    (10 + 5 * rounds) * minute,
  );

  it(
    'finds every fault that is planted, and none where none is',
    async () => {
      const found = await findMutants(stage);
      expect(found.at(-1)).toEqual([]);
      for (const [index, { name }] of mutants.entries()) expect(found[index], name).not.toEqual([]);
    },
    10 * minute,
  );
});
