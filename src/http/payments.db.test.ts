import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addApiKey } from '../actions/apiKeys/addApiKey.ts';
import { run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import { signSandboxNotice } from '../gateways/sandbox/sandbox.ts';
import { furnish, openTestAccount } from '../testing/accounts.ts';
import { issueTestInvoice } from '../testing/invoices.ts';
import { post } from '../testing/moneyStage.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';

let panel: TestPanel;
let key: string;
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  // Not a session: a year passes here.
  key = (await run(panel.context, systemActor, addApiKey, { name: 'story', level: 'administrator', expiresAt: null })).key;
});
afterAll(() => panel.close());

const day = 86_400_000;
const today = (days = 0): string => new Date(panel.context.clock() + days * day).toISOString().slice(0, 10);
const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => {
  const response = await panel.ask(method, path, { key, ...(body !== undefined && { body }) });
  return { status: response.statusCode, body: response.json() };
};
const secret = 'whsec_MARKED0123456789abcdef';
const stripeKey = 'sk_test_MARKED0123456789abcdef';

describe('the settings of a gateway', () => {
  test('take what the gateway wants, and never show a secret again', async () => {
    const { items } = (await ask('GET', '/settings/gateways')).body;
    expect(items.map((one: { code: string }) => one.code)).toEqual(['sandbox', 'stripe']);
    const change = (values: object, version = 0, isActive = true) =>
      ask('PUT', '/settings/gateways/stripe', { isActive, values, version });
    expect((await change({})).body.faults).toMatchObject([{ field: 'values.secretKey' }]);
    expect((await change({ secretKey: 'rubbish' })).body.faults[0].message).not.toContain('rubbish');
    expect((await change({ secretKey: stripeKey, other: 'x' })).body.faults).toMatchObject([{ field: 'values.other' }]);
    expect((await change({ secretKey: stripeKey, noticeSecret: secret })).status).toBe(200);
    expect((await change({ secretKey: stripeKey })).body.code).toBe('stale_version');
    expect((await change({}, 1)).body).toMatchObject({
      isActive: true,
      fields: [
        { isFilled: true, value: '' },
        { isFilled: true, value: '' },
      ],
    });
    const everything = await panel.context.pool.query(
      `select (select json_agg(g)::text from (select code, shown, filled, encode(secrets_sealed, 'escape') as sealed from gateway_setting) g)
              || (select json_agg(a)::text from audit a) as text`,
    );
    const seen = (everything.rows[0] as { text: string }).text + JSON.stringify((await ask('GET', '/settings/gateways')).body);
    expect(seen).toContain('gateway.change');
    expect(seen).not.toContain('MARKED');
  });

  test('one gateway charges at a time', async () => {
    await ask('PUT', '/settings/gateways/sandbox', {
      isActive: true,
      values: { noticeSecret: 'a-secret-of-the-tests' },
      version: 0,
    });
    const { items } = (await ask('GET', '/settings/gateways')).body;
    expect(items.map((one: { isActive: boolean }) => one.isActive)).toEqual([true, false]);
  });
});

describe('notices', () => {
  const send = (path: string, body: string, signature: string) =>
    panel.server.inject({
      method: 'POST',
      url: path,
      headers: { 'content-type': 'application/json', 'sandbox-signature': signature },
      payload: body,
    });

  test('are taken when they are signed, whatever they say; nobody else is answered', async () => {
    const body = JSON.stringify({ about: 'charge', key: 'vsp-nobody' });
    const good = signSandboxNotice('a-secret-of-the-tests', body);
    expect((await send('/gateway-notices/sandbox', body, good)).statusCode).toBe(200);
    expect((await send('/gateway-notices/sandbox', `${body} `, good)).statusCode).toBe(403);
    expect((await send('/gateway-notices/sandbox', body, '')).statusCode).toBe(403);
    expect(
      (await send('/gateway-notices/sandbox', 'no json', signSandboxNotice('a-secret-of-the-tests', 'no json'))).statusCode,
    ).toBe(200);
    expect((await send('/gateway-notices/nobody', body, good)).statusCode).toBe(404);
    expect((await send('/gateway-notices/stripe', body, good)).statusCode).toBe(403);
  });
});

