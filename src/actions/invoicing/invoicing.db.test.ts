import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import { startOfDay } from '../../core/base/calendar.ts';
import type { Id } from '../../core/base/id.ts';
import { amount, formatAmount } from '../../core/base/money.ts';
import { withConnection } from '../../db/connection.ts';
import { row, rows, sql } from '../../db/sql.ts';
import { transaction } from '../../db/transaction.ts';
import { furnish } from '../../testing/accounts.ts';
import { addCall, gst, invoicesOf, ledgerOf, openBilledAccount, setBilling } from '../../testing/billing.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { adjust } from '../money/adjust.ts';
import { topUp } from '../money/topUp.ts';
import { run } from '../run.ts';
import { creditInvoice } from './creditInvoice.ts';
import { startInvoiceRun } from './startInvoiceRun.ts';

let panel: TestPanel;
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  await setBilling(panel.context, {}, [gst]);
  travelTo('2031-01-10');
});
afterAll(() => panel.close());

/** The operator's zone is UTC here. */
function travelTo(date: string, hour = 12): void {
  panel.passTime(startOfDay(date, 'UTC') + hour * 3_600_000 - panel.context.clock());
}
const issue = async (accountId: Id | null, until?: string) => {
  const runId = await run(panel.context, systemActor, startInvoiceRun, { mode: 'by_hand', accountId, until });
  await panel.doOfficeWork('issuing invoices');
  return runId;
};
const documentOf = async (id: Id) =>
  (
    await withConnection(panel.context.pool, (tx) =>
      row<{ document: never }>(tx, sql`select document from invoice where id = ${id}`),
    )
  )?.document as unknown as { lines: { description: string; amount: string }[]; statement: Record<string, unknown> } & Record<
    string,
    unknown
  >;
const credit = (invoiceId: Id, lines: 'whole' | { line: number; amount: string }[], creditedBefore = '0') =>
  run(panel.context, systemActor, creditInvoice, {
    invoiceId,
    lines: lines === 'whole' ? lines : lines.map((one) => ({ ...one, amount: amount(one.amount) })),
    reason: 'Wrong price',
    creditedBefore: amount(creditedBefore),
  });

