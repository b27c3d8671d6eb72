import { closeSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLog, shortenLogs, tail } from './logFile.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vsppanel-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a long log is put aside while its writer writes on; short ones and the call spool stay', () => {
  const log = openLog(join(folder, 'panel.log'));
  writeSync(log, 'first\nsecond\n');
  writeFileSync(join(folder, 'short.log'), 'x');
  mkdirSync(join(folder, 'cel-custom'));
  writeFileSync(join(folder, 'cel-custom', 'calls.csv'), 'a call that must be charged');
  shortenLogs(folder, 10);
  writeSync(log, 'third\n');
  closeSync(log);
  expect(readdirSync(folder).sort()).toEqual(['cel-custom', 'panel.log', 'panel.log.1', 'short.log']);
  expect(readFileSync(join(folder, 'panel.log'), 'utf8')).toBe('third\n');
  expect(readFileSync(join(folder, 'panel.log.1'), 'utf8')).toBe('first\nsecond\n');
  expect(readFileSync(join(folder, 'cel-custom', 'calls.csv'), 'utf8')).toBe('a call that must be charged');
  shortenLogs(join(folder, 'nothing'));
});

test('the end of a log is whole lines, and a missing log is no failure', () => {
  writeFileSync(join(folder, 'long.log'), Array.from({ length: 2000 }, (_, n) => `line ${n}`).join('\n'));
  expect(tail(join(folder, 'long.log'), 2)).toBe('line 1998\nline 1999');
  expect(tail(join(folder, 'none.log'), 2)).toBe('(no log)');
});
