import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addApiKey } from '../src/actions/apiKeys/addApiKey.ts';
import { run } from '../src/actions/run.ts';
import { systemActor } from '../src/core/access/permission.ts';
import { startOfDay } from '../src/core/base/calendar.ts';
import { addSeconds } from '../src/core/base/time.ts';
import { withConnection } from '../src/db/connection.ts';
import { getMoneyImbalance } from '../src/db/reads/getMetrics.ts';
import { type ChangeDesk, onChange } from '../src/jobs/callChanges.ts';
import { onAuthorize, onHappened } from '../src/jobs/callDesk.ts';
import { openCallMemory } from '../src/memory/callMemory.ts';
import { fakeEngine } from '../src/testing/fakeEngine.ts';
import { startTestPanel, type TestPanel } from '../src/testing/panel.ts';

const zone = 'Australia/Sydney';
let panel: TestPanel;
let desk: ChangeDesk;
let key: string;
let packageId: string;
let routeId: string;
beforeAll(async () => {
  panel = await startTestPanel();
  travelTo('2027-01-15');
  key = (await run(panel.context, systemActor, addApiKey, { name: 'story', level: 'administrator', expiresAt: null })).key;
  const { version } = await ask('GET', '/settings');
  const place = {
    country: 'AU',
    currency: 'AUD',
    timeZone: zone,
    countryCallingCode: '61',
    nationalPrefix: '0',
    internationalPrefix: '0011',
  };
  await ask('PUT', '/settings', {
    companyName: 'Example Voice',
    baseNumber: '100000',
    emergencyNumbers: ['000'],
    ...place,
    version,
  });
  const rates = [{ prefix: '61', destination: 'Australia', price: '0.25' }];
  packageId = (await ask('POST', '/billing-packages', { name: 'Retail', rates })).id;
  const providerId = (await ask('POST', '/providers', { name: 'Carrier', protocol: 'test', host: '' })).id;
  routeId = (await ask('POST', '/routes', { name: 'All calls', rules: [{ prefix: '', providerIds: [providerId] }] })).id;
  const billing = await ask('GET', '/billing-settings');
  const taxes = [{ name: 'GST', percent: '10' }];
  await ask('PUT', '/billing-settings', { isScheduled: true, extrasSuspend: true, taxes, version: billing.version });
  const context = {
    tx: panel.context.pool,
    now: panel.context.clock,
    report: (what: string, error: unknown) => fail(what, error),
  };
  desk = {
    context,
    copies: await openCallMemory(panel.context.pool),
    open: new Map(),
    engine: fakeEngine(),
    applyTrunks: async () => undefined,
  };
});
afterAll(() => panel.close());

