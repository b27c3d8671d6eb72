import { type FSWatcher, watch } from 'node:fs';
import { open, rename, stat, truncate } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LoginFailure } from '../../core/access/ban.ts';
import type { Instant } from '../../core/base/time.ts';
import { failureOfLine } from './loginFailures.ts';

export type LoginLogOptions = {
  /** loginLogPath(). */
  readonly file: string;
  readonly now: () => Instant;
  readonly handle: (failures: readonly LoginFailure[]) => void;
  /** Makes Asterisk open its log files anew. */
  readonly reopen: () => Promise<void>;
  readonly log: (line: string) => void;
  /** The log of logins is emptied beyond this. Bytes. */
  readonly cutAt?: number;
  /** Asterisk's other logs are set aside as `name.old` beyond this: a flood must not fill the disk. Bytes. */
  readonly setAsideAt?: number;
};

export type LoginLog = { readonly stop: () => Promise<void> };

const chunkBytes = 262_144;
const lookEveryMilliseconds = 1000;
const otherLogs = ['messages', 'security'] as const;

/** Follows the log of logins from its present end on. Asterisk appends to it for ever, so what has been read is cut off here. */
export function openLoginLog(options: LoginLogOptions): LoginLog {
  const state = { position: -1, isStopped: false, wake: (): void => undefined };
  let watcher: FSWatcher | undefined;
  try {
    watcher = watch(dirname(options.file), () => state.wake());
    watcher.on('error', () => undefined); // The clock looks as well, every second.
  } catch (error) {
    options.log(`The log folder cannot be watched: ${String(error)}`);
  }
  const running = follow(state, options);
  return {
    stop: async () => {
      state.isStopped = true;
      watcher?.close();
      state.wake();
      await running;
    },
  };
}

type State = { position: number; isStopped: boolean; wake: () => void };

async function follow(state: State, options: LoginLogOptions): Promise<void> {
  for (let looks = 0; !state.isStopped; looks += 1) {
    let hasMore = false;
    try {
      hasMore = await readOn(state, options);
      if (looks % 30 === 0) await setAside(options);
    } catch (error) {
      options.log(`The log of logins waits: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (!hasMore && !state.isStopped) await nap(state);
  }
}

/** One chunk; true while there is more. */
async function readOn(state: State, { file, now, handle, cutAt = 4_194_304 }: LoginLogOptions): Promise<boolean> {
  const size = await sizeOf(file);
  if (size === undefined) return false;
  if (state.position < 0) state.position = size;
  if (size < state.position) state.position = 0;
  if (size === state.position) {
    if (size < cutAt) return false;
    // Asterisk appends, so it goes on at the new end. A line that falls between is not counted: there are thousands then.
    await truncate(file, 0);
    state.position = 0;
    return false;
  }
  const bytes = await readChunk(file, state.position);
  const end = bytes.lastIndexOf(0x0a);
  if (end < 0 && bytes.length < chunkBytes) return false;
  const whole = end < 0 ? bytes.length : end + 1;
  state.position += whole;
  const failures = bytes
    .subarray(0, whole)
    .toString('utf8')
    .split('\n')
    .flatMap((line) => failureOfLine(line, now()) ?? []);
  if (failures.length > 0) handle(failures);
  return true;
}

async function readChunk(file: string, position: number): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.allocUnsafe(chunkBytes), position });
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function setAside({ file, reopen, setAsideAt = 67_108_864 }: LoginLogOptions): Promise<void> {
  for (const name of otherLogs) {
    const path = join(dirname(file), name);
    if (((await sizeOf(path)) ?? 0) < setAsideAt) continue;
    await rename(path, `${path}.old`);
    try {
      await reopen();
    } catch (error) {
      // Asterisk writes on into the file that it has open: it gets its name back, and the next look tries again.
      await rename(`${path}.old`, path);
      throw error;
    }
  }
}

/** Undefined: there is no such file (yet). */
async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function nap(state: State): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, lookEveryMilliseconds);
    state.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
