import {
  closeSync,
  copyFileSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

const longestBytes = 20 * 1024 * 1024;
const lookEveryMilliseconds = 60_000;

/**
 * Opens a log for appending. The file descriptor is given to a child directly, so that its log survives us and a full pipe
 * can never block it.
 */
export function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true, mode: 0o750 });
  return openSync(file, 'a', 0o640);
}

/** Looks after the logs in these folders from time to time: a disk that they have filled refuses calls. */
export function keepLogsShort(folders: readonly string[]): { stop(): void } {
  const timer = setInterval(() => {
    for (const folder of folders) shortenLogs(folder);
  }, lookEveryMilliseconds);
  return { stop: () => clearInterval(timer) };
}

/**
 * A log over 20 MB is copied to `.1` and emptied. Its writer keeps it open for appending and goes on at the new beginning;
 * the few lines that it writes in between are lost. Files in folders below (the call spool) are never touched.
 */
export function shortenLogs(folder: string, longest: number = longestBytes): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = join(folder, entry.name);
    if (!entry.isFile() || entry.name.endsWith('.1') || statSync(file).size <= longest) continue;
    copyFileSync(file, `${file}.1`);
    truncateSync(file);
  }
}

/** The last lines of a log, for a message that says why something ended. */
export function tail(file: string, lines: number): string {
  if (!existsSync(file)) return '(no log)';
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.alloc(Math.min(size, 8192));
    readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString('utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } finally {
    closeSync(descriptor);
  }
}
