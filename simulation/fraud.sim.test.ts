import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatAmount } from '../src/core/base/money.ts';
import { guardRuleList } from '../src/core/fraud/guardSettings.ts';
import { type CarefulFraud, carefulFrauds } from './fraudMutants.ts';
import { fraudPatterns } from './fraudPatterns.ts';
import { liveNormally } from './fraudReplay.ts';
import { type FraudStage, fraudStage, hourlyCap, replay, setGuard, type Verdict } from './fraudStage.ts';
import { seedAndRounds } from './random.ts';

const { seed, rounds } = seedAndRounds(1);
const isFull = process.env.ROUNDS !== undefined;
/** The pattern must be stopped within this time. Seconds. */
const patience = 120;

const shown = ({ name, blockedAfter, loss, said }: Verdict) =>
  `${name}: ${blockedAfter ?? 'not blocked'} s, lost ${formatAmount(loss)}. ${said}`;

describe.each(Array.from({ length: rounds }, (_, round) => seed + round))(
  '20 patterns of fraud at ten times their pace, seed %i',
  (one) => {
    let stage: FraudStage;
    let verdicts: readonly Verdict[];
    beforeAll(async () => {
      stage = await fraudStage(fraudPatterns, one, 'open');
      verdicts = await replay(stage, patience);
      if (isFull) process.stdout.write(`${verdicts.map(shown).join('\n')}\n`);
    }, 600_000);
    afterAll(() => stage.fixture.close());

    it.each(fraudPatterns.map(({ name }, index) => ({ name, index })))('$name', ({ index }) => {
      const verdict = verdicts[index]!;
      expect(verdict.blockedAfter, shown(verdict)).toBeLessThanOrEqual(patience);
      expect(verdict.loss, shown(verdict)).toBeLessThanOrEqual(hourlyCap + verdict.slice);
      expect(verdict.said).toMatch(/^(Locked|Throttled to one call at a time) at 02:1[4-6]: .+\.$/);
    });

    it('and the books are in order', async () => {
      // The eight weeks before are CDRs alone, without their transfers.
      const faults = await stage.fixture.faults();
      expect(faults.filter((fault) => !fault.startsWith('call past-'))).toEqual([]);
    });
  },
);

describe('with the gates as a new account has them', () => {
  it('no pattern gets a single call through', async () => {
    const stage = await fraudStage(fraudPatterns, seed, 'closed');
    try {
      const verdicts = await replay(stage, 20);
      expect(verdicts.filter(({ loss, calls, refused }) => loss > 0n || calls === 0 || refused < calls).map(shown)).toEqual([]);
    } finally {
      await stage.fixture.close();
    }
  }, 600_000);
});

describe('where every rule only warns', () => {
  it('nothing is blocked: the replay itself blocks nothing', async () => {
    const stage = await fraudStage(fraudPatterns.slice(0, 6), seed, 'open');
    try {
      await setGuard(stage, Object.fromEntries(guardRuleList.map((rule) => [rule, 'warn'])));
      const verdicts = await replay(stage, 20);
      expect(verdicts.filter(({ blockedAfter }) => blockedAfter !== undefined).map(shown)).toEqual([]);
    } finally {
      await stage.fixture.close();
    }
  }, 600_000);
});

describe('each rule is needed', () => {
  const play = async (frauds: readonly CarefulFraud[], reactions: Parameters<typeof setGuard>[1]) => {
    const stage = await fraudStage(frauds, seed, 'open');
    try {
      await setGuard(stage, reactions, frauds[0]?.isAtNight ?? false);
      return await replay(stage, 90);
    } finally {
      await stage.fixture.close();
    }
  };

  it.each([
    ['by day', carefulFrauds.filter(({ isAtNight }) => !isAtNight)],
    ['at night', carefulFrauds.filter(({ isAtNight }) => isAtNight)],
  ])('%s there are frauds that one rule alone sees', async (_, frauds) => {
    const verdicts = await play(frauds, {});
    expect(verdicts.map(({ name, rules }) => [name, rules])).toEqual(frauds.map(({ rule }) => [rule, [rule]]));
  });

  // Most of its time goes into databases; the one above says nearly as much.
  it.each(isFull ? carefulFrauds : carefulFrauds.slice(0, 1))('without $rule: $story', async (fraud) => {
    const [verdict] = await play([fraud], { [fraud.rule]: 'warn' });
    expect(verdict?.blockedAfter).toBeUndefined();
  });
});

it('an ordinary month is left alone', () => {
  const accounts = isFull ? 10_000 : 150;
  const months = Array.from({ length: accounts }, (_, index) => liveNormally(seed * 100_000 + index));
  const blocks = months.flatMap((month) => month.blocks);
  const calls = months.reduce((sum, month) => sum + month.calls, 0);
  const warnings = months.reduce((sum, month) => sum + month.warnings, 0);
  if (isFull)
    process.stdout.write(
      `${accounts} accounts, ${calls} calls, ${warnings} warnings, ${blocks.length} false blocks\n${blocks.join('\n')}\n`,
    );
  expect(months.reduce((sum, { refused }) => sum + refused, 0)).toBe(0);
  expect(blocks.length, blocks.join('\n')).toBeLessThanOrEqual(Math.floor(accounts / 10_000));
}, 600_000);
