import { Refusal } from '../../core/base/refusal.ts';
import { isCallUp, sendCommand } from '../../db/tables/commands.ts';
import { action, done } from '../action.ts';
import { needEngine } from './needEngine.ts';

/** Asks call control to end a call; it is charged for the time that it lasted. */
export const hangUpCall = action<{ readonly callId: string }, null>('call.hang_up', 'call.hang_up', async (work, { callId }) => {
  if (!(await isCallUp(work.tx, callId))) throw new Refusal('not_found');
  await needEngine(work);
  await sendCommand(work.tx, { kind: 'hang_up', callId });
  return done(null, { detail: { callId } });
});
