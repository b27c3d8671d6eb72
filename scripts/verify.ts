import { spawn } from 'node:child_process';

/** The experiments of quality.md that have a full form: their short form runs with `npm test`. */
const experiments = {
  a: { title: 'calls at once cannot overdraw a balance', test: 'simulation/overdraw.sim.test.ts', rounds: 50 },
  j: { title: 'random invoices and credit notes add up', test: 'simulation/invoices.test.ts', rounds: 1_000_000 },
  run: { title: 'invoice runs are started twice and killed', test: 'simulation/invoiceRun.sim.test.ts', rounds: 100 },
  e3: {
    title: 'malformed rate decks are refused, sound ones read exactly',
    test: 'simulation/malformedDecks.test.ts',
    rounds: 84,
  },
  e5: { title: 'no typed address leads inside', test: 'simulation/hookUrls.test.ts', rounds: 100_000 },
  c: { title: 'the lines between the parts break', test: 'stories/lineFaults.story.test.ts', rounds: 3 },
  b: { title: 'parts are killed while calls go on', test: 'stories/crash.story.test.ts', rounds: 200 },
  i: { title: 'torture messages, changed messages and guessing at every door', test: 'stories/attack.story.test.ts', rounds: 50 },
  fraud: { title: 'recorded fraud is stopped, an ordinary month is left alone', test: 'simulation/fraud.sim.test.ts', rounds: 5 },
  k: { title: 'the ledger cannot be changed, nor unseen', test: 'simulation/ledger.sim.test.ts', rounds: 1000 },
} as const;

/** `npm run verify -- b` runs the full form; SEED and ROUNDS from the environment, or as further words (`ROUNDS=20`). */
const [id = '', ...words] = process.argv.slice(2);
const asked = Object.entries(experiments).find(([name]) => name === id)?.[1];
const given = words.map((word) => /^(SEED|ROUNDS)=(\d+)$/.exec(word));
if (!asked || given.includes(null)) {
  const lines = Object.entries(experiments).map(([name, { title, rounds }]) => `  ${name}  ${title} (${rounds} rounds)\n`);
  process.stderr.write(`Usage: npm run verify -- <experiment> [SEED=1] [ROUNDS=n]\n${lines.join('')}`);
  process.exit(2);
}
const environment = {
  ROUNDS: String(asked.rounds),
  ...process.env,
  ...Object.fromEntries(given.flatMap((found) => (found ? [[found[1], found[2]]] : []))),
};
const vitest = ['node_modules/vitest/vitest.mjs', 'run', asked.test];
const child = spawn(process.execPath, vitest, { env: environment, stdio: 'inherit' });
child.once('exit', (code) => process.exit(code ?? 1));
