import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';

/**
 * `npm run sim -- --seed 7 [--rounds 50] [--steps 400]`: random calls, money and accidents against the real call control and
 * the real database, the invariants of charging.md after every step. A seed that fails can be run again alone.
 */
const { values } = parseArgs({
  options: { seed: { type: 'string' }, rounds: { type: 'string', default: '1' }, steps: { type: 'string', default: '400' } },
});
const numbers = [values.seed ?? '', values.rounds, values.steps];
if (!numbers.every((one) => /^[1-9]\d{0,8}$/.test(one))) {
  process.stderr.write('Usage: npm run sim -- --seed N [--rounds N] [--steps N]\n');
  process.exit(2);
}
const [SEED, ROUNDS, STEPS] = numbers;
const vitest = ['node_modules/vitest/vitest.mjs', 'run', 'simulation/credit.sim.test.ts', '-t', 'keeps every invariant'];
const child = spawn(process.execPath, vitest, { env: { ...process.env, SEED, ROUNDS, STEPS }, stdio: 'inherit' });
child.once('exit', (code) => process.exit(code ?? 1));
