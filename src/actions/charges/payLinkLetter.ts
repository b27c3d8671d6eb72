import { displayName } from '../../core/accounts/details.ts';
import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import { addSeconds, formatInstant } from '../../core/base/time.ts';
import { insertPayLink, type LetterCustomer } from '../../db/tables/payLinks.ts';
import { getPaymentSettings } from '../../db/tables/paymentSettings.ts';
import { findCompanyName } from '../../db/tables/settings.ts';
import type { Sender } from '../../mail/letters/money.ts';
import { nameOf, type Work } from '../action.ts';

/** How a letter about money addresses and signs. */
export async function senderOf(work: Work, { firstName, lastName, company }: LetterCustomer): Promise<Sender> {
  const none = { email: '', phone: '', mobile: '', reference: '' };
  const customerName = firstName + lastName + company === '' ? '' : displayName({ firstName, lastName, company, ...none });
  return { companyName: await findCompanyName(work.tx), customerName };
}

export type NewLink = {
  readonly accountId: Id;
  readonly invoiceId: Id | null;
  readonly amount: Amount | null;
  readonly publicUrl: string;
};

/** Makes an address that lets whoever has it pay, and knows it only now: the database keeps its SHA-256. */
export async function newPayLink(
  work: Work,
  { publicUrl, ...paid }: NewLink,
): Promise<{ readonly url: string; readonly expiresAt: string }> {
  const token = Buffer.from(work.safe.randomBytes(24)).toString('base64url');
  const { linkDays } = await getPaymentSettings(work.tx);
  const expiresAt = formatInstant(addSeconds(work.now, linkDays * 86_400));
  const stamp = { createdAt: formatInstant(work.now), createdBy: nameOf(work.doer), expiresAt };
  await insertPayLink(work.tx, { ...paid, tokenHash: work.safe.sha256(token), ...stamp });
  return { url: `${publicUrl}/pay/${token}`, expiresAt };
}
