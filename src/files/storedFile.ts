/** A file that lies somewhere in pieces: read anywhere, never whole. */
export type StoredFile = {
  readonly size: number;
  /** At most `length` bytes from `offset` on; fewer only at the end of a piece, none only at the end of the file. */
  readonly read: (offset: number, length: number) => Promise<Uint8Array>;
};

/** A file whose pieces are equally long, but the last. Keeps the piece that was asked for last. */
export function storedFile(size: number, pieceSize: number, readPiece: (position: number) => Promise<Uint8Array>): StoredFile {
  let known: { readonly position: number; readonly data: Uint8Array } | undefined;
  return {
    size,
    read: async (offset, length) => {
      if (offset >= size) return new Uint8Array();
      const position = Math.floor(offset / pieceSize);
      if (known?.position !== position) known = { position, data: await readPiece(position) };
      const from = offset - position * pieceSize;
      return known.data.subarray(from, from + length);
    },
  };
}

/** Exactly these bytes; fewer only at the end of the file. For small stretches. */
export async function readWhole(file: StoredFile, offset: number, length: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of bytesOf(file, offset, length)) parts.push(part);
  return Buffer.concat(parts);
}

/** The bytes of a stretch, in order, piece by piece. */
export async function* bytesOf(file: StoredFile, offset = 0, length = file.size): AsyncGenerator<Uint8Array> {
  let at = offset;
  const end = Math.min(offset + length, file.size);
  while (at < end) {
    const part = await file.read(at, end - at);
    if (part.length === 0) return;
    at += part.length;
    yield part;
  }
}
