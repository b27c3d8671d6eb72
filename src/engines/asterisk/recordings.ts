import { readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { instant } from '../../core/base/time.ts';
import type { LeftMessage } from '../../core/calls/message.ts';
import { closedSound } from './soundFile.ts';

/** `<network number>~<caller>~<system name>-<epoch>-<serial>`, as the dialplan names them. */
export const recordingPattern = /^(\d{4,15})~(\d{0,15})~([\w-]{1,40})-(\d{1,12})-(\d{1,12})$/;

/** What is shorter was a caller who thought better of it. Milliseconds. */
const shortestMilliseconds = 1000;
const lookEveryMilliseconds = 1000;

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
  const closed = await closedSound(path, now());
  if (closed === undefined) return false;
  const { durationMilliseconds } = closed;
  const [, networkNumber = '', callerNumber = '', , epoch] = found;
  const left = { recording: name, networkNumber, callerNumber, leftAt: instant(Number(epoch) * 1000), durationMilliseconds };
  const isWanted = durationMilliseconds >= shortestMilliseconds && (await handle(left));
  if (!isWanted) await rm(path, { force: true });
  return true;
}
