import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { deleteBrowserPhones } from '../../db/tables/browserPhones.ts';
import { lockNetworkNumber } from '../../db/tables/networkNumbers.ts';
import { action, done } from '../action.ts';

/** Withdraws the logins of all browsers that are a phone of this number; its own secret stays. Answers how many there were. */
export const endBrowserPhones = action<{ readonly networkNumberId: Id }, number>(
  'network_number.end_browser_phones',
  'account.change',
  async (work, { networkNumberId }) => {
    const phone = await lockNetworkNumber(work.tx, networkNumberId);
    if (!phone) throw new Refusal('not_found');
    const ended = await deleteBrowserPhones(work.tx, networkNumberId);
    return done(ended, ended === 0 ? null : { accountId: phone.accountId, detail: { number: phone.number, ended } });
  },
);
