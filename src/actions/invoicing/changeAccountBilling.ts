import { fieldChanges } from '../../core/base/fieldChange.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockBilling, type OwnBilling, saveOwnBilling } from '../../db/tables/accountBilling.ts';
import { getMailsInvoices, saveMailsInvoices } from '../../db/tables/invoiceMail.ts';
import { action, done } from '../action.ts';

export type ChangeAccountBilling = OwnBilling & {
  readonly accountId: Id;
  /** Whether invoices go to this customer by e-mail; undefined: as it is. */
  readonly mailsInvoices?: boolean | undefined;
};

/** Changes how one account is invoiced; null and empty = as the settings say. */
export const changeAccountBilling = action<ChangeAccountBilling, null>(
  'account.change_billing',
  'account.change',
  async (work, { accountId, mailsInvoices: wished, ...own }) => {
    const row = await lockBilling(work.tx, accountId);
    if (!row) throw new Refusal('not_found');
    const { billingDay, termsDays, taxExemption } = row;
    const stored = await getMailsInvoices(work.tx, accountId);
    const mailsInvoices = wished ?? stored;
    const changes = fieldChanges({ billingDay, termsDays, taxExemption, mailsInvoices: stored }, { ...own, mailsInvoices });
    if (changes.length === 0) return done(null, null);
    await saveOwnBilling(work.tx, accountId, own);
    await saveMailsInvoices(work.tx, accountId, mailsInvoices);
    return done(null, { accountId, detail: { changes } });
  },
);
