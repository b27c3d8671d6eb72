import { mkdir, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { instant } from '../../core/base/time.ts';
import type { MadeRecording } from '../../core/calls/recording.ts';
import type { RecordingOwner } from '../../core/routing/recordingWish.ts';
import { closedSound } from './soundFile.ts';

/** `<whose><number>~<the other side>~<system name>-<epoch>-<serial>~<begun>`, as the dialplan names them (answered-recorded). */
export const callRecordingPattern = /^([opn])(\d{4,15})~(\d{0,32})~([\w-]{1,40})-(\d{1,12})-(\d{1,12})~(\d{1,12})$/;
const ownerKinds: Readonly<Record<string, RecordingOwner['kind']>> = { o: 'caller', p: 'phone', n: 'incoming_number' };
const lookEveryMilliseconds = 1000;

export type CallRecordingsOptions = {
  /** Where Asterisk writes them. */
  readonly folder: string;
  /** Where they are kept, a folder for each day. */
  readonly keptFolder: string;
  /** Called again with the same recording until it resolves; false = nobody wants it, and its file goes. */
  readonly handle: (made: MadeRecording) => Promise<boolean>;
  readonly now: () => number;
  readonly log: (line: string) => void;
};

export type CallRecordings = {
  readonly remove: (names: readonly string[]) => Promise<void>;
  /** Bytes that are free where recordings are written and kept, the smaller of the two. */
  readonly freeBytes: () => Promise<bigint>;
  readonly stop: () => void;
};

/**
 * Watches the folder in which Asterisk records calls, and moves what is finished to where it is kept. The folder itself is the
 * memory: what was recorded while call control was away is found when it is back.
 */
export function openCallRecordings(options: CallRecordingsOptions): CallRecordings {
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    try {
      for (const file of await readdir(options.folder)) {
        const name = /^(.*)\.wav$/.exec(file)?.[1];
        if (name !== undefined && callRecordingPattern.test(name)) await take(name, options);
      }
    } catch (error) {
      options.log(`Recordings wait: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(() => void look(), lookEveryMilliseconds);
  return {
    remove: async (names) => {
      for (const name of names)
        if (callRecordingPattern.test(name)) await rm(keptPath(options.keptFolder, name), { force: true });
    },
    freeBytes: async () => {
      await mkdir(options.keptFolder, { recursive: true, mode: 0o700 });
      const free = await Promise.all([options.folder, options.keptFolder].map(freeIn));
      return free.sort((one, other) => (one < other ? -1 : 1))[0] ?? 0n;
    },
    stop: () => clearInterval(timer),
  };
}

async function freeIn(folder: string): Promise<bigint> {
  const { bavail, bsize } = await statfs(folder, { bigint: true });
  return bavail * bsize;
}

/** Where the sound of a recording is kept. Throws on a name that the dialplan would not give: it comes from outside. */
export function keptPath(keptFolder: string, name: string): string {
  const begun = callRecordingPattern.exec(name)?.[7];
  if (begun === undefined) throw new RangeError('this is no recording of a call');
  return join(keptFolder, new Date(Number(begun) * 1000).toISOString().slice(0, 10), `${name}.wav`);
}

/** The file of a recording and its size; undefined when it is gone. */
export async function findCallRecording(
  keptFolder: string,
  name: string,
): Promise<{ readonly path: string; readonly sizeBytes: number } | undefined> {
  const path = keptPath(keptFolder, name);
  try {
    return { path, sizeBytes: (await stat(path)).size };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The books first: a file that lies here after a break is offered again, and the second time changes nothing. */
async function take(name: string, { folder, keptFolder, handle, now }: CallRecordingsOptions): Promise<void> {
  const path = join(folder, `${name}.wav`);
  const closed = await closedSound(path, now());
  if (closed === undefined) return;
  const isWanted = closed.durationMilliseconds > 0 && (await handle({ ...madeOf(name), ...closed }));
  if (!isWanted) return rm(path, { force: true });
  const kept = keptPath(keptFolder, name);
  await mkdir(join(kept, '..'), { recursive: true, mode: 0o700 });
  await rename(path, kept);
}

function madeOf(name: string): Omit<MadeRecording, 'durationMilliseconds' | 'sizeBytes'> {
  const [, kind = '', number = '', otherNumber = '', system, epoch, serial, begun] = callRecordingPattern.exec(name) ?? [];
  return {
    recording: name,
    owner: { kind: ownerKinds[kind] ?? 'caller', number },
    otherNumber,
    callId: `${system}-${epoch}.${serial}`,
    startedAt: instant(Number(begun) * 1000),
  };
}
