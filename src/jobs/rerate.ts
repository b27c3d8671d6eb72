import { bookRerate } from '../actions/rerating/bookRerate.ts';
import { previewRerate } from '../actions/rerating/previewRerate.ts';
import { takeRerate } from '../actions/rerating/takeRerate.ts';
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
    let step = await office.act(previewRerate, { runId, limit: callsAtOnce });
    while (step.isMore) step = await office.act(previewRerate, { runId, limit: callsAtOnce, book: step.book });
  }
}
