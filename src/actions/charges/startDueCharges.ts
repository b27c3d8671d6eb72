import type { Id } from '../../core/base/id.ts';
import { formatInstant, instant, localDate } from '../../core/base/time.ts';
import { isWorthRetrying, nextAttemptOn } from '../../core/payments/charge.ts';
import { type ChargeableInvoice, findChargeable, insertCharge } from '../../db/tables/cardCharges.ts';
import { findActiveGateway } from '../../db/tables/gatewaySettings.ts';
import { getPaymentSettings, type PaymentSettings } from '../../db/tables/paymentSettings.ts';
import { findTimeZone } from '../../db/tables/settings.ts';
import { action, done, nameOf } from '../action.ts';
import { newChargeKey } from './chargeKey.ts';

/** How far this round has come; undefined = done. */
type Progress = Id | undefined;

/**
 * Writes down the attempts that are due: invoices of Post-Paid accounts with a card at the gateway, at their first day or on the
 * retry calendar. Sends nothing; that is the job's, once this is committed. Never a Pre-Paid account: the question leaves them out, and
 * the table refuses them (card_charge_never_pre_paid).
 */
export const startDueCharges = action<{ readonly after: Id; readonly limit: number }, Progress>(
  'charge.start_due',
  'payment.record',
  async (work, { after, limit }) => {
    const settings = await getPaymentSettings(work.tx);
    const gateway = await findActiveGateway(work.tx);
    if (!settings.chargesCards || !gateway) return done(undefined, null);
    const zone = await findTimeZone(work.tx);
    const today = localDate(work.now, zone);
    const ask = { gateway: gateway.code, dueBy: today, chargeOn: settings.chargeOn, after, limit };
    const found = await findChargeable(work.tx, ask);
    const now = formatInstant(work.now);
    for (const one of found.filter((invoice) => isDue(invoice, settings, (at) => localDate(instant(at), zone), today))) {
      await insertCharge(work.tx, {
        ...{ key: newChargeKey(work.safe), accountId: one.accountId, origin: 'automatic', invoiceId: one.invoiceId },
        ...{
          gateway: gateway.code,
          gatewayCardId: one.gatewayCardId,
          keepsCard: false,
          amount: one.open,
          currency: one.currency,
        },
        ...{
          description: `Invoice ${one.number}`,
          state: 'created',
          nextAskAt: now,
          createdAt: now,
          createdBy: nameOf(work.doer),
        },
      });
    }
    return done(found.length === limit ? found.at(-1)?.invoiceId : undefined, null);
  },
);

function isDue(
  { failures, lastFailure, lastAt }: ChargeableInvoice,
  { retryDays }: PaymentSettings,
  dateOf: (at: number) => ReturnType<typeof localDate>,
  today: ReturnType<typeof localDate>,
): boolean {
  if (failures === 0 || lastAt === null || lastFailure === null) return true;
  if (!isWorthRetrying(lastFailure)) return false;
  const next = nextAttemptOn(retryDays, failures, dateOf(lastAt));
  return next !== undefined && next <= today;
}
