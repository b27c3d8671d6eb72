import type { StoredFile } from './storedFile.ts';
import { bytesOf } from './storedFile.ts';

/** How a text file is written; windows-1252 stands for Latin-1 too, as browsers do (WHATWG Encoding). */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type TextEncoding = (typeof encodings)[number];

/** A first look at a file's beginning: byte order mark, zero bytes in every second place, or whether it is sound UTF-8. */
export function guessEncoding(head: Uint8Array): TextEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = (from: number): number => head.filter((byte, index) => byte === 0 && index % 2 === from).length;
  if (zeros(1) * 3 > head.length) return 'utf-16le';
  if (zeros(0) * 3 > head.length) return 'utf-16be';
  return isUtf8(head) ? 'utf-8' : 'windows-1252';
}

/** The text of a file, piece by piece, without its byte order mark. Throws a TypeError when the bytes are not that encoding. */
export async function* textOf(file: StoredFile, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const bytes of bytesOf(file)) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

function isUtf8(head: Uint8Array): boolean {
  try {
    // The head may end inside a character: that is no fault.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
