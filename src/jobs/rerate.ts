import { bookRerate } from '../actions/rerating/bookRerate.ts';
import { previewRerate } from '../actions/rerating/previewRerate.ts';
import type { RateBook } from '../actions/rerating/rateBook.ts';
import { readCalls } from '../actions/rerating/readCalls.ts';
import { takeRerate } from '../actions/rerating/takeRerate.ts';
import type { Id } from '../core/base/id.ts';
import type { Office } from './office.ts';

/** Calls priced in one transaction, and corrections booked in one: the latter lock the accounts of calls in progress. */
const callsAtOnce = 20_000;
const correctionsAtOnce = 500;

/** Does what waits of re-ratings: previews, then bookings that were approved. A stop in between loses nothing. */
export async function rerate(office: Pick<Office, 'act'>): Promise<void> {
  for (let run = await office.act(takeRerate, null); run; run = await office.act(takeRerate, null)) {
    const runId = run.id;
    if (run.state === 'booking') {
      while ((await office.act(bookRerate, { runId, limit: correctionsAtOnce })).isMore);
      continue;
    }
    await preview(office, runId);
  }
}

/** The database reads the next calls while these are priced. */
async function preview(office: Pick<Office, 'act'>, runId: Id): Promise<void> {
  const readAfter = (after: Id | undefined) => office.act(readCalls, { runId, after, limit: callsAtOnce });
  let book: RateBook | undefined;
  let read = await readAfter(undefined);
  while (read) {
    const [next, used] = await Promise.all([
      read.isLast ? null : readAfter(read.upto),
      office.act(previewRerate, { runId, read, book }),
    ]);
    if (used === null) return;
    book = used;
    read = next;
  }
}
