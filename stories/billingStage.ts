import { randomUUID } from 'node:crypto';
import { addApiKey } from '../src/actions/apiKeys/addApiKey.ts';
import { run } from '../src/actions/run.ts';
import { systemActor } from '../src/core/access/permission.ts';
import { startOfDay } from '../src/core/base/calendar.ts';
import { addSeconds } from '../src/core/base/time.ts';
import { type ChangeDesk, onChange } from '../src/jobs/callChanges.ts';
import { onAuthorize, onHappened } from '../src/jobs/callDesk.ts';
import { openCallMemory } from '../src/memory/callMemory.ts';
import { fakeEngine } from '../src/testing/fakeEngine.ts';
import { startTestPanel, type TestPanel } from '../src/testing/panel.ts';

const zone = 'Australia/Sydney';

export type Customer = { readonly id: string; readonly number: string };
type ExtraOnTheWire = Readonly<Record<string, unknown>>;
/** A product whose clock a story moves: the public API, the call desk, and what the back office does on a day. */
export type BillingStage = {
  readonly panel: TestPanel;
  /** What the API answers, read as an operator's program reads it. */
  readonly ask: (method: 'GET' | 'POST' | 'PUT', path: string, body?: object) => Promise<ReturnType<typeof JSON.parse>>;
  /** Noon of that day in Sydney. */
  readonly travelTo: (date: string) => void;
  readonly office: () => Promise<void>;
  /** Travels there, and the back office does its work. */
  readonly day: (date: string) => Promise<void>;
  readonly addCustomer: (lastName: string, paymentType: string, extras: readonly object[]) => Promise<Customer>;
  /** A call as the engine tells of it; answers why it was refused, if it was. */
  readonly call: (customer: Customer, seconds: number) => Promise<string | undefined>;
  /** Saves the account's page with changed extras. */
  readonly save: (customer: Customer, change: (extras: readonly ExtraOnTheWire[]) => readonly object[]) => Promise<void>;
  readonly topUp: (customer: Customer, amount: string) => Promise<void>;
};

/** An operator in Sydney with one rate of 0.25 a minute, GST, invoices that are issued by themselves, and extras that suspend. */
export async function openBillingStage(start: string): Promise<BillingStage> {
  const panel = await startTestPanel();
  const travelTo = (date: string) => panel.passTime(startOfDay(date, zone) + 12 * 3_600_000 - panel.context.clock());
  travelTo(start);
  const { key } = await run(panel.context, systemActor, addApiKey, { name: 'story', level: 'administrator', expiresAt: null });
  const ask: BillingStage['ask'] = async (method, path, body) => {
    const response = await panel.ask(method, path, { key, ...(body && { body }) });
    if (response.statusCode >= 300) throw new Error(`${method} ${path}: ${response.statusCode} ${response.body}`);
    return response.json();
  };
  const choices = await setUp(ask);
  const desk = await openDesk(panel);
  const office = () => panel.doOfficeWork('charging extras', 'scheduling invoices', 'issuing invoices');
  return {
    ...{ panel, ask, travelTo, office },
    day: async (date) => {
      travelTo(date);
      await office();
    },
    addCustomer: async (lastName, paymentType, extras) => {
      const address = { address1: '12 Ocean Road', city: 'Manly', postcode: '2095', country: 'AU' };
      const body = { lastName, ...address, paymentType, ...choices, callLimit: 2, extras };
      const { account } = await ask('POST', '/accounts', body);
      return { id: account.id, number: account.customerNumber };
    },
    call: (customer, seconds) => placeCall(panel, desk, customer, seconds),
    save: async (customer, change) => {
      const path = `/accounts/${customer.id}`;
      const { lastName, address1, city, postcode, country, extras, ...rest } = await ask('GET', path);
      const { paymentType, protocol, callLimit, version } = rest;
      const plain = extras.map(({ id: _, ...extra }: ExtraOnTheWire) => extra);
      const details = { lastName, address1, city, postcode, country };
      await ask('PUT', path, { ...details, paymentType, protocol, callLimit, version, ...choices, extras: change(plain) });
    },
    topUp: async ({ id }, amount) => {
      await ask('POST', `/accounts/${id}/top-ups`, { amount, reason: 'Payment received', key: randomUUID() });
    },
  };
}

async function setUp(ask: BillingStage['ask']) {
  const { version } = await ask('GET', '/settings');
  const place = {
    country: 'AU',
    currency: 'AUD',
    timeZone: zone,
    countryCallingCode: '61',
    nationalPrefix: '0',
    internationalPrefix: '0011',
  };
  const company = { companyName: 'Example Voice', baseNumber: '100000', emergencyNumbers: ['000'] };
  await ask('PUT', '/settings', { ...company, ...place, version });
  const rates = [{ prefix: '61', destination: 'Australia', price: '0.25' }];
  const { id: billingPackageId } = await ask('POST', '/billing-packages', { name: 'Retail', rates });
  const { id: providerId } = await ask('POST', '/providers', { name: 'Carrier', protocol: 'test', host: '' });
  const rules = [{ prefix: '', providerIds: [providerId] }];
  const { id: routeId } = await ask('POST', '/routes', { name: 'All calls', rules });
  const billing = await ask('GET', '/billing-settings');
  const taxes = [{ name: 'GST', percent: '10' }];
  await ask('PUT', '/billing-settings', { isScheduled: true, extrasSuspend: true, taxes, version: billing.version });
  return { billingPackageId, routeId };
}

async function openDesk({ context: { pool, clock } }: TestPanel): Promise<ChangeDesk> {
  const fail = (what: string, cause: unknown): never => {
    throw new Error(what, { cause });
  };
  const context = { tx: pool, now: clock, report: fail };
  return {
    context,
    copies: await openCallMemory(pool),
    open: new Map(),
    engine: fakeEngine(),
    applyTrunks: async () => undefined,
  };
}

async function placeCall(panel: TestPanel, desk: ChangeDesk, customer: Customer, seconds: number): Promise<string | undefined> {
  const callId = randomUUID();
  const at = panel.context.clock();
  await onChange(desk, `account ${customer.id}`);
  const decision = await onAuthorize(desk, { callId, callerNumber: customer.number, protocol: 'sip', dialled: '0299990000', at });
  if (!decision.ok) return decision.refusal;
  const endedAt = addSeconds(at, seconds);
  const report = { callId, answeredAt: at, endedAt, durationMilliseconds: seconds * 1000, attempt: 1, hangupCause: 16 };
  const news = { answers: [{ callId, answeredAt: at, attempt: 1 }], reports: [report] };
  await onHappened(desk, news, { spool: 'story', position: 1n });
  return undefined;
}
