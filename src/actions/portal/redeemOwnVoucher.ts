import { action } from '../action.ts';
import { type Redeemed, redeemVoucher } from '../vouchers/redeemVoucher.ts';
import { customerOf } from './customerOf.ts';

/** A customer puts a voucher on their own account. */
export const redeemOwnVoucher = action<{ readonly code: string; readonly address: string }, Redeemed>(
  'voucher.redeem',
  'portal_change',
  (work, input) => redeemVoucher.perform(work, { ...input, accountId: customerOf(work.doer).accountId }),
);
