import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { type Allocation, oldestFirst } from '../../core/payments/allocate.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { lockOpenInvoices } from '../../db/tables/allocations.ts';
import { lockBankLine, saveLineBooked } from '../../db/tables/bankLines.ts';
import { action, done, type Work } from '../action.ts';
import { bookPayment } from '../payments/bookPayment.ts';
import { settleAccount } from '../payments/settleAccount.ts';

export type BookBankLine = {
  readonly lineId: Id;
  readonly accountId: Id;
  /** What it pays first; the rest pays whatever is open, oldest due first. */
  readonly invoiceIds: readonly Id[];
};

/** Books a line of a bank statement as a payment of this customer, once: the bank's reference is the payment's. */
export const bookBankLine = action<BookBankLine, Id>(
  'bank.book',
  'payment.record',
  async (work, { lineId, accountId, invoiceIds }) => {
    const account = await lockAccount(work.tx, accountId);
    const line = account && (await lockBankLine(work.tx, lineId));
    if (!account || !line) throw new Refusal('not_found');
    if (line.state !== 'open') throw new Refusal('in_use', { message: 'This line was decided already. Load the list again.' });
    if (line.currency !== account.currency)
      throw fieldRefusal('invalid_input', 'accountId', `This line is in ${line.currency}; the account has ${account.currency}.`);
    const note = [line.payer, line.text]
      .filter((part) => part !== '')
      .join(': ')
      .slice(0, 500);
    const booked = await bookPayment(work, account, {
      ...{ method: 'bank', amount: line.amount, receivedOn: line.bookedOn, reference: line.bankReference, note },
      ...{ key: `bank-line-${line.id}`, allocations: await chosen(work, accountId, invoiceIds, line.amount) },
    });
    await settleAccount(work, accountId);
    await saveLineBooked(work.tx, lineId, accountId, booked.paymentId);
    const detail = { paymentId: booked.paymentId, amount: formatAmount(line.amount), reference: line.bankReference };
    return done(booked.paymentId, { accountId, detail });
  },
);

async function chosen(work: Work, accountId: Id, invoiceIds: readonly Id[], amount: Amount): Promise<readonly Allocation[]> {
  const open = await lockOpenInvoices(work.tx, accountId);
  return oldestFirst(
    amount,
    open.filter((one) => invoiceIds.includes(one.invoiceId)),
  );
}