describe('an invoice', () => {
  test('has the calls of its period, the tax, and leaves nothing unbilled of it', async () => {
    const id = await openBilledAccount(panel.context);
    travelTo('2031-02-03');
    await addCall(panel, id, { price: '0.0265', endedAt: '2031-01-11T10:00:00Z' });
    await addCall(panel, id, { price: '1.111', endedAt: '2031-01-31T23:59:59.999Z', destination: 'France' });
    await addCall(panel, id, { price: '5', endedAt: '2031-02-01T00:00:00Z' });
    await issue(id);
    const [invoice, none] = await invoicesOf(panel.context, id);
    expect(none).toBeUndefined();
    expect(invoice).toMatchObject({ from: '2031-01-10', to: '2031-02-01', total: amount('1.25') });
    const document = await documentOf(invoice!.id);
    expect(document.lines.map((one) => `${one.description} ${one.amount}`)).toEqual(['Australia 0.03', 'France 1.11']);
    expect(document).toMatchObject({
      subtotal: '1.14',
      taxTotal: '0.11',
      total: '1.25',
      dueOn: '2031-02-17',
      issuedOn: '2031-02-03',
    });
    expect(await ledgerOf(panel.context, id)).toEqual({ unbilled: amount('5'), receivable: amount('1.25'), prepaid: 0n });
  });

  test('a call that is settled after its period was invoiced goes on the next one, neither lost nor twice', async () => {
    const id = await openBilledAccount(panel.context);
    travelTo('2031-03-02');
    await addCall(panel, id, { price: '1', endedAt: '2031-02-15T10:00:00Z' });
    await addCall(panel, id, { price: '2', endedAt: '2031-03-01T10:00:00Z' });
    await issue(id);
    await addCall(panel, id, { price: '4', endedAt: '2031-02-16T10:00:00Z' });
    await addCall(panel, id, { price: '8', endedAt: '2031-03-05T10:00:00Z' });
    travelTo('2031-04-01');
    await issue(id);
    travelTo('2031-05-01');
    await issue(id);
    const found = await invoicesOf(panel.context, id);
    expect(found.map((one) => `${one.from} ${one.to} ${formatAmount(one.total)}`)).toEqual([
      '2031-02-03 2031-03-01 1.10',
      '2031-03-01 2031-04-01 15.40',
    ]);
    expect(await ledgerOf(panel.context, id)).toEqual({ unbilled: 0n, receivable: amount('16.50'), prepaid: 0n });
  });

  test('missed periods become one invoice each, and their statement carries the balance forward', async () => {
    const id = await openBilledAccount(panel.context);
    for (const month of ['06', '08']) {
      travelTo(`2031-${month}-10`);
      await addCall(panel, id, { price: '10', endedAt: `2031-${month}-10T10:00:00Z` });
    }
    await run(panel.context, systemActor, topUp, { accountId: id, amount: amount('3'), reason: 'Cash', key: `pay-${id}-1` });
    travelTo('2031-10-20');
    await issue(id);
    const found = await invoicesOf(panel.context, id);
    expect(found.map((one) => `${one.from} ${one.to} ${formatAmount(one.total)}`)).toEqual([
      '2031-06-01 2031-07-01 11.00',
      '2031-08-01 2031-09-01 11.00',
    ]);
    const statements = await Promise.all(found.map(async (one) => (await documentOf(one.id)).statement));
    expect(statements).toMatchObject([
      { previousBalance: '0.00', movements: [{ kind: 'top_up', amount: '-3.00' }], totalDue: '8.00', overdue: '0.00' },
      { previousBalance: '8.00', movements: [], totalDue: '19.00', overdue: '0.00' },
    ]);
    travelTo('2031-12-05');
    await addCall(panel, id, { price: '1', endedAt: '2031-11-10T10:00:00Z' });
    await run(panel.context, systemActor, adjust, { accountId: id, amount: amount('0.5'), reason: 'Sorry', key: `adjust-${id}` });
    await issue(id, '2031-12-05');
    const last = (await invoicesOf(panel.context, id)).at(-1);
    expect(await documentOf(last!.id)).toMatchObject({
      period: { from: '2031-10-01', to: '2031-12-04' },
      statement: { previousBalance: '19.00', overdue: '19.00' },
    });
  });
});

test('an account without an address gets no invoice until it has one, and the others get theirs', async () => {
  travelTo('2032-01-10');
  const [poor, rich] = [
    await openBilledAccount(panel.context, { details: { address1: '' } }),
    await openBilledAccount(panel.context),
  ];
  for (const id of [poor, rich]) await addCall(panel, id, { price: '1', endedAt: '2032-01-11T00:00:00Z' });
  travelTo('2032-02-01');
  const runId = await issue(null);
  const items = await withConnection(panel.context.pool, (tx) =>
    rows(
      tx,
      sql`select outcome, problem from invoice_run_item where run_id = ${runId} and account_id in (${poor}, ${rich}) order by account_id`,
    ),
  );
  expect(items).toEqual([
    { outcome: 'problem', problem: 'The customer has no address: type the street and the city or postcode.' },
    { outcome: 'issued', problem: '' },
  ]);
  await panel.asOwner(`update account set address_1 = 'Somewhere 1' where id = ${poor}`);
  await issue(null);
  expect((await invoicesOf(panel.context, poor)).map((one) => one.total)).toEqual([amount('1.10')]);
  expect(await invoicesOf(panel.context, rich)).toHaveLength(1);
});

test('a preview shows what a run would do and does nothing', async () => {
  travelTo('2032-03-10');
  const id = await openBilledAccount(panel.context);
  await addCall(panel, id, { price: '7', endedAt: '2032-03-11T00:00:00Z' });
  travelTo('2032-04-02');
  const before = await ledgerOf(panel.context, id);
  const runId = await run(panel.context, systemActor, startInvoiceRun, { mode: 'preview', accountId: null });
  await panel.doOfficeWork('issuing invoices');
  const item = await withConnection(panel.context.pool, (tx) =>
    row(tx, sql`select outcome, total from invoice_run_item where run_id = ${runId} and account_id = ${id}`),
  );
  expect(item).toEqual({ outcome: 'issued', total: amount('7.70') });
  expect(await invoicesOf(panel.context, id)).toEqual([]);
  expect(await ledgerOf(panel.context, id)).toEqual(before);
});

