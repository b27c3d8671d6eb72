import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { childEnvironment } from '../src/config.ts';

// A tiny project with the real launcher and, in npm's place, a program that notes how it was called.
let folder: string;
const at = (...names: string[]) => join(folder, ...names);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vsppanel-run-'));
  mkdirSync(at('scripts'));
  for (const name of ['run.mjs', 'ready.mjs']) copyFileSync(join(import.meta.dirname, name), at('scripts', name));
  writeFileSync(at('package.json'), JSON.stringify({ type: 'module', dependencies: { one: '1.0.0' } }));
  writeFileSync(at('package-lock.json'), '{"lock":1}');
  writeFileSync(
    at('hello.ts'),
    'const words: string[] = process.argv.slice(2); console.log("hello " + words.join("|")); process.exitCode = 7;',
  );
  writeNpm('');
});
afterEach(() => rmSync(folder, { recursive: true }));

function writeNpm(first: string): void {
  writeFileSync(
    at('npm-cli.js'),
    `import { appendFileSync, mkdirSync } from 'node:fs';
     const words = process.argv.slice(2).filter((word) => !word.startsWith('--no-') || word === '--no-save');
     appendFileSync('${at('npm-calls')}', words.join(' ') + '\\n');
     ${first}
     mkdirSync('${at('node_modules')}', { recursive: true });`,
  );
  chmodSync(at('npm-cli.js'), 0o755);
}

const environment = (more: Record<string, string> = {}) => childEnvironment({ npm_execpath: at('npm-cli.js'), ...more });
const run = (args: readonly string[], more: Record<string, string> = {}) =>
  spawnSync(process.execPath, [at('scripts', 'run.mjs'), ...args], { encoding: 'utf8', env: environment(more), cwd: tmpdir() });
const npmCalls = () => (existsSync(at('npm-calls')) ? readFileSync(at('npm-calls'), 'utf8').trim().split('\n') : []);

test('missing packages are installed once, then the script runs with its arguments and its exit code', () => {
  const first = run(['hello.ts', 'a b', 'c']);
  expect(first).toMatchObject({ status: 7, stdout: 'hello a b|c\n' });
  expect(first.stderr).toContain('installing dependencies');
  const second = run(['hello.ts']);
  expect(second).toMatchObject({ status: 7, stdout: 'hello \n', stderr: '' });
  expect(npmCalls()).toEqual(['ci --include=dev --loglevel=error']);
});

test('development tools are installed in production too: Vite builds the panel', () => {
  run(['hello.ts'], { NODE_ENV: 'production' });
  expect(npmCalls()[0]).toContain('--include=dev');
});

test('a changed lock or changed wishes install again, over what is there; a changed script entry does not', () => {
  run(['hello.ts']);
  writeFileSync(at('package-lock.json'), '{"lock":2}');
  run(['hello.ts']);
  writeFileSync(at('package.json'), JSON.stringify({ type: 'module', dependencies: { one: '1.0.0', two: '2.0.0' } }));
  run(['hello.ts']);
  writeFileSync(
    at('package.json'),
    JSON.stringify({ type: 'module', dependencies: { one: '1.0.0', two: '2.0.0' }, scripts: { x: 'y' } }),
  );
  run(['hello.ts']);
  expect(npmCalls()).toEqual([
    'ci --include=dev --loglevel=error',
    ...Array(2).fill('install --no-save --include=dev --loglevel=error'),
  ]);
});

test('a lock that npm ci refuses is installed by npm install, which may not change it', () => {
  writeNpm(`if (process.argv[2] === 'ci') { console.error('Missing: x from lock file'); process.exit(1); }`);
  expect(run(['hello.ts'])).toMatchObject({ status: 7, stdout: 'hello \n' });
  expect(npmCalls()).toEqual(['ci --include=dev --loglevel=error', 'install --no-save --include=dev --loglevel=error']);
});

test('an install that fails is told, runs nothing, and is tried again', () => {
  writeNpm(`console.error('no network here'); process.exit(1);`);
  const failed = run(['hello.ts']);
  expect(failed).toMatchObject({ status: 1, stdout: '' });
  expect(failed.stderr).toContain('no network here');
  writeNpm('');
  expect(run(['hello.ts'])).toMatchObject({ status: 7 });
});

test('two runs at once install once', async () => {
  writeNpm(`await new Promise((done) => setTimeout(done, 300));`);
  const runs = [1, 2].map(() =>
    spawn(process.execPath, [at('scripts', 'run.mjs'), 'hello.ts'], { env: environment(), stdio: 'ignore' }),
  );
  const codes = await Promise.all(runs.map(async (child) => (await once(child, 'exit'))[0]));
  expect(codes).toEqual([7, 7]);
  expect(npmCalls()).toHaveLength(1);
});

test('a stop that terminal and npm repeat reaches the script once, and is waited for', async () => {
  writeFileSync(
    at('stay.ts'),
    `process.on('SIGINT', () => { console.log('stopping'); setTimeout(() => { console.log('stopped'); process.exit(0); }, 200); });
     setInterval(() => {}, 1000); console.log('up');`,
  );
  const child = spawn(process.execPath, [at('scripts', 'run.mjs'), 'stay.ts'], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  let heard = '';
  const up = new Promise<void>((resolve) => {
    child.stdout.on('data', (bytes: Buffer) => {
      heard += bytes;
      if (heard === 'up\n') resolve();
    });
  });
  await up;
  // The terminal tells the whole group; npm, which the group holds too, tells its child once more.
  process.kill(-(child.pid ?? 0), 'SIGINT');
  process.kill(child.pid ?? 0, 'SIGINT');
  const [code] = await once(child, 'close');
  expect({ code, heard }).toEqual({ code: 0, heard: 'up\nstopping\nstopped\n' });
});

test.skipIf(process.platform !== 'linux')('a script ends when the launcher is killed', async () => {
  writeFileSync(at('stay.ts'), 'setInterval(() => {}, 1000); console.log(process.pid);');
  const child = spawn(process.execPath, [at('scripts', 'run.mjs'), 'stay.ts'], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGKILL');
  await expect.poll(() => isAlive(Number(line.toString()))).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
