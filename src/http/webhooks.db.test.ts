import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { amount } from '../core/base/money.ts';
import { withConnection } from '../db/connection.ts';
import { rows, sql } from '../db/sql.ts';
import { furnish, openTestAccount } from '../testing/accounts.ts';
import { type HookReceiver, loopbackPolicy, type Received, startHookReceiver } from '../testing/hookReceiver.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';

let panel: TestPanel;
let receiver: HookReceiver;
let cookie: string;
let serial = 0;
beforeAll(async () => {
  [panel, receiver] = await Promise.all([startTestPanel({ wirePolicy: loopbackPolicy }), startHookReceiver()]);
  await furnish(panel.context);
  cookie = await panel.signIn('administrator');
});
afterAll(async () => {
  await panel.close();
  await receiver.close();
});
beforeEach(async () => {
  receiver.answer({ status: 200, text: 'thank you' });
  await ask(sql`update webhook set state = 'off', stopped_reason = '' where state in ('on', 'stopped')`);
  receiver.forget();
});

const ask = <Row>(statement: ReturnType<typeof sql>) => withConnection(panel.context.pool, (tx) => rows<Row>(tx, statement));
const send = () => panel.doOfficeWork('delivering events');
const kindsOf = (all: readonly Received[]) => all.map(({ body }) => (body as { type: string }).type);
type Body = { id: string; type: string; account: { id: string } | null; data: Record<string, unknown> };
const bodies = () => receiver.received.map(({ body }) => body as Body);

async function newWebhook(
  fields: object = {},
): Promise<{ readonly id: string; readonly secret: string; readonly version: number }> {
  serial += 1;
  const body = { name: `Hook ${serial}`, url: receiver.url(), doesAllowHttp: true, events: ['account.created'], ...fields };
  const made = await panel.ask('POST', '/webhooks', { cookie, body });
  expect(made.statusCode, made.body).toBe(201);
  return made.json();
}

/** Gives the account money, or takes it, as calls and top-ups do. */
async function move(accountId: bigint, money: string): Promise<void> {
  serial += 1;
  await ask(sql`select ledger_post('adjustment', ${`move-${serial}`}, now(), 'moved', 'test', array['adjustment', 'prepaid'],
                                   array[0, ${accountId}]::bigint[], array[${amount(money)}::bigint, ${-amount(money)}::bigint])`);
}

const addCall = (callId: string, accountId: bigint | null = null) =>
  sql`insert into cdr (call_id, account_id, protocol, caller_number, dialled, number, destination_kind, destination, started_at, ended_at,
                       duration_ms, outcome, hangup_cause, price, charge)
      values (${callId}, ${accountId}, 'sip', '100001', '0299990000', '61299990000', 'outside', 'Australia', now(), now(), 61001, 'answered', 16,
              12345678, 12345678)`;
const newestOf = async (id: string) => (await panel.ask('GET', `/webhooks/${id}/deliveries`, { cookie })).json().items[0];

