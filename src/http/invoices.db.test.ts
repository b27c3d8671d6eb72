import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startOfDay } from '../core/base/calendar.ts';
import type { Id } from '../core/base/id.ts';
import { furnish } from '../testing/accounts.ts';
import { addCall, gst, openBilledAccount, setBilling } from '../testing/billing.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';

let panel: TestPanel;
let cookie: string;
let accountId: Id;
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  await setBilling(panel.context, {}, [gst]);
  travelTo('2031-01-10');
  accountId = await openBilledAccount(panel.context, { details: { lastName: 'Fletcher' } });
  await addCall(panel, accountId, { price: '100', endedAt: '2031-01-12T10:00:00Z' });
  travelTo('2031-02-01');
  cookie = await panel.signIn('administrator');
  await ask('POST', '/invoice-runs', {});
  await panel.doOfficeWork('issuing invoices');
});
afterAll(() => panel.close());

/** The operator's zone is UTC here. */
function travelTo(date: string): void {
  panel.passTime(startOfDay(date, 'UTC') + 12 * 3_600_000 - panel.context.clock());
}
async function ask(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) {
  const response = await panel.ask(method, path, { cookie, ...(body !== undefined && { body }) });
  return { status: response.statusCode, ...response.json() };
}

describe('billing settings', () => {
  const change = async (body: object) => {
    const { version } = await ask('GET', '/billing-settings');
    return ask('PUT', '/billing-settings', { ...body, version });
  };
  const taxed = (percent: string) => change({ taxes: [{ name: 'GST', percent }] });

  test.each([
    ['a tax of 1000 %', { taxes: [{ name: 'GST', percent: '1000' }] }, 'taxes.0.percent'],
    ['a tax below zero', { taxes: [{ name: 'GST', percent: '-1' }] }, 'taxes.0.percent'],
    ['a tax without a name', { taxes: [{ name: ' ', percent: '1' }] }, 'taxes.0.name'],
    [
      'the same tax twice',
      {
        taxes: [
          { name: 'A', percent: '1' },
          { name: 'A', percent: '1.0' },
        ],
      },
      'taxes.1.name',
    ],
    ['a country of three letters', { taxes: [{ name: 'A', percent: '1', countries: ['AUS'] }] }, 'taxes.0.countries.0'],
    ['billing day 32', { billingDay: 32 }, 'billingDay'],
    ['billing day 0', { billingDay: 0 }, 'billingDay'],
    ['half a day', { periodFromDay: 1.5 }, 'periodFromDay'],
    ['a number format without a number', { invoiceNumberFormat: 'INV' }, 'invoiceNumberFormat'],
    ['one format for both', { creditNumberFormat: 'INV-{year}-{number:6}' }, 'creditNumberFormat'],
    ['a payment term of ten years', { termsDays: 3650 }, 'termsDays'],
  ])('%s is refused at its field', async (_, body, field) => {
    const { status, faults } = await change(body);
    expect([status, faults[0].field]).toEqual([400, field]);
  });

  test('billing day 31 and a tax of 100 % are taken; what is not sent stays', async () => {
    const before = await ask('GET', '/billing-settings');
    expect(await change({ billingDay: 31 })).toMatchObject({ status: 200, billingDay: 31, termsDays: before.termsDays });
    expect(await taxed('100')).toMatchObject({ taxes: [{ percent: '100', isInclusive: false, appliesTo: 'everything' }] });
    expect(await change({ billingDay: 1, taxes: before.taxes })).toMatchObject({ billingDay: 1 });
  });

  test('of two people who save at once the second is told; a Super User may only look', async () => {
    const { version } = await ask('GET', '/billing-settings');
    expect((await ask('PUT', '/billing-settings', { termsDays: 15, version })).status).toBe(200);
    expect(await ask('PUT', '/billing-settings', { termsDays: 16, version })).toMatchObject({
      status: 409,
      code: 'stale_version',
    });
    const other = await panel.signIn('super_user');
    expect((await panel.ask('GET', '/billing-settings', { cookie: other })).statusCode).toBe(200);
  });
});

describe('a list of invoices', () => {
  const numbers = async (query: string) =>
    (await ask('GET', `/invoices?${query}`)).items?.map((one: { number: string }) => one.number);
  const found = ['INV-2031-000001'];

  test.each([
    ['search=fletch', found],
    ['search=inv-2031', found],
    ['search=nobody', []],
    ['state=open', found],
    ['state=overdue', []],
    ['state=paid', []],
    ['from=2031-02-01&to=2031-02-01', found],
    ['from=2031-02-02', []],
    ['runId=1', found],
  ])('%s', async (query, expected) => expect(await numbers(query)).toEqual(expected));

  test.each(['state=lost', 'from=2031-02-30', 'accountId=x', 'after=nonsense', 'limit=0'])('%s is refused', async (query) =>
    expect((await ask('GET', `/invoices?${query}`)).status).toBe(400),
  );

  test('is overdue from the day after it was due', async () => {
    const [{ id, dueOn }] = (await ask('GET', '/invoices')).items;
    expect(dueOn).toBe('2031-02-15');
    const stateOn = async (date: string) => {
      travelTo(date);
      cookie = await panel.signIn('administrator');
      return (await ask('GET', `/invoices/${id}`)).state;
    };
    expect([await stateOn('2031-02-15'), await stateOn('2031-02-16')]).toEqual(['open', 'overdue']);
  });

  test('the calls of an invoice, one by one', async () => {
    const { items } = await ask('GET', '/invoices/1/calls');
    expect(items).toMatchObject([{ destination: 'Australia', charge: '100.00', billedSeconds: 60 }]);
  });
});

