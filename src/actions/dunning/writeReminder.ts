import type { DunningStep } from '../../core/payments/dunning.ts';
import type { OverdueInvoice } from '../../db/tables/dunning.ts';
import type { NewLetter } from '../../db/tables/letters.ts';
import { findLetterCustomer } from '../../db/tables/payLinks.ts';
import { reminderLetter } from '../../mail/letters/money.ts';
import type { Work } from '../action.ts';
import { newPayLink, senderOf } from '../charges/payLinkLetter.ts';

/** The letter of a step, with a link to pay; undefined when the customer has no address. Its key makes it go out once. */
export async function writeReminder(
  work: Work,
  invoice: OverdueInvoice,
  step: DunningStep & { readonly isFirst: boolean },
  publicUrl: string,
): Promise<NewLetter | undefined> {
  const { accountId, invoiceId, number, open, currency, dueOn } = invoice;
  const customer = await findLetterCustomer(work.tx, accountId);
  if (!customer || customer.email === '') return undefined;
  const { url } = await newPayLink(work, { accountId, invoiceId, amount: null, publicUrl });
  const letter = reminderLetter({
    ...(await senderOf(work, customer)),
    ...{ amount: open, currency, numbers: [number], link: url, dueOn, kind: step.kind, isFirst: step.isFirst, fee: step.fee },
  });
  return { key: `dunning-${invoiceId}-${step.position}`, to: customer.email, ...letter, accountId };
}
