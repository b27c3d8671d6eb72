import { fieldChanges } from '../../core/base/fieldChange.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockPaymentSettings, type PaymentSettings, updatePaymentSettings } from '../../db/tables/paymentSettings.ts';
import { action, done } from '../action.ts';

/** How money is collected: whether and when cards are charged, and how often again. */
export const changePaymentSettings = action<PaymentSettings & { readonly version: number }, null>(
  'payment_setting.change',
  'payment_setting.change',
  async (work, { version, ...wished }) => {
    const { version: storedVersion, ...stored } = await lockPaymentSettings(work.tx);
    if (storedVersion !== version) throw new Refusal('stale_version');
    await updatePaymentSettings(work.tx, wished);
    return done(null, { detail: { changes: fieldChanges(stored, wished) } });
  },
);