test('pages to pay on hold nothing but the amount, run no script, and say no to wrong links', async () => {
  const { accountId } = await openTestAccount(panel.context, { paymentType: 'post_paid' }, undefined, {
    lastName: 'Secretname',
    email: 'a@b.example',
  });
  await issueTestInvoice(panel, { accountId, total: '30', issuedOn: today(-14), dueOn: today() });
  const { body } = await ask('POST', `/accounts/${accountId}/pay-links`, {});
  const page = await panel.server.inject({ method: 'GET', url: new URL(body.url).pathname });
  expect(page.body).toContain('30.00 AUD');
  expect(page.body).not.toContain('Secretname');
  expect(page.body).not.toMatch(/<script/);
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect((await panel.server.inject({ method: 'GET', url: '/pay/wrong' })).statusCode).toBe(403);
  expect((await post(panel, '/sandbox-pay/wrong', 'number=4242424242424242')).statusCode).toBe(403);
  panel.passTime(31 * day);
  expect((await panel.server.inject({ method: 'GET', url: new URL(body.url).pathname })).statusCode).toBe(403);
  panel.passTime(-31 * day);
});

test('a year of a customer who pays late: a card that is declined, a reminder, restriction, and the payment that ends it', async () => {
  const { accountId, credentials } = await openTestAccount(panel.context, { paymentType: 'post_paid' }, undefined, {
    email: 'ann@example.net',
  });
  const { version } = (await ask('GET', '/settings/payments')).body;
  await ask('PUT', '/settings/payments', {
    chargesCards: true,
    chargeOn: 'due',
    retryDays: [3],
    chargesStoredCards: false,
    linkDays: 30,
    version,
  });
  const dunning = (await ask('GET', '/settings/dunning')).body;
  const steps = [
    { kind: 'reminder', daysAfterDue: 7, isOn: true },
    { kind: 'restrict', daysAfterDue: 14, isOn: true },
  ];
  expect((await ask('PUT', '/settings/dunning', { steps, version: dunning.version })).status).toBe(200);

  const lived: string[] = [];
  const live = async (days: number) => {
    for (let passed = 0; passed < days; passed += 1) {
      await panel.doOfficeWork('charging cards', 'reminding debtors');
      const { open, restriction, charges, steps: taken } = (await ask('GET', `/accounts/${accountId}/receivables`)).body;
      const now = `open ${open}, ${restriction}, ${charges.length} charges, ${taken.length} steps`;
      if (lived.at(-1)?.slice(4) !== now) lived.push(`${String(passed).padStart(2)}: ${now}`);
      panel.passTime(day);
    }
  };
  // The first invoice is paid on the gateway's page, and the card is kept.
  await issueTestInvoice(panel, { accountId, total: '30', issuedOn: today(), dueOn: today(14) });
  const link = (await ask('POST', `/accounts/${accountId}/pay-links`, {})).body.url;
  const opened = await post(panel, new URL(link).pathname, 'keep=1');
  await post(panel, /url=https:\/\/panel\.test(\/sandbox-pay\/[\w-]+)/.exec(opened.body)?.[1] ?? '', 'number=4242424242424242');
  await live(2);
  // The second one is charged by itself on the day it is due.
  await issueTestInvoice(panel, { accountId, total: '40', issuedOn: today(), dueOn: today(5) });
  await live(8);
  // Then the bank declines the card, also the second time.
  await panel.asOwner(`update gateway_card set token = 'sandbox-declined' where account_id = ${accountId}`);
  await issueTestInvoice(panel, { accountId, total: '50', issuedOn: today(), dueOn: today() });
  await live(20);
  expect(lived.map((one) => one.slice(4))).toEqual([
    'open 0.00, none, 1 charges, 0 steps',
    'open 40.00, none, 1 charges, 0 steps',
    'open 0.00, none, 2 charges, 0 steps',
    'open 50.00, none, 3 charges, 0 steps',
    'open 50.00, none, 4 charges, 0 steps',
    'open 50.00, none, 4 charges, 1 steps',
    'open 50.00, incoming_only, 4 charges, 2 steps',
  ]);
  // A late transfer, with more than was owed.
  const paid = { method: 'bank', amount: '60.00', receivedOn: today(), reference: 'LATE', key: 'late-transfer-1' };
  expect((await ask('POST', `/accounts/${accountId}/payments`, paid)).body).toMatchObject({ unused: '10.00' });
  expect((await ask('GET', `/accounts/${accountId}/receivables`)).body).toMatchObject({
    open: '0.00',
    credit: '10.00',
    restriction: 'none',
  });
  const letters = (await ask('GET', '/letters?limit=50')).body.items.filter(
    (one: { accountId: string }) => one.accountId === String(accountId),
  );
  expect(letters.map((one: { subject: string }) => one.subject.split(':')[0])).toEqual([
    ...['Your phones are restricted', 'Reminder', 'Your card was not charged', 'Your card was not charged'],
  ]);
  const list = (await ask('GET', `/payments?accountId=${accountId}`)).body.items;
  expect(list.map((one: { method: string; amount: string }) => `${one.method} ${one.amount}`)).toEqual([
    'bank 60.00',
    'card 40.00',
    'card 30.00',
  ]);
  expect(credentials.networkNumber).not.toBe('');
});