describe('an invoice run', () => {
  test.each([
    ['in the future', { asOf: '2031-12-01' }, 'asOf'],
    ['that ends a period which is not over', { accountId: '1', until: '2031-12-01' }, 'until'],
    ['for all with an end of its own', { until: '2031-02-01' }, 'until'],
  ])('%s is refused at its field', async (_, body, field) => {
    const { status, faults } = await ask('POST', '/invoice-runs', body);
    expect([status, faults[0].field]).toEqual([400, field]);
  });

  test('of nobody is not found; a second one beside the first is refused; stopped it does nothing, and then goes on', async () => {
    expect((await ask('POST', '/invoice-runs', { accountId: '999' })).status).toBe(404);
    travelTo('2031-03-01');
    cookie = await panel.signIn('administrator');
    await addCall(panel, accountId, { price: '1', endedAt: '2031-02-12T10:00:00Z' });
    const { id, status } = await ask('POST', '/invoice-runs', {});
    expect(status).toBe(202);
    expect(await ask('POST', '/invoice-runs', {})).toMatchObject({ status: 409, code: 'run_in_progress' });
    const turn = (state: string) => ask('POST', `/invoice-runs/${id}/state`, { state });
    await turn('stopped');
    await panel.doOfficeWork('issuing invoices');
    expect(await ask('GET', `/invoice-runs/${id}`)).toMatchObject({ state: 'stopped', doneCount: 0 });
    await turn('running');
    await panel.doOfficeWork('issuing invoices');
    expect(await ask('GET', `/invoice-runs/${id}`)).toMatchObject({ state: 'done', invoiceCount: 1, total: '1.10' });
    expect((await ask('GET', `/invoice-runs/${id}/items?outcome=issued`)).items).toMatchObject([
      { accountId: String(accountId), total: '1.10' },
    ]);
  });
});

describe('a credit note', () => {
  test.each([
    ['without a reason', { reason: ' ' }, 'reason'],
    ['of more than the line', { reason: 'x', lines: [{ line: 1, amount: '100.01' }] }, 'lines.0.amount'],
    ['of nothing', { reason: 'x', lines: [{ line: 1, amount: '0' }] }, 'lines.0.amount'],
    ['below zero', { reason: 'x', lines: [{ line: 1, amount: '-5' }] }, 'lines.0.amount'],
    ['of a fraction of a cent', { reason: 'x', lines: [{ line: 1, amount: '0.001' }] }, 'lines.0.amount'],
    [
      'of a line twice',
      {
        reason: 'x',
        lines: [
          { line: 1, amount: '1' },
          { line: 1, amount: '1' },
        ],
      },
      'lines.1.line',
    ],
    ['of no line', { reason: 'x', lines: [] }, 'lines'],
  ])('%s is refused at its field', async (_, body, field) => {
    const { status, faults } = await ask('POST', '/invoices/1/credits', { ...body, creditedBefore: '0' });
    expect([status, faults[0].field]).toEqual([400, field]);
  });

  test('of a part leaves the rest open; a credit note cannot be credited', async () => {
    const note = await ask('POST', '/invoices/1/credits', {
      reason: 'Half',
      lines: [{ line: 1, amount: '50' }],
      creditedBefore: '0',
    });
    expect(note).toMatchObject({
      status: 201,
      kind: 'credit_note',
      state: 'credit_note',
      total: '55.00',
      document: { credits: { number: 'INV-2031-000001' } },
    });
    expect(await ask('GET', '/invoices/1')).toMatchObject({
      open: '55.00',
      credited: '50.00',
      creditNotes: [{ number: 'CN-2031-000001' }],
    });
    expect((await ask('POST', `/invoices/${note.id}/credits`, { reason: 'x', creditedBefore: '0' })).status).toBe(400);
    expect((await ask('POST', '/invoices/1/credits', { reason: 'Rest', creditedBefore: '50' })).total).toBe('55.00');
    expect(await ask('GET', '/invoices/1')).toMatchObject({ state: 'credited', open: '0.00' });
  });
});

test('an account has a billing day, terms and an exemption of its own, kept in its history', async () => {
  const path = `/accounts/${accountId}/billing`;
  const own = { billingDay: 31, termsDays: 30, taxExemption: 'Embassy' };
  expect(await ask('PUT', path, own)).toMatchObject({ ...own, nextIssueOn: '2031-03-31' });
  const { items } = await ask('GET', `/accounts/${accountId}/history`);
  expect(items[0]).toMatchObject({ action: 'account.change_billing' });
  expect((await ask('PUT', path, { ...own, billingDay: 32 })).faults[0].field).toBe('billingDay');
  await addCall(panel, accountId, { price: '10', endedAt: '2031-03-12T10:00:00Z' });
  travelTo('2031-04-01');
  cookie = await panel.signIn('administrator');
  await ask('POST', '/invoice-runs', {});
  await panel.doOfficeWork('issuing invoices');
  const [invoice] = (await ask('GET', `/invoices?accountId=${accountId}`)).items;
  expect(invoice).toMatchObject({ periodFrom: '2031-03-01', periodTo: '2031-03-30', total: '10.00', dueOn: '2031-05-01' });
  expect((await ask('GET', `/invoices/${invoice.id}`)).document.taxNotes).toEqual(['Exempt from tax: Embassy']);
});
