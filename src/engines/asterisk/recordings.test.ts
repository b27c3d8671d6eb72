import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LeftMessage } from '../../core/calls/message.ts';
import { eventually } from '../../testing/phones/eventually.ts';
import { answerMailbox } from './mailbox.ts';
import { openRecordings, pathOf, type Recordings, readRecording } from './recordings.ts';

let folder: string;
let recordings: Recordings | undefined;
let taken: LeftMessage[] = [];
const name = '100002~100001~vsp0123456789-1700000000-7';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vsppanel-recordings-'));
  taken = [];
});
afterEach(() => {
  recordings?.stop();
  rmSync(folder, { recursive: true });
});

/** As Asterisk's format_wav writes it: while it records, the header says 0 bytes of sound. */
function write(file: string, milliseconds: number, stated = milliseconds * 16): void {
  const sound = Buffer.alloc(44 + milliseconds * 16, 1);
  sound.writeUInt32LE(stated, 40);
  writeFileSync(join(folder, `${file}.wav`), sound);
}
const watch = (handle: (left: LeftMessage) => Promise<boolean>) => {
  const log = () => undefined;
  recordings = openRecordings({ folder, now: Date.now, log, handle });
};
const take = async (left: LeftMessage) => taken.push(left) > 0;

test('a recording is a message once Asterisk has closed it, and only once', async () => {
  write(name, 3000, 0);
  const other = name.replace('-7', '-8');
  write(other, 2000);
  watch(take);
  await eventually(() => taken.length === 1, 'the closed one is taken');
  write(name, 3500);
  await eventually(() => taken.length === 2, 'the other one is taken');
  expect(taken.map((one) => one.recording)).toEqual([other, name]);
  expect(taken[1]).toEqual({
    recording: name,
    networkNumber: '100002',
    callerNumber: '100001',
    leftAt: 1_700_000_000_000,
    durationMilliseconds: 3500,
  });
});

test('a recording that nobody closed is taken when nobody can be writing it any more', async () => {
  write(name, 3000, 0);
  utimesSync(pathOf(folder, name), new Date(), new Date(Date.now() - 600_000));
  watch(take);
  await eventually(() => taken.length === 1, 'it is taken');
  expect(taken[0]?.durationMilliseconds).toBe(3000);
});

test('what is too short, or what nobody wants, is deleted', async () => {
  write(name, 400);
  const unwanted = name.replace('-7', '-8');
  write(unwanted, 2000);
  watch(async () => false);
  await eventually(() => !existsSync(pathOf(folder, name)) && !existsSync(pathOf(folder, unwanted)), 'both are gone');
});

test('a message that could not be kept is offered again', async () => {
  write(name, 2000);
  let tries = 0;
  watch(async (left) => {
    tries += 1;
    if (tries === 1) throw new Error('the database is away');
    return take(left);
  });
  await eventually(() => taken.length === 1, 'it is offered again');
});

test('the folders that Asterisk leaves behind are removed', async () => {
  mkdirSync(join(folder, name));
  watch(take);
  await eventually(() => !existsSync(join(folder, name)), 'it is gone');
});

test('nobody reaches a file outside the folder by the name of a recording', async () => {
  for (const bad of ['../../etc/passwd', `${name}/../x`, 'x', '']) {
    expect(() => pathOf(folder, bad)).toThrow(RangeError);
    await expect(readRecording(folder, bad)).rejects.toThrow(RangeError);
  }
  expect(await readRecording(folder, name)).toBeUndefined();
});

test('what the dialplan is told while somebody hears messages', async () => {
  const marks: string[] = [];
  const handlers = {
    openMailbox: async (_: string, pin: string) =>
      pin === '1234'
        ? ({ ok: true, recordings: [name] } as const)
        : ({ ok: false, why: pin === '' ? 'locked' : 'wrong_pin' } as const),
    markMessage: async (...what: readonly string[]) => void marks.push(what.join(' ')),
  };
  const ask = (script: string, ...given: readonly string[]) =>
    answerMailbox(
      new Map([['agi_network_script', script], ...given.map((one, at) => [`agi_arg_${at + 1}`, one] as const)]),
      handlers,
    );
  expect(await ask('mailbox', '100002', '1234')).toBe(`ok^${name}`);
  expect(await ask('mailbox', '100002', '9999')).toBe('no');
  expect(await ask('mailbox', '100002', '')).toBe('locked');
  expect(await ask('mailbox', 'bob', '1234')).toBeUndefined();
  await ask('message', '100002', name, 'removed');
  await ask('message', '100002', '../x', 'removed');
  await ask('message', '100002', name, 'sold');
  expect(marks).toEqual([`100002 ${name} removed`]);
});