test('lists filter, page and end', async () => {
  const { accountId } = await openTestAccount(panel.context, { paymentType: 'pre_paid' });
  for (let count = 0; count < 5; count += 1) {
    const body = {
      method: 'cash',
      amount: `${count + 1}.00`,
      receivedOn: today(-count),
      reference: `LIST-${count}`,
      key: `list-key-${count}`,
    };
    expect((await ask('POST', `/accounts/${accountId}/payments`, body)).status).toBe(201);
  }
  const all = async (query: string): Promise<string[]> => {
    const amounts: string[] = [];
    for (let after = ''; ; ) {
      const { items, next } = (await ask('GET', `/payments?accountId=${accountId}&limit=2${query}${after}`)).body;
      amounts.push(...items.map((one: { amount: string }) => one.amount));
      if (next === undefined) return amounts;
      after = `&after=${next}`;
    }
  };
  expect(await all('')).toEqual(['5.00', '4.00', '3.00', '2.00', '1.00']);
  expect(await all('&search=list-3')).toEqual(['4.00']);
  expect(await all(`&from=${today(-1)}`)).toEqual(['2.00', '1.00']);
  expect(await all('&state=reversed')).toEqual([]);
  expect((await ask('GET', '/payments?after=rubbish')).status).toBe(400);
});

test('debtors stand by the age of their debts, the largest first', async () => {
  const debtor = async (total: string, dueOn: string) => {
    const { accountId } = await openTestAccount(panel.context, { paymentType: 'post_paid' });
    await issueTestInvoice(panel, { accountId, total, issuedOn: today(-200), dueOn });
    return String(accountId);
  };
  const ids = [
    await debtor('1000', today(-100)),
    await debtor('900', today(-45)),
    await debtor('800', today(-1)),
    await debtor('700', today()),
  ];
  const { items } = (await ask('GET', '/debtors?limit=2')).body;
  const more = (await ask('GET', `/debtors?limit=200&after=${(await ask('GET', '/debtors?limit=2')).body.next}`)).body.items;
  const found = [...items, ...more].filter((one: { accountId: string }) => ids.includes(one.accountId));
  expect(found.map((one) => [one.older, one.to60, one.to30, one.current, one.open])).toEqual([
    ['1000.00', '0.00', '0.00', '0.00', '1000.00'],
    ['0.00', '900.00', '0.00', '0.00', '900.00'],
    ['0.00', '0.00', '800.00', '0.00', '800.00'],
    ['0.00', '0.00', '0.00', '700.00', '700.00'],
  ]);
});
