import { formatInstant } from '../../core/base/time.ts';
import { hurryCharge } from '../../db/tables/cardCharges.ts';
import { hurryRefund } from '../../db/tables/refunds.ts';
import { action, done } from '../action.ts';

export type HearNotice = { readonly gateway: string; readonly about: 'charge' | 'refund'; readonly key: string };

/** A gateway said that there is something new of an attempt. It is asked at once; its word alone changes nothing. Twice is as once. */
export const hearNotice = action<HearNotice, null>('charge.notice', 'anyone', async (work, { gateway, about, key }) => {
  if (about === 'charge') await hurryCharge(work.tx, gateway, key, formatInstant(work.now));
  else await hurryRefund(work.tx, key, formatInstant(work.now));
  return done(null, null);
});
