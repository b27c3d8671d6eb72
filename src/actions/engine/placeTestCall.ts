import { fieldRefusal } from '../../core/base/refusal.ts';
import type { Seconds } from '../../core/base/time.ts';
import { isPhoneActive, sendCommand } from '../../db/tables/commands.ts';
import { action, done } from '../action.ts';
import { needEngine } from './needEngine.ts';

export type PlaceTestCall = { readonly networkNumber: string; readonly dialled: string; readonly seconds: Seconds };

/** Asks call control to call as if this phone had dialled; a recording talks, and it costs what such a call costs. */
export const placeTestCall = action<PlaceTestCall, null>('call.place_test', 'call.test', async (work, call) => {
  if (!(await isPhoneActive(work.tx, call.networkNumber)))
    throw fieldRefusal('unknown_caller', 'networkNumber', 'There is no such phone, or it is switched off or suspended.');
  await needEngine(work);
  await sendCommand(work.tx, { kind: 'test_call', ...call });
  return done(null, { detail: call });
});
