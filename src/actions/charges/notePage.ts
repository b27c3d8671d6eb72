import type { Id } from '../../core/base/id.ts';
import { saveChargePage } from '../../db/tables/cardCharges.ts';
import { action, done } from '../action.ts';

export type NotePage = { readonly chargeId: Id; readonly page: string; readonly url: string };

/** The gateway opened its page: where it is, and what it calls it. */
export const notePage = action<NotePage, null>('charge.note_page', 'anyone', async (work, { chargeId, page, url }) => {
  await saveChargePage(work.tx, chargeId, page, url);
  return done(null, null);
});
