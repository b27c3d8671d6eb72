import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import { type Amount, amount, formatAmount } from '../../core/base/money.ts';
import { findBalance } from '../../db/reads/getAccount.ts';
import { getReceivables } from '../../db/reads/getReceivables.ts';
import { findPayment } from '../../db/reads/listPayments.ts';
import { furnish, openTestAccount } from '../../testing/accounts.ts';
import { issueTestInvoice } from '../../testing/invoices.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { topUp } from '../money/topUp.ts';
import { run } from '../run.ts';
import { allocatePayment } from './allocatePayment.ts';
import { type RecordPayment, recordPayment } from './recordPayment.ts';
import { refundPayment } from './refundPayment.ts';
import { releaseAllocation } from './releaseAllocation.ts';
import { reversePayment } from './reversePayment.ts';

let panel: TestPanel;
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
});
afterAll(() => panel.close());

let keys = 0;
const newKey = () => `payment-key-${++keys}`;
const customer = async (paymentType: 'pre_paid' | 'post_paid' = 'post_paid') =>
  (await openTestAccount(panel.context, { paymentType })).accountId;
const invoice = (accountId: bigint, total: string, dueOn = '2026-11-01') =>
  issueTestInvoice(panel, { accountId, total, issuedOn: '2026-10-15', dueOn });
const pay = (accountId: bigint, money: string, more: Partial<RecordPayment> = {}) =>
  run(panel.context, systemActor, recordPayment, {
    ...{ accountId, method: 'cash', amount: amount(money), receivedOn: '2026-11-20', reference: '', note: '', key: newKey() },
    ...{ sendsReceipt: false, ...more },
  });
const state = async (accountId: bigint) => {
  const found = await panel.door.ask((tx) => getReceivables(tx, accountId));
  return { open: found?.open, credit: found?.credit, invoices: found?.invoices.map((one) => one.open) };
};
const posted = async (accountId: bigint) => (await panel.door.ask((tx) => findBalance(tx, accountId)))?.posted;
const payment = (id: bigint) => panel.door.ask((tx) => findPayment(tx, id));
const code = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason as { code: string; message: string; faults: readonly { field: string; message: string }[] },
  );
  return (
    error && {
      code: error.code,
      fields: error.faults.map((one) => one.field),
      message: error.faults[0]?.message ?? error.message,
    }
  );
};

