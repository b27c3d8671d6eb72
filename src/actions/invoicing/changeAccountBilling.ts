import { fieldChanges } from '../../core/base/fieldChange.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockBilling, type OwnBilling, saveOwnBilling } from '../../db/tables/accountBilling.ts';
import { action, done } from '../action.ts';

/** Changes an account's own billing day, payment terms and tax exemption; null and empty = as the settings say. */
export const changeAccountBilling = action<OwnBilling & { readonly accountId: Id }, null>(
  'account.change_billing',
  'account.change',
  async (work, { accountId, ...own }) => {
    const row = await lockBilling(work.tx, accountId);
    if (!row) throw new Refusal('not_found');
    const { billingDay, termsDays, taxExemption } = row;
    const changes = fieldChanges({ billingDay, termsDays, taxExemption }, { ...own });
    if (changes.length === 0) return done(null, null);
    await saveOwnBilling(work.tx, accountId, own);
    return done(null, { accountId, detail: { changes } });
  },
);
