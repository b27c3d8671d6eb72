import { type CustomerDetails, displayName } from '../../core/accounts/details.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { findCompanyName } from '../../db/tables/settings.ts';
import { phoneCredentialsLetter } from '../../mail/letters/phoneCredentials.ts';
import type { Work } from '../action.ts';
import { queueSecretLetter } from '../mail/queueSecretLetter.ts';
import type { Credentials } from './giveSecret.ts';

/** What goes into a phone beside number and secret; an action that is given it sends the credentials to the customer. */
export type PhoneServer = {
  readonly server: string;
  readonly sipPort: number;
  readonly iaxPort: number;
  /** SIP over TLS. */
  readonly sipsPort?: number;
};

type Customer = Pick<CustomerDetails, 'firstName' | 'lastName' | 'company' | 'email' | 'phone' | 'mobile' | 'reference'>;

/** Refuses at the field `email` when there is no address to send to. */
export function needAddress({ email }: Pick<CustomerDetails, 'email'>): void {
  if (email === '')
    throw fieldRefusal(
      'invalid_input',
      'email',
      'This customer has no e-mail address to send the credentials to. Type one first.',
    );
}

/**
 * Queues the letter with the credentials of a phone, in the transaction that makes them: the secret is in clear only now, and
 * the letter keeps it sealed until it is sent.
 */
export async function mailCredentials(
  work: Work,
  phone: { readonly accountId: Id; readonly customer: Customer; readonly credentials: Credentials; readonly isReset: boolean },
  { server, sipPort, iaxPort, sipsPort }: PhoneServer,
): Promise<void> {
  const { accountId, customer, credentials, isReset } = phone;
  const { networkNumber, secret, protocols } = credentials;
  const { firstName, lastName, company } = customer;
  const letter = phoneCredentialsLetter({
    companyName: await findCompanyName(work.tx),
    customerName: firstName + lastName + company === '' ? '' : displayName(customer),
    ...{ networkNumber, secret, server, isReset },
    sipPort: protocols.includes('sip') ? sipPort : undefined,
    sipsPort: protocols.includes('sip') ? sipsPort : undefined,
    iaxPort: protocols.includes('iax') ? iaxPort : undefined,
  });
  const key = `credentials-${networkNumber}-${Buffer.from(work.safe.randomBytes(9)).toString('hex')}`;
  await queueSecretLetter(work, { key, to: customer.email, ...letter, accountId });
}
