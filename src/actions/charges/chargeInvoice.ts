import type { Id } from '../../core/base/id.ts';
import { formatAmount } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { lockOpenInvoices } from '../../db/tables/allocations.ts';
import { insertCharge } from '../../db/tables/cardCharges.ts';
import { findGatewayCard } from '../../db/tables/gatewayCards.ts';
import { findActiveGateway } from '../../db/tables/gatewaySettings.ts';
import { action, done, nameOf } from '../action.ts';
import { newChargeKey } from './chargeKey.ts';

export type ChargeInvoice = { readonly accountId: Id; readonly invoiceId: Id };

/** Staff has the card of a Post-Paid customer charged for an invoice now. The attempt is sent by the job; answers its id. */
export const chargeInvoice = action<ChargeInvoice, Id>(
  'charge.start',
  'payment.record',
  async (work, { accountId, invoiceId }) => {
    const account = await lockAccount(work.tx, accountId);
    if (!account) throw new Refusal('not_found');
    if (account.paymentType === 'pre_paid') throw new Refusal('never_pre_paid');
    const invoice = (await lockOpenInvoices(work.tx, accountId)).find((one) => one.invoiceId === invoiceId);
    if (!invoice) throw new Refusal('in_use', { message: 'Nothing is owed on this invoice.' });
    const gateway = await findActiveGateway(work.tx);
    if (!gateway) throw new Refusal('no_gateway');
    const card = await findGatewayCard(work.tx, accountId, gateway.code);
    if (!card) throw new Refusal('no_gateway_card');
    const now = formatInstant(work.now);
    const chargeId = await insertCharge(work.tx, {
      ...{ key: newChargeKey(work.safe), accountId, origin: 'staff', invoiceId, gateway: gateway.code, gatewayCardId: card.id },
      ...{ keepsCard: false, amount: invoice.open, currency: account.currency, description: `Invoice ${invoice.number}` },
      ...{ state: 'created', nextAskAt: now, createdAt: now, createdBy: nameOf(work.doer) },
    });
    if (chargeId === undefined) throw new Refusal('charge_alive');
    const detail = { chargeId, invoice: invoice.number, amount: formatAmount(invoice.open), gateway: gateway.code };
    return done(chargeId, { accountId, detail });
  },
);