describe('a credit note', () => {
  const invoiced = async () => {
    travelTo('2033-01-01');
    const id = await openBilledAccount(panel.context);
    await addCall(panel, id, { price: '10', endedAt: '2033-01-02T00:00:00Z' });
    await addCall(panel, id, { price: '3.33', endedAt: '2033-01-02T00:00:00Z', destination: 'Zambia' });
    travelTo('2033-02-01');
    await issue(id);
    return { id, invoice: (await invoicesOf(panel.context, id))[0]! };
  };

  test('of the whole leaves nothing to pay', async () => {
    const { id, invoice } = await invoiced();
    const issued = await credit(invoice.id, 'whole');
    expect(issued.number).toMatch(/^CN-2033-\d{6}$/);
    expect((await ledgerOf(panel.context, id)).receivable).toBe(0n);
    await expect(credit(invoice.id, 'whole', '13.33')).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('of a line takes its tax with it; what is left can be credited, and no more', async () => {
    const { id, invoice } = await invoiced();
    await credit(invoice.id, [{ line: 1, amount: '4.05' }]);
    expect((await ledgerOf(panel.context, id)).receivable).toBe(invoice.total - amount('4.46'));
    await expect(credit(invoice.id, [{ line: 1, amount: '1' }])).rejects.toMatchObject({ code: 'stale_version' });
    await expect(credit(invoice.id, [{ line: 1, amount: '5.96' }], '4.05')).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(credit(invoice.id, [{ line: 9, amount: '1' }], '4.05')).rejects.toMatchObject({ code: 'invalid_input' });
    await credit(invoice.id, 'whole', '4.05');
    expect((await ledgerOf(panel.context, id)).receivable).toBe(0n);
  });

  test('two people at once credit once', async () => {
    const { id, invoice } = await invoiced();
    const answers = await Promise.allSettled([credit(invoice.id, 'whole'), credit(invoice.id, 'whole')]);
    expect(answers.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await ledgerOf(panel.context, id)).receivable).toBe(0n);
  });
});

describe('an issued invoice in the database', () => {
  test.each([
    ['change its total', sql`update invoice set total = total + 1, subtotal = subtotal + 1`],
    ['delete it', sql`delete from invoice_tax`],
    ['truncate', sql`truncate invoice cascade`],
    ['change a line', sql`update invoice_line set amount = 0`],
    [
      'add a line',
      sql`insert into invoice_line (invoice_id, line, section, description, tax_class, amount) select id, 99, 'calls', 'x', 'calls', 1 from invoice`,
    ],
    ['wind a counter back', sql`update invoice_counter set last = 0`],
    ['remove a charged extra', sql`delete from extra`],
  ])('the panel’s role may not %s', async (_, statement) => {
    await expect(withConnection(panel.context.pool, (tx) => rows(tx, statement))).rejects.toMatchObject({ code: '42501' });
  });

  test.each(['update invoice set due_on = due_on + 1', 'delete from invoice_line', 'truncate invoice_tax'])(
    'not even its owner may: %s',
    async (statement) => {
      await expect(panel.asOwner(statement)).rejects.toMatchObject({ code: '42501' });
    },
  );

  test('one that does not add up is refused at commit', async () => {
    const wrong = sql`select number from invoice_issue(${JSON.stringify([
      {
        ...{
          account_id: '1',
          kind: 'invoice',
          number: 'WRONG-1',
          currency: 'AUD',
          period_from: '2020-01-01',
          period_to: '2020-02-01',
        },
        ...{
          period_to_at: '2020-02-01T00:00:00Z',
          upto_transfer: '0',
          issued_on: '2020-02-01',
          issued_at: '2020-02-01T00:00:00Z',
        },
        ...{ issued_by: 'x', due_on: '2020-02-01', subtotal: '2', tax_total: '0', included_tax: '0', total: '2', rounding: '0' },
        ...{ ledgers: [], accounts: [], amounts: [], document: {}, taxes: [] },
        lines: [{ line: 1, section: 'calls', description: 'x', tax_class: 'calls', amount: '1' }],
      },
    ])}::jsonb)`;
    await expect(transaction(panel.context.pool, (tx) => rows(tx, wrong))).rejects.toMatchObject({ code: '23514' });
  });
});
