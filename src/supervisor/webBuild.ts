import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { childEnvironment } from '../config.ts';
import { waitForLock } from './lockFile.ts';
import type { ProcessIdentity } from './processIdentity.ts';

/** What the browser's part is made of. Core and contract are shared with the server. */
const sources = ['src/web', 'src/core', 'src/http/contract', 'index.html', 'vite.config.ts', 'package-lock.json'];

/** Is the built panel missing, or made from other files than those that are here now? */
export function isWebStale(root: string): boolean {
  const stamp = join(root, 'dist', 'web.built-from');
  return (
    !existsSync(join(root, 'dist', 'web', 'index.html')) ||
    !existsSync(stamp) ||
    readFileSync(stamp, 'utf8') !== fingerprint(root)
  );
}

/** Builds the panel with Vite into `dist/web`. Two starts at once build it once. */
export async function buildWeb(root: string, detail: (line: string) => void, givenUp?: AbortSignal): Promise<void> {
  const onWait = (by: ProcessIdentity) => detail(`another start (process ${by.pid}) is building it, waiting`);
  const lock = await waitForLock(join(root, '.cache', 'web-build.lock'), onWait, givenUp);
  try {
    if (!isWebStale(root)) return;
    const made = fingerprint(root);
    await runVite(root, givenUp);
    writeFileSync(join(root, 'dist', 'web.built-from'), made);
  } finally {
    lock.release();
  }
}

function runVite(root: string, givenUp?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: root,
      env: childEnvironment({ NODE_ENV: 'production' }),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(givenUp && { signal: givenUp }),
    });
    let said = '';
    const listen = (bytes: Buffer) => {
      said += bytes;
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`The panel's pages could not be built:\n${said.trim()}`)),
    );
  });
}

/** By content, not by time: a fresh clone and a checkout of yesterday set times of their own. */
function fingerprint(root: string): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((name) => filesBelow(root, name)).sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function filesBelow(root: string, name: string): string[] {
  const path = join(root, name);
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [name];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(root, join(entry.parentPath, entry.name)));
}
