import type { Id } from '../../core/base/id.ts';
import { postNext } from '../../db/tables/rerates.ts';
import { action, done } from '../action.ts';

/** Books the next corrections of an approved run, at most `limit`; each call once, however often this is repeated. */
export const bookRerate = action<{ readonly runId: Id; readonly limit: number }, { readonly isMore: boolean }>(
  'rerate.book',
  'money.rerate',
  async (work, { runId, limit }) => done({ isMore: !(await postNext(work.tx, runId, limit, work.now)).isDone }, null),
);
