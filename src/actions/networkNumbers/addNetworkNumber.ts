import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { getAccountFields, lockAccount } from '../../db/tables/accounts.ts';
import { insertNetworkNumber } from '../../db/tables/networkNumbers.ts';
import { lockSettings } from '../../db/tables/settings.ts';
import { type Credentials, giveSecret } from '../accounts/giveSecret.ts';
import { mailCredentials, needAddress, type PhoneServer } from '../accounts/mailCredentials.ts';
import { takeNumber } from '../accounts/mintNumber.ts';
import { action, done } from '../action.ts';

export type AddNetworkNumber = {
  readonly accountId: Id;
  /** The next free one when undefined. */
  readonly number: string | undefined;
  readonly label: string;
  readonly secret: string | undefined;
  /** Sends the credentials to the customer's e-mail. */
  readonly sendByMail?: PhoneServer | undefined;
};
export type AddedNetworkNumber = {
  readonly networkNumberId: Id;
  readonly credentials: Credentials;
  readonly sentTo: string | undefined;
};

/** Gives an account one more phone. */
export const addNetworkNumber = action<AddNetworkNumber, AddedNetworkNumber>(
  'network_number.add',
  'account.change',
  async (work, input) => {
    const settings = await lockSettings(work.tx);
    const account = await lockAccount(work.tx, input.accountId);
    if (!account) throw new Refusal('not_found');
    const { details: customer } = await getAccountFields(work.tx, account.id);
    if (input.sendByMail) needAddress(customer);
    const number = await takeNumber(work, settings, input.number, 'number');
    const { credentials, stored } = giveSecret(work, number, account.protocol, input.secret);
    const networkNumberId = await insertNetworkNumber(work.tx, {
      accountId: account.id,
      number,
      label: input.label,
      createdAt: formatInstant(work.now),
      secret: stored,
    });
    if (input.sendByMail)
      await mailCredentials(work, { accountId: account.id, customer, credentials, isReset: false }, input.sendByMail);
    const sentTo = input.sendByMail && customer.email;
    return done({ networkNumberId, credentials, sentTo }, { accountId: account.id, detail: { number, sentTo } });
  },
);
