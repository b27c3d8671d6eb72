import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isAlive, type ProcessIdentity, processIdentity } from './processIdentity.ts';

export type Lock = { readonly kind: 'held'; release(): void } | { readonly kind: 'taken'; readonly by: ProcessIdentity };

/** Takes the lock for this process unless a living process has it. A lock whose holder has died is no lock. */
export function takeLock(file: string): Lock {
  mkdirSync(dirname(file), { recursive: true });
  const me = processIdentity(process.pid) as ProcessIdentity;
  // link(2) is atomic and the file is complete from its first moment, so nobody ever reads half a lock.
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(me));
  try {
    for (;;) {
      if (tryLink(mine, file)) return { kind: 'held', release: () => rmSync(file, { force: true }) };
      const holder = readHolder(file);
      if (holder && isAlive(holder)) return { kind: 'taken', by: holder };
      setAside(file, holder);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** As `takeLock`, but waits until the other one is done. `onWait` is told once. Rejects when it is given up. */
export async function waitForLock(
  file: string,
  onWait: (by: ProcessIdentity) => void,
  givenUp?: AbortSignal,
): Promise<{ release(): void }> {
  let told = false;
  for (;;) {
    const lock = takeLock(file);
    if (lock.kind === 'held') return lock;
    if (!told) onWait(lock.by);
    told = true;
    await wait(200, undefined, givenUp ? { signal: givenUp } : {});
  }
}

/** Who holds the lock now; null when nobody living does. */
export function lockHolder(file: string): ProcessIdentity | null {
  const holder = readHolder(file);
  return holder && isAlive(holder) ? holder : null;
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(file: string): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch {
    return null;
  }
}

/** Two heirs may find the same dead lock: renaming makes sure that only the file that was looked at is removed. */
function setAside(file: string, holder: ProcessIdentity | null): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // Another heir was quicker; the loop looks again.
  }
  const moved = readHolder(aside);
  // It was a newer, living lock after all: put it back for its owner.
  if (moved && moved.pid !== holder?.pid && isAlive(moved)) tryLink(aside, file);
  rmSync(aside, { force: true });
}
