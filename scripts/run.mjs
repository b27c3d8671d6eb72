// Runs a script of this project on a Node that understands TypeScript, with dependencies installed. Usage:
//   node scripts/run.mjs src/start.ts [arguments]        (the script's path counts from the project's folder)
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { resolve } from 'node:path';
import { dieWithUs, environmentFor, readyDependencies, readyNode, root } from './ready.mjs';

const [script, ...args] = process.argv.slice(2);
if (!script) {
  process.stderr.write('Usage: node scripts/run.mjs <script> [arguments]\n');
  process.exit(2);
}

try {
  const node = await readyNode();
  await readyDependencies();
  run(node, resolve(root, script), args);
} catch (error) {
  process.stderr.write(`vspPanel: ${error.message}\n`);
  process.exit(1);
}

/**
 * The child gets a session of its own: a terminal sends Ctrl-C to every process of the group, npm passes it on once more,
 * and a stop that arrives three times is no clean stop. So we alone hear it, and pass each signal on exactly once.
 */
function run(node, file, rest) {
  const [command, ...words] = [...dieWithUs(), node, '--disable-warning=ExperimentalWarning', file, ...rest];
  const child = spawn(command, words, { stdio: 'inherit', detached: process.platform !== 'win32', env: environmentFor(node) });
  const passed = new Map();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGWINCH']) {
    process.on(signal, () => {
      // The same key press through terminal and npm comes within moments; a second press by hand does not.
      const now = Date.now();
      if (signal !== 'SIGWINCH' && now - (passed.get(signal) ?? 0) < 500) return;
      passed.set(signal, now);
      child.kill(signal);
    });
  }
  child.once('error', (error) => {
    process.stderr.write(`vspPanel: ${error.message}\n`);
    process.exit(1);
  });
  child.once('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}
