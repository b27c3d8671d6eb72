import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import { amount } from '../../core/base/money.ts';
import { sandboxCards } from '../../core/payments/sandboxCards.ts';
import { listPayments } from '../../db/reads/listPayments.ts';
import { furnish, openTestAccount } from '../../testing/accounts.ts';
import { issueTestInvoice } from '../../testing/invoices.ts';
import { moneyOf, openSandbox, payBySandbox } from '../../testing/moneyStage.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { addCard } from '../cards/addCard.ts';
import { handOverCard } from '../cards/handOverCard.ts';
import { refundPayment } from '../payments/refundPayment.ts';
import { run } from '../run.ts';
import { chargeInvoice } from './chargeInvoice.ts';
import { hearNotice } from './hearNotice.ts';
import { noteCharge } from './noteCharge.ts';

const day = 86_400_000;
let panel: TestPanel;
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  await openSandbox(panel);
});
afterAll(() => panel.close());

const customer = async (paymentType: 'pre_paid' | 'post_paid' = 'post_paid', email = '') =>
  (await openTestAccount(panel.context, { paymentType }, undefined, { email })).accountId;
const today = (days = 0): string => new Date(panel.context.clock() + days * day).toISOString().slice(0, 10);
const invoice = (accountId: bigint, total: string, dueOn = today()) =>
  issueTestInvoice(panel.context, { accountId, total, issuedOn: today(-14), dueOn });
const numberOf = (name: string): string => sandboxCards.find((one) => one.name === name)?.number ?? '';
/** Time passes until every question that is put off has been asked. */
const settleAll = async () => {
  for (let round = 0; round < 12; round += 1) {
    await panel.doOfficeWork('charging cards');
    panel.passTime(3_700_000 / 6);
  }
};
/** A customer whose card of this kind is kept at the gateway. */
async function withCard(name: string, email = '') {
  const id = await customer('post_paid', email);
  await panel.asOwner(
    `insert into gateway_card (account_id, gateway, token, brand, last_four, expiry, created_at, created_by)
     values (${id}, 'sandbox', 'sandbox-${name}', 'visa', '${numberOf(name).slice(-4)}', '', now(), 'test')`,
  );
  return id;
}
const paymentsOf = async (id: bigint) => (await panel.door.ask((tx) => listPayments(tx, { accountId: id }, { limit: 50 }))).items;
const letters = async (id: bigint): Promise<number> => {
  const found = await panel.door.ask((tx) => tx.query(`select count(*)::int as count from letter where account_id = ${id}`, []));
  return (found.rows[0] as { count: number }).count;
};

describe('every fault of a gateway, on an invoice that is charged by itself', () => {
  const fine = { open: '0.00', payments: 1, last: 'succeeded' };
  test.each([
    ['good', fine, 0],
    ['losesAnswer', fine, 0],
    ['slow', fine, 0],
    ['toldTwice', fine, 0],
    ['neverTold', fine, 0],
    ['declined', { open: '30.00', payments: 0, last: 'failed' }, 1],
    ['poor', { open: '30.00', payments: 0, last: 'failed' }, 1],
    ['expired', { open: '30.00', payments: 0, last: 'failed' }, 1],
    ['confirms', { open: '30.00', payments: 0, last: 'failed' }, 1],
    ['slowDeclined', { open: '30.00', payments: 0, last: 'failed' }, 1],
  ])('%s', async (name, end, told) => {
    const id = await withCard(name, 'ann@example.net');
    await invoice(id, '30');
    await settleAll();
    const { open, charges } = await moneyOf(panel, id);
    expect({ open, payments: (await paymentsOf(id)).length, last: charges[0]?.state }).toEqual(end);
    expect(charges).toHaveLength(1);
    expect(await letters(id)).toBe(told);
  });

  test('an attempt that never arrived is given up after a quarter of an hour and made again, without a word to the customer', async () => {
    const id = await withCard('losesRequest', 'ann@example.net');
    await invoice(id, '30');
    await settleAll();
    const { charges } = await moneyOf(panel, id);
    expect(charges.length).toBeGreaterThan(1);
    expect(charges.slice(1).every((one) => one.failure === 'not_received')).toBe(true);
    expect(await letters(id)).toBe(0);
    await panel.asOwner(`update gateway_card set token = 'sandbox-good' where account_id = ${id}`);
    await settleAll();
    expect((await moneyOf(panel, id)).open).toBe('0.00');
    expect(await paymentsOf(id)).toHaveLength(1);
  });

  test.each(['good', 'declined', 'slow', 'losesAnswer'])('%s, and somebody pays in cash while it is under way', async (name) => {
    const id = await withCard(name);
    const { id: invoiceId } = await invoice(id, '30');
    await panel.doOfficeWork('charging cards');
    const { recordPayment } = await import('../payments/recordPayment.ts');
    const cash = {
      method: 'cash',
      amount: amount('30'),
      receivedOn: today(),
      reference: '',
      note: '',
      sendsReceipt: false,
    } as const;
    await run(panel.context, systemActor, recordPayment, { ...cash, accountId: id, key: `cash-key-${invoiceId}` });
    await settleAll();
    const { open, credit } = await moneyOf(panel, id);
    expect({ open, credit }).toEqual({ open: '0.00', credit: name === 'declined' ? '0.00' : '30.00' });
  });
});

