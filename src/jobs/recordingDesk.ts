import { keepRecording } from '../actions/recordings/keepRecording.ts';
import { tellOfRecordingRoom } from '../actions/recordings/tellOfRecordingRoom.ts';
import { type ActionContext, run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import type { CallEngine, CallHandlers } from '../engines/engine.ts';

/** Below so much free space nothing is recorded: the ledger and the spool of calls need it. Bytes. */
const leastFreeBytes = 1n << 30n;
/** Recording goes on when half as much again is free, so that it does not switch with every file. */
const toResume = (least: bigint): bigint => (least * 3n) / 2n;

export type RecordingDesk = {
  readonly handlers: Pick<CallHandlers, 'callRecorded'>;
  readonly isStopped: () => boolean;
  /** Looks how much space is left; the first look that finds too little is an alert, told until it is written. */
  readonly look: () => Promise<void>;
};

/** What call control does about recordings of calls. Calls go on without them when the disk is nearly full. */
export function recordingDesk(
  context: ActionContext,
  engine: Pick<CallEngine, 'freeRecordingBytes'>,
  least: bigint = leastFreeBytes,
): RecordingDesk {
  let isStopped = false;
  let isTold = false;
  return {
    handlers: { callRecorded: (made) => run(context, systemActor, keepRecording, made) },
    isStopped: () => isStopped,
    look: async () => {
      const free = await engine.freeRecordingBytes();
      isStopped = free < (isStopped ? toResume(least) : least);
      if (isStopped && !isTold) await run(context, systemActor, tellOfRecordingRoom, { freeBytes: free });
      isTold = isStopped;
    },
  };
}
