import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withConnection } from '../src/db/connection.ts';
import { getMoneyImbalance } from '../src/db/reads/getMetrics.ts';
import { type BillingStage, type Customer, openBillingStage } from './billingStage.ts';

let stage: BillingStage;
beforeAll(async () => {
  stage = await openBillingStage('2027-01-15');
});
afterAll(() => stage.panel.close());

describe('a year of a Post-Paid customer', () => {
  let mary: Customer;
  const invoices = async () => (await stage.ask('GET', `/invoices?accountId=${mary.id}`)).items.reverse();
  const last = async () => stage.ask('GET', `/invoices/${(await invoices()).at(-1).id}`);

  test('January: the set-up and the first month stand on the first invoice, with tax', async () => {
    const fee = { description: 'Line rental', cost: '19.95', chargePeriod: 'monthly', doesProrate: true };
    mary = await stage.addCustomer('Fletcher', 'post_paid', [fee, { description: 'Set-up', cost: '49', chargePeriod: 'once' }]);
    await stage.day('2027-01-20');
    expect(await stage.call(mary, 120)).toBeUndefined();
    await stage.day('2027-01-31');
    expect(await invoices()).toEqual([]);
    await stage.day('2027-02-01');
    const { document, ...invoice } = await last();
    expect(invoice).toMatchObject({
      number: 'INV-2027-000001',
      periodFrom: '2027-01-15',
      periodTo: '2027-01-31',
      dueOn: '2027-02-15',
      total: '76.40',
    });
    expect(document.lines.map((one: { description: string; amount: string }) => `${one.description} ${one.amount}`)).toEqual([
      'Australia 0.50',
      'Line rental 19.95',
      'Set-up 49.00',
    ]);
    expect(document).toMatchObject({
      subtotal: '69.45',
      taxes: [{ name: 'GST', base: '69.45', amount: '6.95' }],
      statement: { totalDue: '76.40' },
    });
  });

  test('February: nothing was paid, so the next invoice carries it forward as overdue', async () => {
    await stage.day('2027-02-20');
    await stage.call(mary, 121);
    await stage.day('2027-03-01');
    const { document, total } = await last();
    expect(total).toBe('22.50');
    expect(document.statement).toMatchObject({ previousBalance: '76.40', overdue: '76.40', totalDue: '98.90' });
    expect((await invoices()).map((one: { state: string }) => one.state)).toEqual(['overdue', 'open']);
  });

  test('March: the late payment stands on the next statement', async () => {
    stage.travelTo('2027-03-05');
    await stage.topUp(mary, '76.40');
    await stage.day('2027-04-01');
    const { document, total } = await last();
    expect(total).toBe('21.95');
    expect(document.statement).toMatchObject({
      previousBalance: '98.90',
      movements: [{ on: '2027-03-05', kind: 'top_up', amount: '-76.40' }],
      overdue: '22.50',
      totalDue: '44.45',
    });
  });

  test('April: another plan in the middle of a month; each price pays for its days', async () => {
    await stage.day('2027-04-15');
    await stage.day('2027-04-20');
    await stage.save(mary, (extras) =>
      extras.map((extra) => (extra.description === 'Line rental' ? { ...extra, cost: '29.95' } : extra)),
    );
    await stage.day('2027-05-01');
    const { document } = await last();
    expect(
      document.lines.map(
        (one: { period?: { from: string; to: string }; amount: string }) => `${one.period?.from} ${one.period?.to} ${one.amount}`,
      ),
    ).toEqual(['2027-04-15 2027-05-14 19.95', '2027-04-20 2027-05-14 -16.62', '2027-04-20 2027-05-14 24.96']);
    expect(document).toMatchObject({ subtotal: '28.29', taxTotal: '2.83', total: '31.12' });
  });

  test('May: a charge by staff, and a credit note for half of it', async () => {
    await stage.day('2027-05-20');
    const visit = { description: 'Technician', amount: '80', key: randomUUID() };
    await stage.ask('POST', `/accounts/${mary.id}/charges`, visit);
    expect((await stage.ask('POST', `/accounts/${mary.id}/charges`, visit)).isNew).toBe(false);
    await stage.day('2027-06-01');
    const invoice = await last();
    expect(invoice.total).toBe('120.95');
    const line = invoice.document.lines.find((one: { section: string }) => one.section === 'charges').line;
    const credit = { reason: 'It rained', lines: [{ line, amount: '40' }], creditedBefore: '0' };
    expect(await stage.ask('POST', `/invoices/${invoice.id}/credits`, credit)).toMatchObject({
      number: 'CN-2027-000001',
      total: '44.00',
    });
    expect(await stage.ask('GET', `/invoices/${invoice.id}`)).toMatchObject({ open: '76.95', total: '120.95' });
  });

  test('June to September: the office stands still; afterwards every month has its invoice, and its calls', async () => {
    for (const month of ['06', '07', '08', '09']) {
      stage.travelTo(`2027-${month}-20`);
      await stage.call(mary, 60);
    }
    await stage.day('2027-10-03');
    const found = (await invoices()).filter((one: { issuedOn: string; kind: string }) => one.issuedOn === '2027-10-03');
    expect(found.map((one: { periodFrom: string; total: string }) => `${one.periodFrom} ${one.total}`)).toEqual(
      ['2027-06-01', '2027-07-01', '2027-08-01', '2027-09-01'].map((from) => `${from} 33.22`),
    );
  });

  test('December: the customer leaves; a last invoice ends on the day, and the days that were paid come back', async () => {
    await stage.day('2027-11-01');
    await stage.day('2027-12-01');
    await stage.day('2027-12-15');
    stage.travelTo('2027-12-21');
    await stage.save(mary, () => []);
    stage.travelTo('2027-12-22');
    await stage.ask('POST', '/invoice-runs', { accountId: mary.id, until: '2027-12-22' });
    await stage.office();
    const { document } = await last();
    expect(document.period).toEqual({ from: '2027-12-01', to: '2027-12-21' });
    expect(document.lines.map((one: { amount: string }) => one.amount)).toEqual(['29.95', '-24.15']);
  });

  test('in the end the balance is what the last statement asks for, and everything adds up', async () => {
    const { document } = await last();
    const { balance } = await stage.ask('GET', `/accounts/${mary.id}`);
    expect(balance.posted).toBe(`-${document.statement.totalDue}`);
    expect(await stage.ask('GET', `/accounts/${mary.id}/billing`)).toMatchObject({
      unbilled: '0.00',
      receivable: document.statement.totalDue,
    });
    expect(await withConnection(stage.panel.context.pool, getMoneyImbalance)).toBe(0n);
    const all = await invoices();
    const periods = all.filter((one: { kind: string }) => one.kind === 'invoice');
    expect(periods.map((one: { number: string }) => one.number)).toEqual(
      periods.map((_: unknown, index: number) => `INV-2027-${String(index + 1).padStart(6, '0')}`),
    );
  });
});