describe('a payment by hand', () => {
  test('pays the oldest invoice first; what is left over is credit and pays the next one that is issued', async () => {
    const id = await customer();
    await invoice(id, '30', '2026-11-05');
    await invoice(id, '20', '2026-10-05');
    await pay(id, '35');
    expect(await state(id)).toEqual({ open: '15.00', credit: '0.00', invoices: ['15.00'] });
    await pay(id, '40');
    expect(await state(id)).toEqual({ open: '0.00', credit: '25.00', invoices: [] });
    await invoice(id, '10');
    await panel.doOfficeWork('reminding debtors');
    expect(await state(id)).toEqual({ open: '0.00', credit: '15.00', invoices: [] });
    expect(await posted(id)).toBe('15.00');
  });

  test('pays chosen invoices, never more than is owed or paid', async () => {
    const id = await customer();
    const first = await invoice(id, '30');
    const second = await invoice(id, '20');
    const other = await invoice(await customer(), '20');
    const wish = (...parts: readonly (readonly [bigint, string])[]) =>
      parts.map(([invoiceId, money]) => ({ invoiceId, amount: amount(money) }));
    expect(await code(pay(id, '50', { allocations: wish([second.id, '20.01']) }))).toMatchObject({
      fields: ['allocations.0.amount'],
    });
    expect(await code(pay(id, '5', { allocations: wish([second.id, '5.01']) }))).toMatchObject({ fields: ['allocations'] });
    expect(await code(pay(id, '50', { allocations: wish([other.id, '1']) }))).toMatchObject({ fields: ['allocations.0.amount'] });
    expect(await code(pay(id, '50', { allocations: wish([second.id, '1'], [second.id, '1']) }))).toMatchObject({
      fields: ['allocations.1.amount'],
    });
    const { paymentId } = await pay(id, '25', { allocations: wish([second.id, '20']) });
    expect(await state(id)).toMatchObject({ open: '30.00', credit: '5.00' });
    await run(panel.context, systemActor, allocatePayment, { paymentId, allocations: wish([first.id, '5']) });
    expect(await state(id)).toMatchObject({ open: '25.00', credit: '0.00' });
  });

  test('comes once for each key, and the same reference of a method is refused with the first one', async () => {
    const id = await customer();
    const first = await pay(id, '10', { key: 'same-key-1', method: 'bank', reference: 'TRN-1' });
    const again = await pay(id, '10', { key: 'same-key-1', method: 'bank', reference: 'TRN-1' });
    expect(again).toEqual({ ...first, isNew: false });
    expect(await code(pay(id, '11', { key: 'same-key-1' }))).toMatchObject({ code: 'key_reused' });
    expect(await code(pay(await customer(), '10', { method: 'bank', reference: 'trn-1' }))).toEqual({
      ...{ code: 'reference_used', fields: [] },
      message: `Bank transfer "trn-1" was booked before, as payment ${first.paymentId}.`,
    });
    await pay(id, '10', { method: 'cheque', reference: 'TRN-1' });
    expect(await posted(id)).toBe('20.00');
  });

  test.each([
    ['nothing', { amount: 0n as Amount }, 'amount'],
    ['less than nothing', { amount: amount('-1') }, 'amount'],
    ['half a cent', { amount: amount('0.005') }, 'amount'],
    ['money of tomorrow', { receivedOn: '2099-01-01' }, 'receivedOn'],
    ['a receipt for nobody', { sendsReceipt: true }, 'sendsReceipt'],
  ])('%s is refused at its field, and nothing is booked', async (_, wrong, field) => {
    const id = await customer();
    expect(await code(pay(id, '1', wrong))).toMatchObject({ code: 'invalid_input', fields: [field] });
    expect(await posted(id)).toBe('0.00');
  });

  test('fifty at once with one reference book one; fifty at once on one invoice never pay more than is owed', async () => {
    const id = await customer();
    await invoice(id, '100');
    const same = await Promise.allSettled(
      Array.from({ length: 20 }, async () => pay(await customer(), '1', { method: 'bank', reference: 'RACE' })),
    );
    expect(same.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    await Promise.all(Array.from({ length: 30 }, () => pay(id, '7')));
    expect(await state(id)).toEqual({ open: '0.00', credit: '110.00', invoices: [] });
  });

  test('on a Pre-Paid account goes on the balance and pays no invoice', async () => {
    const id = await customer('pre_paid');
    const { paymentId } = await pay(id, '10');
    expect(await payment(paymentId)).toMatchObject({ unused: '10.00', paysInvoices: false });
    expect(await posted(id)).toBe('10.00');
    expect(await code(run(panel.context, systemActor, allocatePayment, { paymentId, allocations: [] }))).toMatchObject({
      code: 'in_use',
    });
  });
});

test('a top-up is a payment, too', async () => {
  const id = await customer();
  await invoice(id, '8');
  await run(panel.context, systemActor, topUp, { accountId: id, amount: amount('10'), reason: 'Cash', key: newKey() });
  expect(await state(id)).toEqual({ open: '0.00', credit: '2.00', invoices: [] });
});

describe('undoing', () => {
  test('a payment taken off an invoice stays as credit, once', async () => {
    const id = await customer();
    const { id: invoiceId } = await invoice(id, '30');
    const { paymentId } = await pay(id, '30');
    const allocationId = BigInt((await payment(paymentId))?.allocations[0]?.id ?? 0);
    for (let time = 0; time < 2; time += 1)
      await run(panel.context, systemActor, releaseAllocation, { allocationId, reason: 'wrong invoice' });
    expect(await state(id)).toEqual({ open: '30.00', credit: '30.00', invoices: ['30.00'] });
    expect((await payment(paymentId))?.allocations[0]).toMatchObject({
      invoiceId: String(invoiceId),
      released: { reason: 'wrong invoice' },
    });
  });

  test('a bounced cheque opens its invoices again and leaves its mirror in the ledger; twice is once', async () => {
    const id = await customer();
    await invoice(id, '30');
    const { paymentId } = await pay(id, '50', { method: 'cheque', reference: '000123' });
    await Promise.all(
      Array.from({ length: 5 }, () => run(panel.context, systemActor, reversePayment, { paymentId, reason: 'bounced' })),
    );
    expect(await state(id)).toEqual({ open: '30.00', credit: '0.00', invoices: ['30.00'] });
    expect(await posted(id)).toBe('-30.00');
    await pay(id, '50', { method: 'cheque', reference: '000123' });
    expect(await state(id)).toMatchObject({ open: '0.00', credit: '20.00' });
  });
});

describe('giving money back', () => {
  const refund = (paymentId: bigint, money: string, more: object = {}) =>
    run(panel.context, systemActor, refundPayment, {
      ...{ paymentId, amount: amount(money), method: 'bank' as const, reference: '', reason: 'over-paid', key: newKey() },
      ...more,
    });

  test('at most what is left of the payment, however many try at once', async () => {
    const id = await customer();
    await invoice(id, '30');
    const { paymentId } = await pay(id, '40');
    expect(await code(refund(paymentId, '10.01'))).toMatchObject({ fields: ['amount'] });
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => refund(paymentId, '3')));
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(3);
    expect(await state(id)).toMatchObject({ open: '0.00', credit: '1.00' });
    expect(await posted(id)).toBe('1.00');
    expect(await code(run(panel.context, systemActor, reversePayment, { paymentId, reason: 'late' }))).toMatchObject({
      code: 'in_use',
    });
  });

  test('once for each key, and never what a Pre-Paid customer has spent', async () => {
    const id = await customer('pre_paid');
    const { paymentId } = await pay(id, '10');
    const first = await refund(paymentId, '4', { key: 'refund-key-1' });
    expect(await refund(paymentId, '4', { key: 'refund-key-1' })).toEqual({ ...first, isNew: false });
    await panel.asOwner(`update account_balance set held = 500000000 where account_id = ${id}`);
    expect(await code(refund(paymentId, '1.01'))).toMatchObject({ fields: ['amount'] });
    await refund(paymentId, '1');
    expect(await posted(id)).toBe('5.00');
  });

  test('not by card when it came in cash', async () => {
    const { paymentId } = await pay(await customer(), '10');
    expect(await code(refund(paymentId, '1', { method: 'gateway' }))).toMatchObject({ fields: ['method'] });
  });
});

