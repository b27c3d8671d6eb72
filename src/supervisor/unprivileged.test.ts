import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { giveFolder, launchUnprivileged, plainEnvironment } from './unprivileged.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vsppanel-launch-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const wish = () => ({
  users: ['no-such-user-here', 'nobody'],
  paths: ['/bin/sh'],
  folder: join(folder, 'own'),
  signal: 'TERM' as const,
});

/** Runs a line of shell as the launch says. */
function shell(prefix: readonly string[], line: string): string {
  const [command = '/bin/sh', ...args] = [...prefix, '/bin/sh', '-c', line];
  const done = spawnSync(command, args, { encoding: 'utf8', env: plainEnvironment });
  return done.stdout + done.stderr;
}

const isRoot = process.getuid?.() === 0;

describe.runIf(isRoot)('started by root', () => {
  test('the program is the first of the users that exists, with no right at all where it can walk', () => {
    chmodSync(folder, 0o755);
    const launch = launchUnprivileged(wish());
    if (!launch?.owner) throw new Error('no launch');
    expect(shell(launch.prefix, 'id -un; grep CapEff /proc/self/status')).toMatch(/^nobody\nCapEff:\s+0{16}\n$/);
    expect(statSync(wish().folder).uid).toBe(launch.owner.uid);
  });

  test('below a closed folder it can pass, and is still not root', () => {
    const launch = launchUnprivileged(wish());
    if (!launch) throw new Error('no launch');
    expect(shell(launch.prefix, `id -un; touch ${wish().folder}/made && echo made`)).toBe('nobody\nmade\n');
  });

  test('who owns the folder already goes on owning it', () => {
    const first = launchUnprivileged(wish());
    expect(launchUnprivileged({ ...wish(), users: ['daemon'] })?.owner).toEqual(first?.owner);
  });

  test('a folder is given with all that is in it, but nothing that a link leads to', () => {
    mkdirSync(join(folder, 'elsewhere'));
    writeFileSync(join(folder, 'elsewhere', 'theirs'), '');
    mkdirSync(join(folder, 'own', 'deep'), { recursive: true });
    writeFileSync(join(folder, 'own', 'deep', 'ours'), '');
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'own', 'link'));
    giveFolder(join(folder, 'own'), { prefix: [], owner: { uid: 65534, gid: 65534 } });
    expect(statSync(join(folder, 'own', 'deep', 'ours')).uid).toBe(65534);
    expect(statSync(join(folder, 'elsewhere')).uid).toBe(0);
    expect(statSync(join(folder, 'elsewhere', 'theirs')).uid).toBe(0);
  });
});

test('who is not root stays who he is', () => {
  const launch = launchUnprivileged(wish());
  expect(launch?.owner === null).toBe(!isRoot);
  expect(existsSync(wish().folder)).toBe(true);
});
