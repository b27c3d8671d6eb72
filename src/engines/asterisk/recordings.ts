import { type FileHandle, open, readdir, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { instant } from '../../core/base/time.ts';
import type { LeftMessage } from '../../core/calls/message.ts';

/** `<network number>~<caller>~<system name>-<epoch>-<serial>`, as the dialplan names them. */
export const recordingPattern = /^(\d{4,15})~(\d{0,15})~([\w-]{1,40})-(\d{1,12})-(\d{1,12})$/;

/** Format `wav` of Asterisk: 16 bit, 8000 Hz, one channel, a header of 44 bytes. */
const bytesPerMillisecond = 16;
const headerBytes = 44;
/** What is shorter was a caller who thought better of it. Milliseconds. */
const shortestMilliseconds = 1000;
const lookEveryMilliseconds = 1000;
/** A recording that nobody writes any more, though nobody closed it: Asterisk was killed. Milliseconds. */
const abandonedAfterMilliseconds = 300_000;

export type RecordingsOptions = {
  readonly folder: string;
  /** Called again with the same message until it resolves; false = nobody wants it, and its file goes. */
  readonly handle: (left: LeftMessage) => Promise<boolean>;
  readonly now: () => number;
  readonly log: (line: string) => void;
};

export type Recordings = {
  readonly remove: (names: readonly string[]) => Promise<void>;
  readonly stop: () => void;
};

/**
 * Watches the folder in which Asterisk writes messages. The folder itself is the memory: what was recorded while call control
 * was away is found when it is back.
 */
export function openRecordings(options: RecordingsOptions): Recordings {
  const known = new Set<string>();
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    try {
      for (const file of await readdir(options.folder)) {
        // Record makes an empty folder of the same name beside each file (measured, Asterisk 22.10).
        if (recordingPattern.test(file)) await rmdir(join(options.folder, file));
        const name = /^(.*)\.wav$/.exec(file)?.[1];
        if (name !== undefined && !known.has(name) && (await take(name, options))) known.add(name);
      }
    } catch (error) {
      options.log(`Voicemail waits: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(() => void look(), lookEveryMilliseconds);
  return {
    remove: async (names) => {
      for (const name of names) if (recordingPattern.test(name)) await rm(pathOf(options.folder, name), { force: true });
    },
    stop: () => clearInterval(timer),
  };
}

/** The file of a recording. Throws on a name that the dialplan would not give: it comes from outside. */
export function pathOf(folder: string, name: string): string {
  if (!recordingPattern.test(name)) throw new RangeError('this is no recording');
  return join(folder, `${name}.wav`);
}

/** The sound of a recording; undefined when its file is gone. */
export async function readRecording(folder: string, name: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(pathOf(folder, name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** True when there is nothing more to do about this file. */
async function take(name: string, { folder, handle, now }: RecordingsOptions): Promise<boolean> {
  const found = recordingPattern.exec(name);
  if (!found) return true;
  const path = pathOf(folder, name);
  const soundBytes = await closedSoundBytes(path, now());
  if (soundBytes === undefined) return false;
  const [, networkNumber = '', callerNumber = '', , epoch] = found;
  const durationMilliseconds = Math.floor(soundBytes / bytesPerMillisecond);
  const left = { recording: name, networkNumber, callerNumber, leftAt: instant(Number(epoch) * 1000), durationMilliseconds };
  const isWanted = durationMilliseconds >= shortestMilliseconds && (await handle(left));
  if (!isWanted) await rm(path, { force: true });
  return true;
}

/** The bytes of sound, once Asterisk has closed the file: only then does the header (RIFF WAVE, `data` chunk) say how many there are. */
async function closedSoundBytes(path: string, now: number): Promise<number | undefined> {
  const { size, mtimeMs } = await stat(path);
  const file: FileHandle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(headerBytes), position: 0 });
    const stated = bytesRead === headerBytes ? buffer.readUInt32LE(headerBytes - 4) : 0;
    if (stated > 0 && stated + headerBytes <= size) return stated;
    return now - mtimeMs > abandonedAfterMilliseconds ? Math.max(size - headerBytes, 0) : undefined;
  } finally {
    await file.close();
  }
}