describe('credit notes', () => {
  test('reduce what is open; of a paid invoice they are credit, which pays the next one', async () => {
    const id = await customer();
    const { id: invoiceId } = await invoice(id, '30');
    const credit = (total: string) =>
      issueTestInvoice(panel, { accountId: id, total, issuedOn: '2026-11-02', dueOn: '2026-11-02', credits: invoiceId });
    await credit('10');
    expect(await state(id)).toMatchObject({ open: '20.00', credit: '0.00' });
    await pay(id, '20');
    await credit('5');
    expect(await state(id)).toMatchObject({ open: '0.00', credit: '5.00' });
    await invoice(id, '12');
    await panel.doOfficeWork('reminding debtors');
    expect(await state(id)).toEqual({ open: '7.00', credit: '0.00', invoices: ['7.00'] });
    expect(await posted(id)).toBe('-7.00');
  });
});

test('whatever was paid, allocated, undone and given back: the balance is credit less debt', async () => {
  const id = await customer();
  let seed = 42;
  const chance = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed % below;
  };
  const paid: bigint[] = [];
  for (let round = 0; round < 60; round += 1) {
    const money = `${1 + chance(40)}.${String(chance(100)).padStart(2, '0')}`;
    const step = chance(4);
    if (step === 0) await invoice(id, money);
    if (step === 1) paid.push((await pay(id, money)).paymentId);
    const one = paid[chance(paid.length || 1)];
    if (step === 2 && one) await run(panel.context, systemActor, reversePayment, { paymentId: one, reason: 'mistake' });
    if (step === 3) await panel.doOfficeWork('reminding debtors');
    const { open = '', credit = '' } = await state(id);
    expect(await posted(id)).toBe(formatAmount(amount(credit) - amount(open)));
  }
});

test('the database itself refuses to pay more than is owed, or with more than there is', async () => {
  const id = await customer();
  const { id: invoiceId } = await invoice(id, '10');
  const { paymentId } = await pay(id, '5', { allocations: [] });
  const insert = (money: bigint) =>
    panel.asOwner(
      `insert into payment_allocation (account_id, payment_id, invoice_id, amount, created_at, created_by)
       values (${id}, ${paymentId}, ${invoiceId}, ${money}, now(), 'x')`,
    );
  await expect(insert(500_000_001n)).rejects.toThrow(/check constraint/);
  await insert(500_000_000n);
  await expect(insert(1n)).rejects.toThrow(/check constraint/);
});
