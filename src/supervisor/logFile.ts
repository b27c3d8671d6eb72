import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const keepBytes = 20 * 1024 * 1024;

/**
 * Opens a log for appending; one that has grown over 20 MB is put aside as `.1` first. The file descriptor is given to a
 * child directly, so that its log survives us and a full pipe can never block it.
 */
export function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true, mode: 0o750 });
  if (existsSync(file) && statSync(file).size > keepBytes) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o640);
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
