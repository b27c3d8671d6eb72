import { addSandboxRefund as add } from '../../db/tables/sandboxCharges.ts';
import { action, done } from '../action.ts';

type Refund = { readonly chargeKey: string; readonly refund: { readonly key: string; readonly amount: string } };

/** The sandbox gives money back; the same key twice is once. */
export const addSandboxRefund = action<Refund, null>(
  'sandbox.refund',
  'payment_setting.change',
  async (work, { chargeKey, refund }) => {
    await add(work.tx, chargeKey, refund);
    return done(null, null);
  },
);