describe('one attempt at a time', () => {
  test('no other one while a result is unknown, whoever asks', async () => {
    const id = await withCard('slow');
    const { id: invoiceId } = await invoice(id, '30');
    await panel.doOfficeWork('charging cards');
    expect((await moneyOf(panel, id)).charges[0]?.state).toBe('unknown');
    await expect(run(panel.context, systemActor, chargeInvoice, { accountId: id, invoiceId })).rejects.toMatchObject({
      code: 'charge_alive',
    });
    await Promise.all(Array.from({ length: 5 }, () => panel.doOfficeWork('charging cards')));
    expect((await moneyOf(panel, id)).charges).toHaveLength(1);
    await settleAll();
    expect(await paymentsOf(id)).toHaveLength(1);
  });

  test('five back offices at once charge a card once', async () => {
    const id = await withCard('good');
    await invoice(id, '30');
    await Promise.all(Array.from({ length: 5 }, () => panel.doOfficeWork('charging cards')));
    await settleAll();
    expect((await moneyOf(panel, id)).charges).toHaveLength(1);
    expect(await paymentsOf(id)).toHaveLength(1);
  });

  test('the same answer fifty times, and a failure after a success, book it once; a success after a failure is booked', async () => {
    const id = await withCard('declined');
    await invoice(id, '30');
    await settleAll();
    const chargeId = BigInt((await moneyOf(panel, id)).charges[0]?.id ?? 0);
    const note = (outcome: Parameters<typeof noteCharge.perform>[1]['outcome']) =>
      run(panel.context, systemActor, noteCharge, { chargeId, accountId: id, outcome, publicUrl: '' });
    await note({ state: 'failed', failure: 'declined', reference: 'x' });
    await Promise.all(Array.from({ length: 50 }, () => note({ state: 'succeeded', reference: `late-${id}` })));
    await note({ state: 'failed', failure: 'declined', reference: 'x' });
    const { open, charges } = await moneyOf(panel, id);
    expect({ open, state: charges[0]?.state, payments: (await paymentsOf(id)).length }).toEqual({
      open: '0.00',
      state: 'succeeded',
      payments: 1,
    });
  });
});

describe('the retry calendar', () => {
  test('tries again after three days and after five more, then no more', async () => {
    const id = await withCard('poor');
    await invoice(id, '30');
    const seen: number[] = [];
    for (let passed = 0; passed <= 30; passed += 1) {
      await panel.doOfficeWork('charging cards');
      seen.push((await moneyOf(panel, id)).charges.length);
      panel.passTime(day);
    }
    expect([seen[0], seen[2], seen[3], seen[7], seen[8], seen[30]]).toEqual([1, 1, 2, 2, 3, 3]);
  });

  test('a card that wants its holder is not tried again', async () => {
    const id = await withCard('confirms');
    await invoice(id, '30');
    await panel.doOfficeWork('charging cards');
    panel.passTime(20 * day);
    await panel.doOfficeWork('charging cards');
    expect((await moneyOf(panel, id)).charges).toHaveLength(1);
  });

  test('nothing is charged before it is due', async () => {
    const id = await withCard('good');
    await invoice(id, '30', today(3));
    await panel.doOfficeWork('charging cards');
    expect((await moneyOf(panel, id)).charges).toHaveLength(0);
    panel.passTime(3 * day);
    await panel.doOfficeWork('charging cards');
    expect((await moneyOf(panel, id)).open).toBe('0.00');
  });
});

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

describe('the page to pay on', () => {
  test('pays what is open and keeps the card, which is charged for the next invoice', async () => {
    const id = await customer();
    await invoice(id, '30');
    const { link } = await payBySandbox(panel, id, '4242 4242 4242 4242', { keep: true });
    expect((await panel.server.inject({ method: 'GET', url: `${link}/done` })).body).toContain('We ask the bank');
    await panel.doOfficeWork('charging cards');
    expect((await panel.server.inject({ method: 'GET', url: `${link}/done` })).body).toContain('has arrived');
    expect(await moneyOf(panel, id)).toMatchObject({ open: '0.00', cards: [{ lastFour: '4242', isActive: true }] });
    await invoice(id, '12');
    await panel.doOfficeWork('charging cards');
    expect((await moneyOf(panel, id)).open).toBe('0.00');
  });

  test.each([
    ['toldTwice', 1],
    ['neverTold', 1],
    ['losesAnswer', 1],
    ['slow', 1],
    ['declined', 0],
    ['poor', 0],
    ['slowDeclined', 0],
  ])('%s: paid %i times', async (name, times) => {
    const id = await customer();
    await invoice(id, '30');
    await payBySandbox(panel, id, numberOf(name));
    await settleAll();
    expect(await paymentsOf(id)).toHaveLength(times);
    expect((await moneyOf(panel, id)).open).toBe(times === 1 ? '0.00' : '30.00');
  });

  test('a customer who leaves it is asked about, and may begin again when the page has ended', async () => {
    const id = await customer();
    await invoice(id, '30');
    const { link, key } = await payBySandbox(panel, id, numberOf('losesRequest'));
    expect((await panel.server.inject({ method: 'GET', url: link })).body).toContain('You have begun to pay');
    await panel.asOwner(`delete from sandbox_charge where key = '${key}'`);
    await settleAll();
    expect((await moneyOf(panel, id)).charges[0]).toMatchObject({ state: 'failed', failure: 'abandoned' });
    await payBySandbox(panel, id, '4242424242424242');
    await settleAll();
    expect((await moneyOf(panel, id)).open).toBe('0.00');
  });

  test('a notice changes nothing by itself: a forged key, a stranger’s key, the same one a hundred times', async () => {
    const id = await customer();
    await invoice(id, '30');
    const { key } = await payBySandbox(panel, id, numberOf('declined'));
    const hear = (which: string) =>
      run(panel.context, { kind: 'visitor', address: '::1' }, hearNotice, { gateway: 'sandbox', about: 'charge', key: which });
    await Promise.all(Array.from({ length: 100 }, (_, index) => hear(index % 2 === 0 ? key : 'vsp-nobody')));
    await settleAll();
    expect(await paymentsOf(id)).toHaveLength(0);
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
