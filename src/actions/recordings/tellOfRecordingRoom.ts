import { raiseStaffAlert } from '../../db/tables/alerts.ts';
import { action, done } from '../action.ts';

/** Calls are not recorded any more, because the disk is nearly full: an alert for the staff, one an hour. */
export const tellOfRecordingRoom = action<{ readonly freeBytes: bigint }, null>(
  'recording.stop',
  'setting.change',
  async (work, { freeBytes }) => {
    const freeMegabytes = Number(freeBytes >> 20n);
    const hour = Math.floor(work.now / 3_600_000);
    await raiseStaffAlert(work.tx, `recording_stopped ${hour}`, { kind: 'recording_stopped', freeMegabytes });
    return done(null, { detail: { freeMegabytes } });
  },
);
