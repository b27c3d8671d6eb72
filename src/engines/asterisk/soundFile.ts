import { type FileHandle, open, stat } from 'node:fs/promises';

/** Format `wav` of Asterisk: 16 bit, 8000 Hz, one channel, a header of 44 bytes. */
const bytesPerMillisecond = 16;
const headerBytes = 44;
/** A recording that nobody writes any more, though nobody closed it: Asterisk was killed. Milliseconds. */
const abandonedAfterMilliseconds = 300_000;

export type SoundLength = { readonly durationMilliseconds: number; readonly sizeBytes: number };

/**
 * How long a sound file of Asterisk is, once Asterisk has closed it; undefined before. Only then does the header (RIFF WAVE, `data`
 * chunk) say how many bytes of sound there are.
 */
export async function closedSound(path: string, now: number): Promise<SoundLength | undefined> {
  const { size, mtimeMs } = await stat(path);
  const file: FileHandle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(headerBytes), position: 0 });
    const stated = bytesRead === headerBytes ? buffer.readUInt32LE(headerBytes - 4) : 0;
    if (stated > 0 && stated + headerBytes <= size) return lengthOf(stated);
    return now - mtimeMs > abandonedAfterMilliseconds ? lengthOf(Math.max(size - headerBytes, 0)) : undefined;
  } finally {
    await file.close();
  }
}

const lengthOf = (soundBytes: number): SoundLength => ({
  durationMilliseconds: Math.floor(soundBytes / bytesPerMillisecond),
  sizeBytes: soundBytes + headerBytes,
});
