import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { getAccountFields, lockAccount } from '../../db/tables/accounts.ts';
import { lockNetworkNumber, saveSecret } from '../../db/tables/networkNumbers.ts';
import { type Credentials, giveSecret } from '../accounts/giveSecret.ts';
import { mailCredentials, needAddress, type PhoneServer } from '../accounts/mailCredentials.ts';
import { action, done } from '../action.ts';

export type ResetSecret = {
  readonly networkNumberId: Id;
  readonly secret: string | undefined;
  /** Sends the credentials to the customer's e-mail. */
  readonly sendByMail?: PhoneServer | undefined;
};

export type NewSecret = { readonly credentials: Credentials; readonly sentTo: string | undefined };

/** Gives a phone a new secret; the old one stops working with the next registration or call. */
export const resetSecret = action<ResetSecret, NewSecret>(
  'network_number.reset_secret',
  'account.change',
  async (work, input) => {
    const found = await lockNetworkNumber(work.tx, input.networkNumberId);
    const account = found && (await lockAccount(work.tx, found.accountId));
    if (!found || !account) throw new Refusal('not_found');
    const { details: customer } = await getAccountFields(work.tx, account.id);
    if (input.sendByMail) needAddress(customer);
    const { credentials, stored } = giveSecret(work, found.number, account.protocol, input.secret);
    await saveSecret(work.tx, found.id, stored);
    if (input.sendByMail)
      await mailCredentials(work, { accountId: account.id, customer, credentials, isReset: true }, input.sendByMail);
    const sentTo = input.sendByMail && customer.email;
    return done({ credentials, sentTo }, { accountId: account.id, detail: { number: found.number, sentTo } });
  },
);
