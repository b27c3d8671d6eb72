import { rearmLowBalances } from '../../db/tables/alerts.ts';
import { action, done } from '../action.ts';

/** Carries changed warning levels of the settings over to the next accounts; true while there are more. */
export const rearmWarnings = action<{ readonly limit: number }, boolean>(
  'alert.rearm',
  'setting.change',
  async (work, { limit }) => done(await rearmLowBalances(work.tx, limit), null),
);
