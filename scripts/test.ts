import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findAsterisk } from '../src/supervisor/asterisk.ts';
import { makeReporter } from '../src/supervisor/reporter.ts';
import { buildWeb, isWebStale } from '../src/supervisor/webBuild.ts';
import { testEngineFolder } from '../src/testing/engine.ts';
import { missingTools, testTools } from '../src/testing/tools.ts';
import { checks, type Outcome, root, runStep, succeeds, summary, vitest } from './steps.ts';

// npm test [vitest's own arguments, such as a path or -t "a title"]
const reporter = makeReporter(process.stdout);
const report = join(root, 'test-results', 'vitest.json');

await installTools();
const asterisk = await reporter.step('Asterisk for the stories', (detail) =>
  findAsterisk({ engineFolder: testEngineFolder(), asterisk: 'auto' }, detail),
);
const outcomes: Outcome[] = [];
for (const step of checks) outcomes.push(await runStep(step));
if (existsSync(join(root, 'index.html')) && isWebStale(root)) await buildPages();
mkdirSync(join(root, 'test-results'), { recursive: true });
rmSync(report, { force: true });
outcomes.push(
  await runStep(vitest([...process.argv.slice(2), '--reporter=default', '--reporter=json', `--outputFile.json=${report}`])),
);
conclude();

async function buildPages(): Promise<void> {
  const began = performance.now();
  const isRight = await reporter
    .step("The panel's pages, building", (detail) => buildWeb(root, detail))
    .then(
      () => true,
      (error: unknown) => {
        reporter.say(String(error));
        return false;
      },
    );
  outcomes.push({ name: 'build', isRight, seconds: (performance.now() - began) / 1000 });
}

/** Root installs what is missing from Debian's packages. Others are told, and the tests that need it are skipped. */
async function installTools(): Promise<void> {
  const missing = missingTools();
  if (missing.length === 0) return;
  const packages = missing.map((tool) => testTools[tool]);
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['apt-get', '-qq', '-y', '-o', 'Dpkg::Use-Pty=0', '--no-install-recommends', 'install', ...packages];
  reporter.say(`installing ${packages.join(', ')}`);
  // A machine without package lists, or with old ones, needs them first.
  if (await succeeds(install, quiet)) return;
  await succeeds(['apt-get', '-qq', 'update'], quiet);
  await succeeds(install, quiet);
}

type Report = {
  readonly numTotalTests: number;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
};

/** What was skipped is said as loudly as what failed, and a run that saw no test has not passed. */
function conclude(): void {
  const found = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Report) : null;
  const all = found?.testResults.flatMap((file) => file.assertionResults) ?? [];
  const skipped = all.filter((one) => one.status !== 'passed' && one.status !== 'failed');
  const missing = missingTools();
  const lines: string[] = [];
  if (asterisk.kind === 'missing') lines.push(`!! WITHOUT ASTERISK: ${asterisk.advice}`);
  if (missing.length > 0)
    lines.push(
      `!! WITHOUT ${missing.join(', ')}: install ${missing.map((tool) => testTools[tool]).join(' ')} (as root: apt-get install) to run every test`,
    );
  for (const one of skipped) lines.push(`!! SKIPPED ${one.fullName}`);
  const totals = found
    ? `${found.numPassedTests} passed, ${found.numFailedTests} failed, ${skipped.length} skipped in ${found.testResults.length} files`
    : 'no test ran';
  const isRight = outcomes.every((outcome) => outcome.isRight) && found !== null && found.numPassedTests > 0;
  lines.push(`${isRight ? '✓' : '✗'} npm test: ${totals} (${summary(outcomes)})`);
  process.stdout.write(`\n${lines.join('\n')}\n`);
  process.exitCode = isRight ? 0 : 1;
}
