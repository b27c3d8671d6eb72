import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checks, type Outcome, root, runStep, summary, vitest } from './steps.ts';

/** What must hold before a commit, in seconds: types, format, lint, and the rules of the house. */
const steps = existsSync(join(root, 'src', 'tidy.test.ts'))
  ? [...checks, { ...vitest(['src/tidy.test.ts']), name: 'house rules' }]
  : checks;
const outcomes: Outcome[] = [];
for (const step of steps) outcomes.push(await runStep(step));
process.stdout.write(`\n${summary(outcomes)}\n`);
process.exitCode = outcomes.every((outcome) => outcome.isRight) ? 0 : 1;
