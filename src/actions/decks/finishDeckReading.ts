import type { Id } from '../../core/base/id.ts';
import { setDeckState } from '../../db/tables/deckImports.ts';
import { action, done } from '../action.ts';
import { deckOf } from './deckOf.ts';

/** All lines are read: with a fault nothing of the file can be used, without one it is compared. `problem` = it cannot be read at all. */
export const finishDeckReading = action<{ readonly importId: Id; readonly problem?: string }, null>(
  'deck.read_out',
  'billing_package.change',
  async (work, { importId, problem }) => {
    const found = await deckOf(work.tx, importId, 'reading');
    const state = found.faultCount > 0 ? 'faulty' : 'comparing';
    await setDeckState(work.tx, importId, problem === undefined ? state : 'failed', problem);
    return done(null, null);
  },
);
