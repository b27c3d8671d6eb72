import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import { formatInstant, type LocalDate } from '../../core/base/time.ts';
import { daysAfter } from '../../core/payments/days.ts';
import { feeCharged } from '../../core/payments/payment.ts';
import { insertFee } from '../../db/tables/dunning.ts';
import { post } from '../../db/tables/ledger.ts';
import { nameOf, type Work } from '../action.ts';

type Fee = {
  readonly accountId: Id;
  readonly invoiceId: Id;
  readonly number: string;
  readonly position: number;
  readonly fee: Amount;
  readonly today: LocalDate;
};

/** Charges the fee of a reminder, once: a one-time charge of the account, which its next invoice shows. Untaxed: it is damages, no service. */
export async function bookFee(work: Work, { accountId, invoiceId, number, position, fee, today }: Fee): Promise<void> {
  const at = formatInstant(work.now);
  const description = `Reminder fee, invoice ${number}`;
  const head = {
    kind: 'extra' as const,
    key: `dunning-${invoiceId}-${position}`,
    occurredAt: at,
    description,
    actorName: nameOf(work.doer),
  };
  const posted = await post(work.tx, head, feeCharged({ accountId, paymentType: 'post_paid' }, fee));
  if (!posted.isNew) return;
  const period = { from: today, to: daysAfter(today, 1) };
  await insertFee(work.tx, { accountId, description, amount: fee, ...period, at, transferId: posted.transferId });
}