describe('what happens is told', () => {
  test('signed, with an id, a time and an account, and delivered once', async () => {
    const { id, secret } = await newWebhook();
    const { accountId } = await openTestAccount(panel.context, {}, undefined, { reference: 'R-7' });
    await send();
    await send();
    expect(receiver.received).toHaveLength(1);
    const [{ headers, text, body }] = receiver.received as [Received];
    const stamp = headers['webhook-timestamp'];
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const expected = createHmac('sha256', key).update(`${headers['webhook-id']}.${stamp}.${text}`).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${expected}`);
    expect(Math.abs(Number(stamp) - Date.now() / 1000)).toBeLessThan(300);
    expect(body).toMatchObject({
      id: headers['webhook-id'],
      type: 'account.created',
      account: { id: String(accountId), reference: 'R-7' },
      data: { paymentType: 'pre_paid', isActive: true },
    });
    expect(await newestOf(id)).toMatchObject({ state: 'delivered', tries: 1, lastStatus: 200, lastProblem: '' });
  });

  test('calls, balances, payments and accounts, with money as decimal strings', async () => {
    await newWebhook({
      events: ['call.ended', 'balance.low', 'balance.empty', 'payment.received', 'payment.reversed', 'account.suspended'],
    });
    const { accountId } = await openTestAccount(panel.context);
    const paid = await panel.ask('POST', `/accounts/${accountId}/payments`, {
      cookie,
      body: { method: 'cash', amount: '20', receivedOn: '2026-01-05', key: `payment-${serial}` },
    });
    expect(paid.statusCode, paid.body).toBe(201);
    await ask(sql`update account set low_balance_at = array[1000000000]::bigint[] where id = ${accountId}`);
    await move(accountId, '-15');
    await move(accountId, '-5');
    await move(accountId, '100');
    await ask(addCall(`told-${serial}`, accountId));
    await panel.ask('POST', `/payments/${paid.json().id}/reverse`, { cookie, body: { reason: 'Not ours' } });
    const off = await panel.ask('POST', `/accounts/${accountId}/active`, { cookie, body: { isActive: false } });
    expect(off.statusCode, off.body).toBe(200);
    await send();
    const told = Object.fromEntries(bodies().map(({ type, data }) => [type, data]));
    expect(told['payment.received']).toMatchObject({ amount: '20.00', currency: 'AUD', method: 'cash' });
    expect(told['balance.low']).toMatchObject({ level: '10.00', balance: '5.00', currency: 'AUD' });
    expect(told['balance.empty']).toMatchObject({ balance: '0.00' });
    expect(told['call.ended']).toMatchObject({ number: '61299990000', durationSeconds: 62, price: '0.12345678' });
    expect(told['payment.reversed']).toMatchObject({ reason: 'Not ours' });
    expect(told['account.suspended']).toMatchObject({ isActive: false });
    expect(kindsOf(receiver.received), 'one account’s events come in the order in which they happened').toEqual([
      ...['payment.received', 'balance.low', 'balance.empty', 'call.ended', 'payment.reversed', 'account.suspended'],
    ]);
  });

  test('alerts only of the kinds that were chosen', async () => {
    await newWebhook({ events: ['alert.raised'], alertKinds: ['spend_cap'] });
    const raise = (kind: string, params: object) => {
      serial += 1;
      return ask(sql`insert into alert (key, kind, params) values (${`a${serial}`}, ${kind}, ${JSON.stringify(params)})`);
    };
    await raise('low_balance', { level: '1', balance: '0' });
    await raise('spend_cap', { period: 'day', limit: '500000000' });
    await send();
    expect(bodies().map(({ data }) => data)).toMatchObject([{ kind: 'spend_cap', text: expect.stringContaining('5.00') }]);
  });

  test('what was rolled back is not told, and nobody listens to what no webhook asks for', async () => {
    await newWebhook({ events: ['call.ended'] });
    const before = await ask(sql`select count(*)::int as count from webhook_event`);
    await withConnection(panel.context.pool, async (tx) => {
      await tx.query('begin');
      const { text, values } = addCall('undone');
      await tx.query(text, [...values]);
      await tx.query('rollback');
    });
    await openTestAccount(panel.context);
    await send();
    expect(receiver.received).toEqual([]);
    expect(await ask(sql`select count(*)::int as count from webhook_event`)).toEqual(before);
  });

  test('an overdue invoice is noticed once', async () => {
    await newWebhook({ events: ['invoice.overdue'] });
    const { accountId } = await openTestAccount(panel.context, { paymentType: 'post_paid' });
    await panel.asOwner(`insert into invoice (account_id, kind, number, currency, period_from, period_to, period_to_at, upto_transfer, issued_on,
                                              issued_at, issued_by, due_on, subtotal, tax_total, included_tax, total, rounding, document)
                         values (${accountId}, 'invoice', 'INV-7', 'AUD', '2026-01-01', '2026-02-01', '2026-02-01T00:00Z', 0, '2026-02-01',
                                 now(), 'test', '2026-02-15', 1995000000, 0, 0, 1995000000, 0, '{}');
                         insert into invoice_line (invoice_id, line, section, description, tax_class, amount)
                         select id, 1, 'extras', 'Monthly fee', 'extras', 1995000000 from invoice where number = 'INV-7'`);
    for (let round = 0; round < 2; round += 1) await panel.doOfficeWork('noticing overdue invoices', 'delivering events');
    expect(bodies()).toMatchObject([{ type: 'invoice.overdue', data: { number: 'INV-7', open: '19.95', dueOn: '2026-02-15' } }]);
  });
});

describe('secrets', () => {
  test('a rotation signs with both for a day; at once ends the old one', async () => {
    const { id, secret } = await newWebhook();
    const rotated = (await panel.ask('POST', `/webhooks/${id}/secret`, { cookie, body: {} })).json();
    expect(rotated.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(rotated.secret).not.toBe(secret);
    await openTestAccount(panel.context);
    await send();
    panel.passTime(86_400_000 + 1000);
    cookie = await panel.signIn('administrator');
    await openTestAccount(panel.context);
    await send();
    await panel.ask('POST', `/webhooks/${id}/secret`, { cookie, body: { isAtOnce: true } });
    await openTestAccount(panel.context);
    await send();
    const counts = receiver.received.map(({ headers }) => String(headers['webhook-signature']).split(' ').length);
    expect(counts).toEqual([2, 1, 1]);
  });

  test('are shown once and stand nowhere in clear', async () => {
    const { id, secret } = await newWebhook();
    const listed = await panel.ask('GET', '/webhooks', { cookie });
    expect(listed.body).not.toContain('whsec_');
    const dump = await ask<{ text: string }>(
      sql`select (to_jsonb(w) || (select jsonb_agg(detail) from audit)::jsonb)::text as text from webhook w where w.id = ${id}`,
    );
    expect(JSON.stringify(dump)).not.toContain(secret.slice(6, 30));
  });
});

describe('the door', () => {
  test.each([
    ['http://hooks.example.com/x', false, 'https'],
    ['https://127.0.0.1/x', false, 'not an address on the internet'],
    ['https://0x7f.1/x', false, 'not an address on the internet'],
    ['https://localhost./x', false, 'inside a network'],
    ['https://user:word@example.com/', false, 'password'],
    ['https://example.com:5060/', false, 'Port 5060'],
  ])('refuses %s', async (url, doesAllowHttp, words) => {
    const body = { name: 'Bad', url, doesAllowHttp, events: ['call.ended'] };
    const answer = await panel.ask('POST', '/webhooks', { cookie, body });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().faults).toMatchObject([{ field: 'url', message: expect.stringContaining(words) }]);
  });

  test('a test event arrives, a delivered event is replayed under its own id, a removed webhook is gone', async () => {
    const { id } = await newWebhook();
    const tested = await panel.ask('POST', `/webhooks/${id}/tests`, { cookie });
    expect(tested.statusCode).toBe(202);
    await send();
    const replayed = await panel.ask('POST', `/webhook-deliveries/${tested.json().id}/replay`, { cookie });
    expect(replayed.json()).toMatchObject({ state: 'waiting', tries: 0 });
    await send();
    expect(kindsOf(receiver.received)).toEqual(['webhook.test', 'webhook.test']);
    expect(new Set(bodies().map((body) => body.id)).size).toBe(1);
    expect((await panel.ask('DELETE', `/webhooks/${id}`, { cookie })).statusCode).toBe(200);
    expect((await panel.ask('GET', `/webhooks/${id}`, { cookie })).statusCode).toBe(404);
    expect((await panel.ask('POST', `/webhook-deliveries/${tested.json().id}/replay`, { cookie })).statusCode).toBe(404);
  });

  test('of two who change it at once the second is told', async () => {
    const { id, version } = await newWebhook();
    const body = {
      name: `Hook ${serial}`,
      url: receiver.url(),
      doesAllowHttp: true,
      events: ['call.ended'],
      isOn: true,
      version,
    };
    expect((await panel.ask('PUT', `/webhooks/${id}`, { cookie, body })).statusCode).toBe(200);
    expect((await panel.ask('PUT', `/webhooks/${id}`, { cookie, body })).json().code).toBe('stale_version');
  });

  test('what is done with is forgotten after a month, what waits is not', async () => {
    const { id } = await newWebhook();
    await openTestAccount(panel.context);
    await send();
    receiver.answer({ status: 500 });
    await openTestAccount(panel.context);
    await send();
    panel.passTime(31 * 86_400_000);
    cookie = await panel.signIn('administrator');
    await panel.doOfficeWork('forgetting deliveries');
    const left = (await panel.ask('GET', `/webhooks/${id}/deliveries`, { cookie })).json().items;
    expect(left).toMatchObject([{ state: 'waiting' }]);
    expect(
      await ask(sql`select e.id from webhook_event e where not exists (select from webhook_delivery d where d.event_id = e.id)`),
    ).toEqual([]);
  });
});
