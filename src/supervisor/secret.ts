import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A secret of this data folder, made on first use: 24 random bytes in base64url, so it needs no quoting anywhere.
 * It lives in `<data>/secrets/<name>`, readable by the owner alone. Two programs that ask at once get the same one.
 */
export function secret(dataFolder: string, name: string): string {
  const folder = join(dataFolder, 'secrets');
  const file = join(folder, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(24).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const found = readFileSync(file, 'utf8').trim();
  if (found.length < 24) throw new Error(`${file} is damaged (too short). Restore it from your backup.`);
  return found;
}
