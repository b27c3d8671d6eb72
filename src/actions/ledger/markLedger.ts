import * as seals from '../../db/tables/ledgerSeals.ts';
import { action, done } from '../action.ts';

/** Looks how far transfers have been given out, for the next sealing. A transaction of its own, which has written nothing before. */
export const markLedger = action<null, null>('ledger.mark', 'system.read', async (work) => {
  await seals.mark(work.tx);
  return done(null, null);
});
