import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { addSeconds, formatInstant, type Seconds } from '../../core/base/time.ts';
import { insertCharge } from '../../db/tables/cardCharges.ts';
import { findActiveGateway } from '../../db/tables/gatewaySettings.ts';
import { findLetterCustomer } from '../../db/tables/payLinks.ts';
import { action, done, nameOf } from '../action.ts';
import { newChargeKey } from './chargeKey.ts';
import { payPageOf } from './readPayLink.ts';

export type StartPage = { readonly token: string; readonly keepsCard: boolean };
/** What the gateway is asked to open a page for. */
export type StartedPage = {
  readonly chargeId: Id;
  readonly accountId: Id;
  readonly key: string;
  readonly gateway: string;
  readonly amount: Amount;
  readonly currency: string;
  readonly description: string;
  readonly email: string;
  readonly keepsCard: boolean;
};

/** Until the gateway is asked what became of the page, unless it says so before. */
const firstAskSeconds: Seconds = 60;

/** The customer wants to pay by card: writes the attempt down, before the gateway opens its page. One at a time. */
export const startPage = action<StartPage, StartedPage>('charge.start_page', 'anyone', async (work, { token, keepsCard }) => {
  const page = await payPageOf(work, token);
  const customer = await findLetterCustomer(work.tx, page.accountId);
  const gateway = await findActiveGateway(work.tx);
  if (!gateway || !customer) throw new Refusal('no_gateway');
  if (page.amount <= 0n) throw new Refusal('in_use', { message: 'This is paid already.' });
  const now = formatInstant(work.now);
  const { accountId, amount, currency, numbers } = page;
  const key = newChargeKey(work.safe);
  const description = describe(numbers);
  const kept = keepsCard && page.canKeepCard;
  const chargeId = await insertCharge(work.tx, {
    ...{
      key,
      accountId,
      origin: 'customer',
      invoiceId: page.invoiceId,
      gateway: gateway.code,
      gatewayCardId: null,
      keepsCard: kept,
    },
    ...{ amount, currency, description, state: 'sent', nextAskAt: formatInstant(addSeconds(work.now, firstAskSeconds)) },
    ...{ createdAt: now, createdBy: nameOf(work.doer) },
  });
  if (chargeId === undefined) throw new Refusal('charge_alive');
  const { email } = customer;
  return done({ chargeId, accountId, key, gateway: gateway.code, amount, currency, description, email, keepsCard: kept }, null);
});

function describe(numbers: readonly string[]): string {
  if (numbers.length > 1) return `${numbers.length} invoices`;
  return numbers[0] === undefined ? 'Payment' : `Invoice ${numbers[0]}`;
}
