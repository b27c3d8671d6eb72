import { type FSWatcher, watch } from 'node:fs';
import { type FileHandle, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { SpoolPosition } from '../engine.ts';

export type SpoolOptions = {
  readonly file: string;
  readonly from: SpoolPosition | undefined;
  /** Whole lines in order and the position behind them. Called again with the same lines until it resolves. */
  readonly handle: (lines: readonly string[], position: SpoolPosition) => Promise<void>;
  /** A file that has grown beyond this is set aside. Bytes. */
  readonly rotateAt?: bigint;
  readonly log: (line: string) => void;
};

export type Spool = {
  /** Resolves when everything that stands in the spool now has been handled. */
  readonly drained: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const chunkBytes = 262_144;
const lookEveryMilliseconds = 250;
/** Under load many calls stand in one chunk, which is one commit for all of them instead of one for each. */
const gatherMilliseconds = 50;
const retryAfterMilliseconds = 500;
const rotateAtBytes = 67_108_864n;

type Tail = {
  /** Inode: a file keeps it when it is set aside, so a position always finds its file again. */
  spool: string;
  position: bigint;
  isStopped: boolean;
  isWoken: boolean;
  wake: () => void;
  readonly whenDrained: (() => void)[];
};

/**
 * Reads the call spool for ever, from a stored position on. Asterisk appends whole lines and opens the file for each, so
 * the file can be renamed under it: when it is large and read, it is set aside as `name.<inode>` and removed once its successor
 * has begun.
 */
export function openSpool(options: SpoolOptions): Spool {
  const tail: Tail = {
    spool: options.from?.spool ?? '',
    position: options.from?.position ?? 0n,
    isStopped: false,
    isWoken: false,
    wake: () => undefined,
    whenDrained: [],
  };
  const look = () => {
    tail.isWoken = true;
    tail.wake();
  };
  let watcher: FSWatcher | undefined;
  try {
    watcher = watch(dirname(options.file), look);
    watcher.on('error', () => undefined); // The clock looks as well, every quarter of a second.
  } catch (error) {
    options.log(`The spool folder cannot be watched: ${String(error)}`);
  }
  const finished = run(tail, options);
  return {
    drained: () =>
      new Promise((resolve) => {
        tail.whenDrained.push(resolve);
        look();
      }),
    stop: async () => {
      tail.isStopped = true;
      watcher?.close();
      look();
      await finished;
    },
  };
}

async function run(tail: Tail, options: SpoolOptions): Promise<void> {
  while (!tail.isStopped) {
    const waiting = tail.whenDrained.splice(0);
    tail.isWoken = false;
    try {
      while (!tail.isStopped && (await readOn(tail, options)));
      for (const resolve of waiting) resolve();
      if (!tail.isWoken) await nap(tail, lookEveryMilliseconds);
      if (tail.whenDrained.length === 0) await gather(tail);
    } catch (error) {
      tail.whenDrained.push(...waiting);
      options.log(`The call spool waits: ${error instanceof Error ? error.message : String(error)}`);
      await nap(tail, retryAfterMilliseconds);
    }
  }
}

/** One step: a chunk of lines, or the change to the next file. False when there is nothing to do. */
async function readOn(tail: Tail, options: SpoolOptions): Promise<boolean> {
  const files = await spoolFiles(options.file);
  const known = files.find(({ spool }) => spool === tail.spool);
  const current = known ?? files[0];
  if (!current) return false;
  if (!known || current.size < tail.position) {
    tail.spool = current.spool;
    tail.position = 0n;
  }
  if (current.size > tail.position) {
    const read = await handChunk(current.path, tail, options);
    if (read > 0n) {
      tail.position += read;
      return true;
    }
  }
  const next = files[files.indexOf(current) + 1];
  if (next) {
    // What was begun in the old file is whole by now: its successor exists, and a line is written in one go.
    if (current.size < (await stat(current.path, { bigint: true })).size) return true;
    await options.handle([], { spool: next.spool, position: 0n });
    tail.spool = next.spool;
    tail.position = 0n;
    await rm(current.path);
    return true;
  }
  if (current.path === options.file && tail.position >= (options.rotateAt ?? rotateAtBytes)) {
    await rename(options.file, `${options.file}.${current.spool}`);
    return true;
  }
  return false;
}

type SpoolFile = { readonly path: string; readonly spool: string; readonly size: bigint };

/** Set-aside files, oldest first, then the one being written. */
async function spoolFiles(file: string): Promise<readonly SpoolFile[]> {
  const name = basename(file);
  const names = (await readdir(dirname(file))).filter(
    (one) => one === name || (/^\.\d+$/.test(one.slice(name.length)) && one.startsWith(name)),
  );
  const found = await Promise.all(
    names.map(async (one) => {
      const path = join(dirname(file), one);
      const { ino, size, mtimeNs } = await stat(path, { bigint: true });
      return { path, spool: String(ino), size, order: one === name ? undefined : mtimeNs };
    }),
  );
  return found.sort((a, b) => (a.order === undefined ? 1 : b.order === undefined ? -1 : a.order < b.order ? -1 : 1));
}

/** Hands over the whole lines of one chunk; the number of bytes they take. */
async function handChunk(path: string, tail: Tail, options: SpoolOptions): Promise<bigint> {
  const handle = await open(path, 'r');
  try {
    const bytes = await readChunk(handle, tail.position);
    const end = bytes.lastIndexOf(0x0a);
    if (end < 0) return bytes.length < chunkBytes ? 0n : BigInt(bytes.length); // A "line" of a quarter megabyte is garbage.
    const lines = bytes.subarray(0, end).toString('utf8').split('\n');
    const read = BigInt(end + 1);
    await options.handle(lines, { spool: tail.spool, position: tail.position + read });
    return read;
  } finally {
    await handle.close();
  }
}

async function readChunk(handle: FileHandle, position: bigint): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read({ buffer: Buffer.allocUnsafe(chunkBytes), position: Number(position) });
  return buffer.subarray(0, bytesRead);
}

/** Leaves what comes a moment to come. Not woken by it: that is the purpose. */
function gather(tail: Tail): Promise<void> {
  return tail.isStopped ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, gatherMilliseconds));
}

/** Sleeps until woken. After a failure too: a new line is a good moment to try again. */
function nap(tail: Tail, milliseconds: number): Promise<void> {
  if (tail.isStopped) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    tail.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
