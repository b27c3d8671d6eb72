import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock, waitForLock } from './lockFile.ts';
import { isAlive, processIdentity } from './processIdentity.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vsppanel-lock-'));
  file = join(folder, 'deep', 'instance.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a lock is taken once, and free again when it is released', () => {
  const first = takeLock(file);
  expect(first.kind).toBe('held');
  expect(takeLock(file)).toEqual({ kind: 'taken', by: processIdentity(process.pid) });
  if (first.kind === 'held') first.release();
  expect(takeLock(file).kind).toBe('held');
  expect(readdirSync(join(folder, 'deep'))).toEqual(['instance.lock']);
});

test('the lock of a dead process is no lock, nor is a torn file', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(child, 'spawn');
  const identity = processIdentity(child.pid as number);
  if (!identity) throw new Error('the child has no identity');
  const first = takeLock(file);
  if (first.kind === 'held') first.release();
  writeFileSync(file, JSON.stringify(identity));
  expect(takeLock(file)).toEqual({ kind: 'taken', by: identity });
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isAlive(identity)).toBe(false);
  expect(takeLock(file).kind).toBe('held');
  writeFileSync(file, '{"pid":');
  expect(takeLock(file).kind).toBe('held');
});

test('the same number with another start time is another process', () => {
  expect(isAlive({ pid: process.pid, startedAt: '1' })).toBe(false);
});

test('one waits while the other works', async () => {
  const first = takeLock(file);
  let told = 0;
  let order = '';
  const second = waitForLock(file, () => {
    told += 1;
    order += 'waits ';
    if (first.kind === 'held') first.release();
  });
  (await second).release();
  expect({ told, order }).toEqual({ told: 1, order: 'waits ' });
});
