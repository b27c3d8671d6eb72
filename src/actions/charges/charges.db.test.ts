import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import { amount } from '../../core/base/money.ts';
import { furnish } from '../../testing/accounts.ts';
import { chargeStage } from '../../testing/chargeStage.ts';
import { moneyOf, openSandbox, payBySandbox } from '../../testing/moneyStage.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
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

const { customer, today, numberOf, invoice, settleAll, withCard, paymentsOf } = chargeStage(() => panel);
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
