import { accountChanges } from '../../core/accounts/accountChanges.ts';
import type { CustomerDetails } from '../../core/accounts/details.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { getAccountFields, lockAccount, updateAccount } from '../../db/tables/accounts.ts';
import { action, done } from '../action.ts';
import { customerOf } from './customerOf.ts';

/** What customers may change themselves; names and tax id stand on contracts and stay with the operator. */
export type OwnDetails = Pick<
  CustomerDetails,
  'email' | 'phone' | 'mobile' | 'address1' | 'address2' | 'city' | 'state' | 'postcode' | 'country'
>;

/** A customer changes where letters and invoices go. In the history it is a change of the account like any other. */
export const changeOwnDetails = action<OwnDetails & { readonly version: number }, null>(
  'account.change',
  'portal_change',
  async (work, { version, ...wished }) => {
    const { accountId } = customerOf(work.doer);
    const account = await lockAccount(work.tx, accountId);
    if (!account) throw new Refusal('not_found');
    if (account.version !== version) throw new Refusal('stale_version');
    const before = await getAccountFields(work.tx, accountId);
    const details = { ...before.details, ...wished };
    const changes = accountChanges(before, { ...before, details });
    if (changes.length === 0) return done(null, null);
    await updateAccount(work.tx, accountId, details, before.settings);
    return done(null, { accountId, detail: { changes, fromVersion: account.version } });
  },
);