describe('a year of a Pre-Paid customer', () => {
  let bob: Customer;
  const balance = async () => (await stage.ask('GET', `/accounts/${bob.id}`)).balance.posted;
  const isActive = async () => (await stage.ask('GET', `/accounts/${bob.id}`)).isActive;

  test('the fee is taken on the last day of each month, calls as they are made, and no invoice is issued', async () => {
    await stage.day('2028-01-31');
    bob = await stage.addCustomer('Barker', 'pre_paid', [{ description: 'Line rental', cost: '10', chargePeriod: 'monthly' }]);
    await stage.topUp(bob, '25');
    await stage.office();
    expect(await balance()).toBe('15.00');
    expect(await stage.call(bob, 120)).toBeUndefined();
    await stage.day('2028-02-28');
    expect(await balance()).toBe('14.50');
    await stage.day('2028-02-29');
    expect(await balance()).toBe('4.50');
    await stage.day('2028-03-31');
    expect([await balance(), await isActive()]).toEqual(['4.50', false]);
    expect((await stage.ask('GET', `/invoices?accountId=${bob.id}`)).items).toEqual([]);
  });

  test('while a fee waits the account is suspended; money brings it back, and every missed month is paid once', async () => {
    expect(await stage.call(bob, 60)).toBe('account_suspended');
    expect((await stage.ask('GET', `/accounts/${bob.id}/billing`)).extras).toMatchObject([
      { nextDueOn: '2028-03-31', isWaiting: false },
    ]);
    await stage.day('2028-05-31');
    expect((await stage.ask('GET', `/accounts/${bob.id}/billing`)).extras).toMatchObject([
      { nextDueOn: '2028-03-31', isWaiting: true },
    ]);
    await stage.topUp(bob, '40');
    await stage.office();
    expect([await balance(), await isActive()]).toEqual(['14.50', true]);
    expect(await stage.call(bob, 60)).toBeUndefined();
    await stage.day('2028-06-30');
    expect(await balance()).toBe('4.25');
  });

  test('staff give a credit; the rental ends with the year', async () => {
    await stage.ask('POST', `/accounts/${bob.id}/charges`, { description: 'Outage', amount: '-95.75', key: randomUUID() });
    await stage.save(bob, (extras) => extras.map((extra) => ({ ...extra, endsOn: '2028-12-30' })));
    await stage.day('2029-03-01');
    expect(await balance()).toBe('50.00');
    expect(await withConnection(stage.panel.context.pool, getMoneyImbalance)).toBe(0n);
  });
});
