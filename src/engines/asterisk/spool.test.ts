import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../../testing/phones/eventually.ts';
import type { SpoolPosition } from '../engine.ts';
import { openSpool, type Spool } from './spool.ts';

let folder: string;
let file: string;
let spool: Spool | undefined;
let got: string[];
let position: SpoolPosition | undefined;
let refuse: boolean;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vsppanel-spool-'));
  file = join(folder, 'calls.csv');
  got = [];
  position = undefined;
  refuse = false;
});
afterEach(async () => {
  await spool?.stop();
  rmSync(folder, { recursive: true });
});

function start(rotateAt?: bigint): Spool {
  spool = openSpool({
    file,
    from: position,
    log: () => undefined,
    ...(rotateAt === undefined ? {} : { rotateAt }),
    handle: async (lines, at) => {
      if (refuse) throw new Error('the database is away');
      got.push(...lines);
      position = at;
    },
  });
  return spool;
}

test('lines come in order, half a line only when it is whole', async () => {
  const reading = start();
  appendFileSync(file, 'one\ntwo\nthr');
  await reading.drained();
  expect(got).toEqual(['one', 'two']);
  appendFileSync(file, 'ee\n');
  await reading.drained();
  expect(got).toEqual(['one', 'two', 'three']);
});

test('after a restart it goes on where it was', async () => {
  await start().drained();
  appendFileSync(file, 'one\n');
  await spool!.drained();
  await spool!.stop();
  appendFileSync(file, 'two\n');
  await start().drained();
  expect(got).toEqual(['one', 'two']);
});

test('what could not be handled is offered again, nothing is passed over', async () => {
  refuse = true;
  const reading = start();
  appendFileSync(file, 'one\n');
  const drained = reading.drained();
  appendFileSync(file, 'two\n');
  refuse = false;
  await drained;
  await eventually(() => got.length === 2, 'both lines are there');
  expect(got).toEqual(['one', 'two']);
});

test('a large file is set aside and removed once its successor has begun; no line is lost or read twice', async () => {
  const reading = start(1000n);
  const lines = Array.from({ length: 500 }, (_, index) => `line ${index} ${'x'.repeat(20)}`);
  for (const line of lines) {
    appendFileSync(file, `${line}\n`);
    if (line.includes('7 ')) await reading.drained();
  }
  await reading.drained();
  expect(got).toEqual(lines);
  expect(readdirSync(folder).length).toBeLessThanOrEqual(2);
});

test('a crash between setting aside and going on loses nothing', async () => {
  await start(10n).drained();
  appendFileSync(file, 'before the file is set aside\n');
  await spool!.drained();
  await eventually(() => readdirSync(folder).some((name) => name !== 'calls.csv'), 'the file is set aside');
  await spool!.stop();
  const [aside] = readdirSync(folder);
  appendFileSync(join(folder, aside!), 'a late line\n');
  appendFileSync(file, 'in the new file\n');
  await start().drained();
  expect(got).toEqual(['before the file is set aside', 'a late line', 'in the new file']);
  expect(position).toEqual({ spool: String(statSync(file).ino), position: 16n });
});

test('an unknown position (a restored backup) starts from the beginning: call control knows the calls', async () => {
  appendFileSync(file, 'one\n');
  position = { spool: '1', position: 999n };
  await start().drained();
  expect(got).toEqual(['one']);
});

test('a line without an end cannot stop it', async () => {
  appendFileSync(file, 'x'.repeat(300_000));
  const reading = start();
  await reading.drained();
  appendFileSync(file, '\ngood\n');
  await reading.drained();
  expect(got.at(-1)).toBe('good');
});
