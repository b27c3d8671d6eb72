import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { formatInstant, type LocalDate, localDate } from '../../core/base/time.ts';
import { readVoucherCode, voucherCode, voucherEnd, voucherRandomSigns } from '../../core/payments/voucher.ts';
import { findTimeZone, getCurrency } from '../../db/tables/settings.ts';
import { insertVoucherBatch, insertVouchers } from '../../db/tables/vouchers.ts';
import { action, done, nameOf, type Work } from '../action.ts';
import { needPayable } from '../payments/bookPayment.ts';

export type AddVoucherBatch = {
  readonly name: string;
  readonly prefix: string;
  readonly amount: Amount;
  readonly count: number;
  readonly expiresOn: LocalDate | null;
};
export type NewVouchers = { readonly batchId: Id; readonly codes: readonly string[] };

/** Makes vouchers. Their codes are answered now and never again: only a hash of each is kept. */
export const addVoucherBatch = action<AddVoucherBatch, NewVouchers>(
  'voucher.add_batch',
  'voucher.change',
  async (work, input) => {
    const { name, prefix, amount, count, expiresOn } = input;
    const currency = await getCurrency(work.tx);
    if (amount <= 0n) throw fieldRefusal('invalid_input', 'amount', 'Type an amount above zero.');
    needPayable(amount, currency);
    if (expiresOn !== null && expiresOn < localDate(work.now, await findTimeZone(work.tx)))
      throw fieldRefusal('invalid_input', 'expiresOn', 'This day is past: nobody could redeem them.');
    const stamp = { createdAt: formatInstant(work.now), createdBy: nameOf(work.doer) };
    const batchId = await insertVoucherBatch(work.tx, { ...input, currency, ...stamp });
    if (batchId === undefined) throw fieldRefusal('invalid_input', 'name', 'There are vouchers of this name already.');
    const codes = Array.from({ length: count }, () => voucherCode(prefix, work.safe.randomBytes(voucherRandomSigns)));
    const stored = codes.map((code) => ({ hash: hashOf(work, code), end: voucherEnd(code) }));
    await insertVouchers(work.tx, batchId, stored);
    return done({ batchId, codes }, { detail: { batchId, name, count, amount: formatAmount(amount), currency, expiresOn } });
  },
);

function hashOf(work: Work, code: string): string {
  const signs = readVoucherCode(code);
  if (signs === undefined) throw new Error('a voucher was made that cannot be read');
  return work.safe.sha256(signs);
}
