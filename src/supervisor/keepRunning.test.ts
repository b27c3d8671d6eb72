import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { childEnvironment } from '../config.ts';
import { type KeptPart, keepRunning } from './keepRunning.ts';
import { type NodePartOptions, nodePart } from './nodePart.ts';
import { isAlive, type ProcessIdentity, processIdentity } from './processIdentity.ts';

let folder: string;
let said: string[];
let kept: KeptPart | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vsppanel-keep-'));
  said = [];
});
afterEach(async () => {
  await kept?.stop();
  kept = null;
  rmSync(folder, { recursive: true });
});

const joining = `import { joinSupervisor } from '${join(import.meta.dirname, 'joinSupervisor.ts')}';\n`;
const living = 'setInterval(() => {}, 1000);\n';

/** Short enough for a test about a hanging part. For others it is the usual: on a busy machine a healthy part is silent so long. */
const oftenAsked = { pingMilliseconds: 60 };

/** Keeps a program of these lines running, with pauses short enough for a test. */
async function keep(lines: string, more: Partial<NodePartOptions> = {}): Promise<KeptPart> {
  const script = join(folder, 'part.ts');
  writeFileSync(script, lines);
  const say = (line: string) => {
    said.push(line);
  };
  const part = nodePart({
    name: 'the part',
    script,
    environment: childEnvironment(),
    logFile: join(folder, 'part.log'),
    say,
    ...more,
  });
  kept = await keepRunning(part, { say, pauses: [10, 20] });
  return kept;
}

function identity(part: KeptPart): ProcessIdentity {
  const found = processIdentity(part.pid() ?? 0);
  if (!found) throw new Error('the part does not run');
  return found;
}

const log = () => readFileSync(join(folder, 'part.log'), 'utf8');

test('a part that is killed is started again, and it is said', async () => {
  const part = await keep(`${joining}joinSupervisor(async () => {}).ready();\n${living}`);
  const first = identity(part);
  process.kill(first.pid, 'SIGKILL');
  await part.restartedAfter(first.pid);
  expect(isAlive(first)).toBe(false);
  expect(isAlive(identity(part))).toBe(true);
  expect(said[0]).toBe('the part ended (signal SIGKILL); starting it again');
});

test('a part that hangs is killed and started again', async () => {
  const part = await keep(`${joining}joinSupervisor(async () => {}).ready();\n${living}`, oftenAsked);
  const first = identity(part);
  process.kill(first.pid, 'SIGSTOP');
  await part.restartedAfter(first.pid);
  expect(isAlive(first)).toBe(false);
  expect(said[0]).toMatch(/has not answered/);
});

test('a part whose event loop is busy for ever is killed too, though it began well', async () => {
  const part = await keep(
    `${joining}joinSupervisor(async () => {}).ready();\nprocess.on('SIGUSR2', () => { for (;;); });\n${living}`,
    oftenAsked,
  );
  const first = identity(part);
  process.kill(first.pid, 'SIGUSR2');
  await part.restartedAfter(first.pid);
  expect(isAlive(first)).toBe(false);
});

test('a part that answers is left alone', async () => {
  const part = await keep(
    `${joining}joinSupervisor(async () => {}).ready();
    let pings = 0;
    process.on('message', () => { pings += 1; if (pings === 6) process.stdout.write('six\\n', () => process.exit(7)); });\n${living}`,
    { pingMilliseconds: 1000 },
  );
  const first = identity(part);
  await part.restartedAfter(first.pid);
  // Six pings are twice as many as a silent part gets; it ended by itself, not by us.
  expect(said[0]).toBe('the part ended (exit code 7); starting it again');
});

