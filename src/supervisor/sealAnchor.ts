import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the newest seal of the ledger is remembered outside the database. After a restore from a backup it is moved away by hand. */
export const sealAnchorFile = (dataFolder: string): string => join(dataFolder, 'ledger-seal.json');

/** Reads and writes that file; written beside and renamed, so that a stop in between leaves the old one. */
export function sealAnchor(dataFolder: string) {
  const file = sealAnchorFile(dataFolder);
  return {
    read: (): { readonly id: bigint; readonly hash: string } | undefined => {
      if (!existsSync(file)) return undefined;
      const { seal, hash } = JSON.parse(readFileSync(file, 'utf8')) as { readonly seal: string; readonly hash: string };
      return { id: BigInt(seal), hash };
    },
    write: ({ id, hash }: { readonly id: bigint; readonly hash: string }): void => {
      writeFileSync(`${file}.new`, `${JSON.stringify({ seal: String(id), hash })}\n`, { mode: 0o600, flush: true });
      renameSync(`${file}.new`, file);
    },
  };
}
