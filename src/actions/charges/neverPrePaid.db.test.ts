import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import { amount } from '../../core/base/money.ts';
import { furnish } from '../../testing/accounts.ts';
import { chargeStage } from '../../testing/chargeStage.ts';
import { moneyOf, openSandbox, payBySandbox } from '../../testing/moneyStage.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { addCard } from '../cards/addCard.ts';
import { handOverCard } from '../cards/handOverCard.ts';
import { refundPayment } from '../payments/refundPayment.ts';
import { run } from '../run.ts';
import { chargeInvoice } from './chargeInvoice.ts';

let panel: TestPanel;
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  await openSandbox(panel);
});
afterAll(() => panel.close());

const { customer, invoice, settleAll, withCard, paymentsOf } = chargeStage(() => panel);

describe('a Pre-Paid account', () => {
  const charge = (id: bigint, more: string) =>
    panel.asOwner(
      `insert into card_charge (key, account_id, origin, invoice_id, gateway, gateway_card_id, amount, currency, description, state, next_ask_at,
                                created_at, created_by)
       select 'planted-${id}-' || random(), ${id}, ${more}, 'sandbox', (select max(id) from gateway_card where account_id = ${id}), 1, 'AUD', 'x',
              'created', now(), now(), 'x'`,
    );
  const invoiceOf = (id: bigint) => `(select max(invoice_id) from invoice_debt where account_id = ${id})`;

  test('is never charged: not by the job, not by staff, not by the database', async () => {
    const id = await withCard('good');
    const { id: invoiceId } = await invoice(id, '30');
    await panel.asOwner(`update account set payment_type = 'pre_paid' where id = ${id}`);
    await panel.doOfficeWork('charging cards');
    await expect(run(panel.context, systemActor, chargeInvoice, { accountId: id, invoiceId })).rejects.toMatchObject({
      code: 'never_pre_paid',
    });
    await expect(charge(id, `'automatic', ${invoiceOf(id)}`)).rejects.toThrow(/card_charge_never_pre_paid/);
    await expect(charge(id, `'staff', ${invoiceOf(id)}`)).rejects.toThrow(/card_charge_never_pre_paid/);
    expect((await moneyOf(panel, id)).charges).toHaveLength(0);
  });

  test('also when it became Pre-Paid between writing an attempt down and sending it', async () => {
    const id = await withCard('good');
    await invoice(id, '30');
    await charge(id, `'automatic', ${invoiceOf(id)}`);
    await panel.asOwner(`update account set payment_type = 'pre_paid' where id = ${id}`);
    const send = panel.asOwner(`update card_charge set state = 'sent' where account_id = ${id}`);
    await expect(send).rejects.toThrow(/card_charge_never_pre_paid/);
    await panel.doOfficeWork('charging cards');
    expect((await moneyOf(panel, id)).charges).toMatchObject([{ state: 'failed', failure: 'now_pre_paid' }]);
    expect(await paymentsOf(id)).toEqual([]);
  });

  test('the same rows pass for a Post-Paid one, so it is the payment type that refuses', async () => {
    const id = await withCard('good');
    await invoice(id, '30');
    await charge(id, `'automatic', ${invoiceOf(id)}`);
    await settleAll();
    expect((await moneyOf(panel, id)).charges[0]?.state).toBe('succeeded');
  });

  test('pays by card with its own hand', async () => {
    const id = await customer('pre_paid');
    await payBySandbox(panel, id, '4242424242424242', { money: '25', keep: true });
    await settleAll();
    expect(await paymentsOf(id)).toMatchObject([{ method: 'card', amount: '25.00', paysInvoices: false }]);
    // Nothing is kept for later: nothing may be charged later.
    expect((await moneyOf(panel, id)).cards).toEqual([]);
  });
});

describe('giving money back by the gateway', () => {
  test('goes back to the card once, and what the gateway refuses is the customer’s again', async () => {
    const id = await customer();
    await payBySandbox(panel, id, '4242424242424242', { money: '20' });
    await settleAll();
    const paymentId = BigInt((await paymentsOf(id))[0]?.id ?? 0);
    const refund = (money: string, key: string) =>
      run(panel.context, systemActor, refundPayment, {
        paymentId,
        amount: amount(money),
        method: 'gateway',
        reference: '',
        reason: 'over-paid',
        key,
      });
    await refund('5', 'refund-key-a');
    await Promise.all(Array.from({ length: 3 }, () => panel.doOfficeWork('giving money back')));
    expect((await moneyOf(panel, id)).credit).toBe('15.00');
    await panel.asOwner(
      `update sandbox_charge set detail = detail || '{"amount":"6.00"}' where refunds @> '[{"key":"refund-key-a"}]'`,
    );
    await refund('2', 'refund-key-b');
    expect((await moneyOf(panel, id)).credit).toBe('13.00');
    await panel.doOfficeWork('giving money back');
    expect((await moneyOf(panel, id)).credit).toBe('15.00');
  });
});

describe('stored cards', () => {
  const card = { holder: 'Ann Doe', number: '4242424242424242', expiry: '03/39' };
  const person = { kind: 'staff', id: 1n, name: 'Olive', level: 'administrator' } as const;

  test('are handed over only while the operator wants it, only of Post-Paid accounts, never to a person', async () => {
    const id = await customer();
    await invoice(id, '30');
    const cardId = await run(panel.context, systemActor, addCard, { accountId: id, card });
    await panel.doOfficeWork('charging cards');
    expect((await moneyOf(panel, id)).charges).toEqual([]);
    await expect(run(panel.context, person, handOverCard, { cardId, accountId: id, gateway: 'sandbox' })).rejects.toMatchObject({
      code: 'not_permitted',
    });
    await expect(
      run(panel.context, systemActor, handOverCard, { cardId, accountId: id, gateway: 'sandbox' }),
    ).rejects.toMatchObject({ code: 'not_permitted' });
    await panel.asOwner('update payment_setting set charges_stored_cards = true');
    const prepaid = await customer('pre_paid');
    const other = await run(panel.context, systemActor, addCard, { accountId: prepaid, card });
    await expect(
      run(panel.context, systemActor, handOverCard, { cardId: other, accountId: prepaid, gateway: 'sandbox' }),
    ).rejects.toMatchObject({
      code: 'never_pre_paid',
    });
    await panel.doOfficeWork('charging cards');
    expect(await moneyOf(panel, id)).toMatchObject({ open: '0.00', cards: [{ lastFour: '4242' }] });
  });
});
