import { execFile } from 'node:child_process';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { type CardKeySource, childEnvironment } from '../config.ts';
import type { CardKeys } from '../core/base/cardKeys.ts';
import { Refusal } from '../core/base/refusal.ts';
import { newCardKey, parseCardKeys } from '../vault/cardKeys.ts';

/** How long a key manager may take to answer. Milliseconds. */
const commandTimeout = 10_000;

/**
 * Reads the keys of stored cards whenever they are needed: a rotation changes them while the panel runs. A file is read each
 * time. A program is asked at once and again after a refusal, never while somebody waits. Refuses with `card_key_missing`.
 */
export function cardKeyReader(source: CardKeySource, onError: (error: Error) => void): () => CardKeys {
  if (source.kind !== 'command') return () => refusing(() => readNow(source));
  let keys: CardKeys | undefined;
  let isAsking = false;
  const ask = () => {
    if (isAsking) return;
    isAsking = true;
    askCommand(source.command)
      .then((found) => {
        keys = found;
      })
      .catch(onError)
      .finally(() => {
        isAsking = false;
      });
  };
  ask();
  // A new key is seen within a minute, also by those who only seal.
  setInterval(ask, 60_000).unref();
  return () => {
    if (keys) return keys;
    ask();
    throw new Refusal('card_key_missing', { cause: new Error('the program of VSPPANEL_CARD_KEY_COMMAND has not answered') });
  };
}

/** The keys now, for a command of the command line that can wait. */
export async function readCardKeys(source: CardKeySource): Promise<CardKeys> {
  return source.kind === 'command' ? askCommand(source.command) : readNow(source);
}

/** Puts a new key before the others. On disk, with its folder, before anything may be sealed under it. */
export function addCardKey(file: string): void {
  writeKeys(file, [newCardKey(), ...linesOf(file)]);
}

/** Forgets the keys that nothing is sealed under any more; the newest stays. Answers how many went. */
export function dropCardKeys(file: string, idsInUse: ReadonlySet<string>): number {
  const lines = linesOf(file);
  const kept = lines.filter((line, index) => index === 0 || idsInUse.has(parseCardKeys(line).newest.id));
  if (kept.length < lines.length) writeKeys(file, kept);
  return lines.length - kept.length;
}

function readNow(source: Exclude<CardKeySource, { kind: 'command' }>): CardKeys {
  if (source.kind === 'setting') return parseCardKeys(source.keys);
  makeIfMissing(source.file);
  if ((statSync(source.file).mode & 0o077) !== 0)
    throw new Error(`${source.file} can be read by other users: chmod 600 ${source.file}`);
  return parseCardKeys(readFileSync(source.file, 'utf8'));
}

/** Linked into place whole: two processes that ask at once get the same key, and a crash leaves no empty file. */
function makeIfMissing(file: string): void {
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, `${newCardKey()}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(beside, file);
    flushFolder(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(beside);
  }
}

const linesOf = (file: string): readonly string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');

/** Whole or not at all: written beside, flushed, renamed. */
function writeKeys(file: string, lines: readonly string[]): void {
  const beside = `${file}.new`;
  writeFileSync(beside, `${lines.join('\n')}\n`, { mode: 0o600, flush: true });
  renameSync(beside, file);
  flushFolder(file);
}

function flushFolder(file: string): void {
  const folder = openSync(dirname(file), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

async function askCommand(command: string): Promise<CardKeys> {
  // What the program says on its error stream is passed on, what it prints is the key and is not.
  const options = { timeout: commandTimeout, env: childEnvironment(), encoding: 'utf8' } as const;
  const { stdout } = await promisify(execFile)('/bin/sh', ['-c', command], options).catch((error: unknown) => {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new Error(`The program of VSPPANEL_CARD_KEY_COMMAND failed. ${said}`);
  });
  return parseCardKeys(stdout);
}

function refusing<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw new Refusal('card_key_missing', { cause });
  }
}
