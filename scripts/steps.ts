import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../src/config.ts';

export const root = fileURLToPath(new URL('..', import.meta.url));
const node = [process.execPath, '--disable-warning=ExperimentalWarning'];

export type Step = { readonly name: string; readonly command: readonly string[] };
export type Outcome = { readonly name: string; readonly isRight: boolean; readonly seconds: number };

/** Types of both projects, format and lint. Tools are started as files: nothing depends on what is in PATH. */
export const checks: readonly Step[] = [
  { name: 'types', command: [...node, 'node_modules/typescript/bin/tsc', '-p', '.'] },
  { name: 'types of the web', command: [...node, 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.web.json'] },
  { name: 'format and lint', command: [...node, 'node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off'] },
];

export function vitest(args: readonly string[]): Step {
  return { name: 'tests', command: [...node, 'node_modules/vitest/vitest.mjs', 'run', ...args] };
}

/** Runs a step with its output on ours, and ends it when we are ended. */
export async function runStep({ name, command }: Step): Promise<Outcome> {
  const began = performance.now();
  process.stdout.write(`\n── ${name}\n`);
  const isRight = await succeeds(command);
  return { name, isRight, seconds: (performance.now() - began) / 1000 };
}

/** One line for all steps: `types ✓ 3.1 s, tests ✗ 80.0 s`. */
export function summary(outcomes: readonly Outcome[]): string {
  return outcomes.map(({ name, isRight, seconds }) => `${name} ${isRight ? '✓' : '✗'} ${seconds.toFixed(1)} s`).join(', ');
}

export function succeeds(
  [command = '', ...args]: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env: childEnvironment(more), stdio: 'inherit' });
    const pass = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    child.once('error', (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      resolve(false);
    });
    child.once('close', (code) => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      resolve(code === 0);
    });
  });
}
