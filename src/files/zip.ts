import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { Refusal } from '../core/base/refusal.ts';
import { bytesOf, readWhole, type StoredFile } from './storedFile.ts';

/** A member of a zip archive (PKWARE APPNOTE 6.3.3). */
export type ZipEntry = { readonly name: string; readonly method: number; readonly offset: number; readonly packedBytes: number };

/** A file that cannot be read, in words for whoever made it. */
export const unreadable = (message: string): Refusal => new Refusal('deck_unreadable', { message });

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
/** Archives of office programs have a dozen members. */
const entriesMax = 2000;
/** Unpacked; a sheet of a million rows has some hundred megabytes. What says it is more is a trap. */
const unpackedBytesMax = 3 * 1024 * 1024 * 1024;

/** The members of an archive by name, from its directory at the end. Refuses with `deck_unreadable`. */
export async function readZip(file: StoredFile): Promise<ReadonlyMap<string, ZipEntry>> {
  const tailAt = Math.max(0, file.size - 65_557);
  const tail = await readWhole(file, tailAt, 65_557);
  const end = lastMark(tail);
  if (end < 0) throw unreadable('The file is not whole, or not an XLSX file.');
  const count = tail.readUInt16LE(end + 10);
  const directory = await readWhole(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  if (count > entriesMax) throw unreadable('The file has too many parts for a spreadsheet.');
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== entryMark)
      throw unreadable('The file is damaged: its directory cannot be read.');
    const nameLength = directory.readUInt16LE(at + 28);
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
    if ((directory.readUInt16LE(at + 8) & 1) !== 0) throw unreadable('The file is locked with a password. Save it without one.');
    const entry = { name, method: directory.readUInt16LE(at + 10), packedBytes: directory.readUInt32LE(at + 20) };
    entries.set(name, { ...entry, offset: directory.readUInt32LE(at + 42) });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** The unpacked bytes of a member, piece by piece. Refuses with `deck_unreadable` for what is damaged or grows beyond every measure. */
export async function* unpack(file: StoredFile, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const header = await readWhole(file, entry.offset, 30);
  if (header.length < 30) throw unreadable(`The file is damaged: ${entry.name} is not there.`);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = bytesOf(file, start, entry.packedBytes);
  if (entry.method === 0) return yield* packed;
  if (entry.method !== 8) throw unreadable(`The part ${entry.name} is packed in a way that is not known here.`);
  let unpacked = 0;
  const inflated = Readable.from(packed, { objectMode: false }).pipe(createInflateRaw());
  try {
    for await (const bytes of inflated) {
      unpacked += bytes.length;
      if (unpacked > unpackedBytesMax) throw unreadable('The file grows beyond every measure when it is unpacked.');
      yield bytes;
    }
  } catch (error) {
    if (!isZlibFault(error)) throw error;
    throw unreadable(`The file is damaged: ${entry.name} cannot be unpacked.`);
  }
}

const isZlibFault = (error: unknown): boolean => error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');

function lastMark(tail: Buffer): number {
  for (let at = tail.length - 22; at >= 0; at -= 1) if (tail.readUInt32LE(at) === endMark) return at;
  return -1;
}
