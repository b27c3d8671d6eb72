import { sandboxCards } from '../core/payments/sandboxCards.ts';
import { listPayments } from '../db/reads/listPayments.ts';
import { openTestAccount } from './accounts.ts';
import { issueTestInvoice } from './invoices.ts';
import type { TestPanel } from './panel.ts';

const day = 86_400_000;

/** For tests of charging cards: customers with a card at the sandbox, their invoices, and the time that charges take. */
export function chargeStage(panelOf: () => TestPanel) {
  const customer = async (paymentType: 'pre_paid' | 'post_paid' = 'post_paid', email = '') =>
    (await openTestAccount(panelOf().context, { paymentType }, undefined, { email })).accountId;
  const today = (days = 0): string => new Date(panelOf().context.clock() + days * day).toISOString().slice(0, 10);
  const numberOf = (name: string): string => sandboxCards.find((one) => one.name === name)?.number ?? '';
  return {
    customer,
    today,
    numberOf,
    invoice: (accountId: bigint, total: string, dueOn = today()) =>
      issueTestInvoice(panelOf(), { accountId, total, issuedOn: today(-14), dueOn }),
    /** Time passes until every question that is put off has been asked. */
    settleAll: async () => {
      for (let round = 0; round < 12; round += 1) {
        await panelOf().doOfficeWork('charging cards');
        panelOf().passTime(3_700_000 / 6);
      }
    },
    /** A customer whose card of this kind is kept at the gateway. */
    withCard: async (name: string, email = '') => {
      const id = await customer('post_paid', email);
      await panelOf().asOwner(
        `insert into gateway_card (account_id, gateway, token, brand, last_four, expiry, created_at, created_by)
         values (${id}, 'sandbox', 'sandbox-${name}', 'visa', '${numberOf(name).slice(-4)}', '', now(), 'test')`,
      );
      return id;
    },
    paymentsOf: async (id: bigint) =>
      (await panelOf().door.ask((tx) => listPayments(tx, { accountId: id }, { limit: 50 }))).items,
  };
}