test('it is stopped once, cleanly, however often the signal comes, and nothing is left', async () => {
  const part = await keep(`${joining}
    joinSupervisor(() => new Promise((done) => { console.log('stopping'); setTimeout(() => { console.log('stopped'); done(); }, 100); })).ready();\n${living}`);
  const first = identity(part);
  process.kill(first.pid, 'SIGINT');
  process.kill(first.pid, 'SIGTERM');
  await part.stop();
  expect(log()).toBe('stopping\nstopped\n');
  expect(isAlive(first)).toBe(false);
  expect(said).toEqual([]);
});

test('a part that will not end is killed', async () => {
  const part = await keep(`${joining}joinSupervisor(() => new Promise(() => {})).ready();\n${living}`, { stopSeconds: 0.2 });
  const first = identity(part);
  await part.stop();
  expect(isAlive(first)).toBe(false);
});

test('a first start that fails says why, with the end of the log', async () => {
  await expect(keep(`throw new Error('no such tariff');`)).rejects.toThrow(
    /the part ended while starting \(exit code 1\)[\s\S]*no such tariff/,
  );
});

test('a first start that never gets ready is ended', async () => {
  await expect(keep(`${joining}joinSupervisor(async () => {});\n${living}`, { startSeconds: 0.5 })).rejects.toThrow(
    'signal SIGKILL',
  );
});

test('stop while it is being started again gives that up and leaves nothing', async () => {
  const part = await keep(`${joining}import { existsSync, writeFileSync } from 'node:fs';
    const supervised = joinSupervisor(async () => {});
    if (existsSync('${join(folder, 'again')}')) { console.log(process.pid); }
    else { writeFileSync('${join(folder, 'again')}', ''); supervised.ready(); }\n${living}`);
  process.kill(identity(part).pid, 'SIGKILL');
  await expect.poll(() => log()).toMatch(/^\d+\n$/);
  const second = processIdentity(Number(log()));
  await part.stop();
  expect(second && isAlive(second)).toBe(false);
});

test('a part ends itself when its supervisor dies', async () => {
  const script = join(folder, 'part.ts');
  const supervisor = join(folder, 'supervisor.ts');
  writeFileSync(script, `${joining}joinSupervisor(async () => {}).ready();\n${living}`);
  writeFileSync(
    supervisor,
    `import { keepRunning } from '${join(import.meta.dirname, 'keepRunning.ts')}';
     import { nodePart } from '${join(import.meta.dirname, 'nodePart.ts')}';
     import { joinSupervisor } from '${join(import.meta.dirname, 'joinSupervisor.ts')}';
     const say = () => {};
     const part = nodePart({ name: 'p', script: '${script}', environment: process.env, logFile: '${join(folder, 'inner.log')}', say });
     const kept = await keepRunning(part, { say });
     console.log(kept.pid());
     joinSupervisor(async () => {}).ready();`,
  );
  const outer = nodePart({
    name: 'the supervisor',
    script: supervisor,
    environment: childEnvironment(),
    logFile: join(folder, 'part.log'),
    say: () => undefined,
  });
  const running = await outer.start(new AbortController().signal);
  const inner = processIdentity(Number(log().trim()));
  expect(inner && isAlive(inner)).toBe(true);
  process.kill(running.pid, 'SIGKILL');
  await running.exited;
  await expect.poll(() => inner && isAlive(inner)).toBe(false);
});

test('a first start that fails is tried as often as asked, then its reason is told', async () => {
  let starts = 0;
  const part = {
    name: 'shaky',
    start: async () => {
      starts += 1;
      if (starts < 3) throw new Error(`start ${starts} failed`);
      return { pid: process.pid, exited: new Promise<string>(() => undefined), stop: async () => undefined };
    },
  };
  const options = { say: (line: string) => void said.push(line), pauses: [1], firstTries: 3 };
  await keepRunning(part, options);
  expect(starts).toBe(3);
  expect(said).toEqual(['start 1 failed\nTrying once more.', 'start 2 failed\nTrying once more.']);
  starts = 0;
  await expect(keepRunning(part, { ...options, firstTries: 2 })).rejects.toThrow('start 2 failed');
});