function fail(what: string, cause: unknown): never {
  throw new Error(what, { cause });
}
/** Noon of that day in Sydney. */
function travelTo(date: string): void {
  panel.passTime(startOfDay(date, zone) + 12 * 3_600_000 - panel.context.clock());
}
// biome-ignore lint/suspicious/noExplicitAny: A story reads answers as its operator does.
async function ask(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<any> {
  const response = await panel.ask(method, path, { key, ...(body && { body }) });
  if (response.statusCode >= 300) throw new Error(`${method} ${path}: ${response.statusCode} ${response.body}`);
  return response.json();
}
/** What the back office does on this day. */
const office = () => panel.doOfficeWork('charging extras', 'scheduling invoices', 'issuing invoices');
async function day(date: string): Promise<void> {
  travelTo(date);
  await office();
}

type Customer = { readonly id: string; readonly number: string };
async function addCustomer(lastName: string, paymentType: string, extras: readonly object[]): Promise<Customer> {
  const address = { address1: '12 Ocean Road', city: 'Manly', postcode: '2095', country: 'AU' };
  const body = { lastName, ...address, paymentType, billingPackageId: packageId, routeId, callLimit: 2, extras };
  const { account } = await ask('POST', '/accounts', body);
  return { id: account.id, number: account.customerNumber };
}
/** A call as the engine tells of it; answers why it was refused, if it was. */
async function call(customer: Customer, seconds: number): Promise<string | undefined> {
  const callId = randomUUID();
  const at = panel.context.clock();
  await onChange(desk, `account ${customer.id}`);
  const decision = await onAuthorize(desk, { callId, callerNumber: customer.number, protocol: 'sip', dialled: '0299990000', at });
  if (!decision.ok) return decision.refusal;
  const endedAt = addSeconds(at, seconds);
  const report = { callId, answeredAt: at, endedAt, durationMilliseconds: seconds * 1000, attempt: 1, hangupCause: 16 };
  await onHappened(
    desk,
    { answers: [{ callId, answeredAt: at, attempt: 1 }], reports: [report] },
    { spool: 'story', position: 1n },
  );
  return undefined;
}
async function save(
  customer: Customer,
  change: (extras: readonly Record<string, unknown>[]) => readonly object[],
): Promise<void> {
  const { lastName, address1, city, postcode, country, paymentType, protocol, callLimit, version, extras } = await ask(
    'GET',
    `/accounts/${customer.id}`,
  );
  const plain = extras.map(({ id: _, ...extra }: Record<string, unknown>) => extra);
  const body = {
    lastName,
    address1,
    city,
    postcode,
    country,
    paymentType,
    protocol,
    callLimit,
    version,
    billingPackageId: packageId,
    routeId,
  };
  await ask('PUT', `/accounts/${customer.id}`, { ...body, extras: change(plain) });
}
const topUp = ({ id }: Customer, amount: string) =>
  ask('POST', `/accounts/${id}/top-ups`, { amount, reason: 'Payment received', key: randomUUID() });

describe('a year of a Post-Paid customer', () => {
  let mary: Customer;
  const invoices = async () => (await ask('GET', `/invoices?accountId=${mary.id}`)).items.reverse();
  const last = async () => ask('GET', `/invoices/${(await invoices()).at(-1).id}`);

  test('January: the set-up and the first month stand on the first invoice, with tax', async () => {
    const fee = { description: 'Line rental', cost: '19.95', chargePeriod: 'monthly', doesProrate: true };
    mary = await addCustomer('Fletcher', 'post_paid', [fee, { description: 'Set-up', cost: '49', chargePeriod: 'once' }]);
    await day('2027-01-20');
    expect(await call(mary, 120)).toBeUndefined();
    await day('2027-01-31');
    expect(await invoices()).toEqual([]);
    await day('2027-02-01');
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
    await day('2027-02-20');
    await call(mary, 121);
    await day('2027-03-01');
    const { document, total } = await last();
    expect(total).toBe('22.50');
    expect(document.statement).toMatchObject({ previousBalance: '76.40', overdue: '76.40', totalDue: '98.90' });
    expect((await invoices()).map((one: { state: string }) => one.state)).toEqual(['overdue', 'open']);
  });

  test('March: the late payment stands on the next statement', async () => {
    travelTo('2027-03-05');
    await topUp(mary, '76.40');
    await day('2027-04-01');
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
    await day('2027-04-15');
    await day('2027-04-20');
    await save(mary, (extras) =>
      extras.map((extra) => (extra.description === 'Line rental' ? { ...extra, cost: '29.95' } : extra)),
    );
    await day('2027-05-01');
    const { document } = await last();
    expect(
      document.lines.map(
        (one: { period?: { from: string; to: string }; amount: string }) => `${one.period?.from} ${one.period?.to} ${one.amount}`,
      ),
    ).toEqual(['2027-04-15 2027-05-14 19.95', '2027-04-20 2027-05-14 -16.62', '2027-04-20 2027-05-14 24.96']);
    expect(document).toMatchObject({ subtotal: '28.29', taxTotal: '2.83', total: '31.12' });
  });

  test('May: a charge by staff, and a credit note for half of it', async () => {
    await day('2027-05-20');
    const visit = { description: 'Technician', amount: '80', key: randomUUID() };
    await ask('POST', `/accounts/${mary.id}/charges`, visit);
    expect((await ask('POST', `/accounts/${mary.id}/charges`, visit)).isNew).toBe(false);
    await day('2027-06-01');
    const invoice = await last();
    expect(invoice.total).toBe('120.95');
    const line = invoice.document.lines.find((one: { section: string }) => one.section === 'charges').line;
    const credit = { reason: 'It rained', lines: [{ line, amount: '40' }], creditedBefore: '0' };
    expect(await ask('POST', `/invoices/${invoice.id}/credits`, credit)).toMatchObject({
      number: 'CN-2027-000001',
      total: '44.00',
    });
    expect(await ask('GET', `/invoices/${invoice.id}`)).toMatchObject({ open: '76.95', total: '120.95' });
  });

  test('June to September: the office stands still; afterwards every month has its invoice, and its calls', async () => {
    for (const month of ['06', '07', '08', '09']) {
      travelTo(`2027-${month}-20`);
      await call(mary, 60);
    }
    await day('2027-10-03');
    const found = (await invoices()).filter((one: { issuedOn: string; kind: string }) => one.issuedOn === '2027-10-03');
    expect(found.map((one: { periodFrom: string; total: string }) => `${one.periodFrom} ${one.total}`)).toEqual(
      ['2027-06-01', '2027-07-01', '2027-08-01', '2027-09-01'].map((from) => `${from} 33.22`),
    );
  });

  test('December: the customer leaves; a last invoice ends on the day, and the days that were paid come back', async () => {
    await day('2027-11-01');
    await day('2027-12-01');
    await day('2027-12-15');
    travelTo('2027-12-21');
    await save(mary, () => []);
    travelTo('2027-12-22');
    await ask('POST', '/invoice-runs', { accountId: mary.id, until: '2027-12-22' });
    await office();
    const { document } = await last();
    expect(document.period).toEqual({ from: '2027-12-01', to: '2027-12-21' });
    expect(document.lines.map((one: { amount: string }) => one.amount)).toEqual(['29.95', '-24.15']);
  });

  test('in the end the balance is what the last statement asks for, and everything adds up', async () => {
    const { document } = await last();
    const { balance } = await ask('GET', `/accounts/${mary.id}`);
    expect(balance.posted).toBe(`-${document.statement.totalDue}`);
    expect(await ask('GET', `/accounts/${mary.id}/billing`)).toMatchObject({
      unbilled: '0.00',
      receivable: document.statement.totalDue,
    });
    expect(await withConnection(panel.context.pool, getMoneyImbalance)).toBe(0n);
    const all = await invoices();
    const periods = all.filter((one: { kind: string }) => one.kind === 'invoice');
    expect(periods.map((one: { number: string }) => one.number)).toEqual(
      periods.map((_: unknown, index: number) => `INV-2027-${String(index + 1).padStart(6, '0')}`),
    );
  });
});

describe('a year of a Pre-Paid customer', () => {
  let bob: Customer;
  const balance = async () => (await ask('GET', `/accounts/${bob.id}`)).balance.posted;
  const isActive = async () => (await ask('GET', `/accounts/${bob.id}`)).isActive;

  test('the fee is taken on the last day of each month, calls as they are made, and no invoice is issued', async () => {
    await day('2028-01-31');
    bob = await addCustomer('Barker', 'pre_paid', [{ description: 'Line rental', cost: '10', chargePeriod: 'monthly' }]);
    await topUp(bob, '25');
    await office();
    expect(await balance()).toBe('15.00');
    expect(await call(bob, 120)).toBeUndefined();
    await day('2028-02-28');
    expect(await balance()).toBe('14.50');
    await day('2028-02-29');
    expect(await balance()).toBe('4.50');
    await day('2028-03-31');
    expect([await balance(), await isActive()]).toEqual(['4.50', false]);
    expect((await ask('GET', `/invoices?accountId=${bob.id}`)).items).toEqual([]);
  });

  test('while a fee waits the account is suspended; money brings it back, and every missed month is paid once', async () => {
    expect(await call(bob, 60)).toBe('account_suspended');
    expect((await ask('GET', `/accounts/${bob.id}/billing`)).extras).toMatchObject([
      { nextDueOn: '2028-03-31', isWaiting: false },
    ]);
    await day('2028-05-31');
    expect((await ask('GET', `/accounts/${bob.id}/billing`)).extras).toMatchObject([
      { nextDueOn: '2028-03-31', isWaiting: true },
    ]);
    await topUp(bob, '40');
    await office();
    expect([await balance(), await isActive()]).toEqual(['14.50', true]);
    expect(await call(bob, 60)).toBeUndefined();
    await day('2028-06-30');
    expect(await balance()).toBe('4.25');
  });

  test('staff give a credit; the rental ends with the year', async () => {
    await ask('POST', `/accounts/${bob.id}/charges`, { description: 'Outage', amount: '-95.75', key: randomUUID() });
    await save(bob, (extras) => extras.map((extra) => ({ ...extra, endsOn: '2028-12-30' })));
    await day('2029-03-01');
    expect(await balance()).toBe('50.00');
    expect(await withConnection(panel.context.pool, getMoneyImbalance)).toBe(0n);
  });
});
