import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

export type Written = { readonly byteCount: number; readonly sha256: string };
/** Where a file lies below the folder of exports. */
export type FilePlace = { readonly folder: string; readonly fileName: string };

/** The folder of exports in the data folder. Names come from `core/wires/exportedCall.ts`, folders from a setting that has no dots. */
export type ExportFolder = {
  /** The whole file or nothing: it has its name only when all of it is on the disk. One that is there is replaced. */
  readonly write: (place: FilePlace, text: AsyncIterable<string>, options: { readonly isPacked: boolean }) => Promise<Written>;
  /** Undefined when it is not there. */
  readonly read: (place: FilePlace) => Promise<{ readonly stream: Readable; readonly byteCount: number } | undefined>;
  /** Also when it is gone already. */
  readonly remove: (place: FilePlace) => Promise<void>;
};

export function openExportFolder(root: string): ExportFolder {
  const pathOf = ({ folder, fileName }: FilePlace): string => {
    const parts = [...folder.split('/').filter((part) => part !== ''), fileName];
    if (!parts.every((part) => /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(part)) || fileName === '')
      throw new TypeError('this is no name of an export');
    return join(root, ...parts);
  };
  return {
    write: async (place, text, { isPacked }) => {
      const path = pathOf(place);
      // Customers' calls: for the instance's own user alone.
      await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
      const part = `${path}.part`;
      const written = await writePart(part, text, isPacked);
      await rename(part, path);
      await flush(join(path, '..'));
      return written;
    },
    read: async (place) => {
      const path = pathOf(place);
      const found = await stat(path).catch(absent);
      return found && { stream: createReadStream(path), byteCount: found.size };
    },
    remove: (place) => rm(pathOf(place), { force: true }),
  };
}

async function writePart(part: string, text: AsyncIterable<string>, isPacked: boolean): Promise<Written> {
  const hash = createHash('sha256');
  let byteCount = 0;
  const count = new Transform({
    transform: (piece: Buffer, _, done) => {
      hash.update(piece);
      byteCount += piece.length;
      done(null, piece);
    },
  });
  const file = createWriteStream(part, { mode: 0o600, flush: true });
  const source = Readable.from(text, { objectMode: false });
  if (isPacked) await pipeline(source, createGzip(), count, file);
  else await pipeline(source, count, file);
  await chmod(part, 0o600);
  return { byteCount, sha256: hash.digest('hex') };
}

/** The new name is on the disk, too. */
async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
