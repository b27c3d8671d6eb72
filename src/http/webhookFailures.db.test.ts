import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { formatInstant } from '../core/base/time.ts';
import { deliveryTriesMax } from '../core/wires/hookRetry.ts';
import { withConnection } from '../db/connection.ts';
import { rows, sql } from '../db/sql.ts';
import { reviveRange } from '../db/tables/webhookDeliveries.ts';
import { sendHooks } from '../jobs/sendHooks.ts';
import { furnish, openTestAccount } from '../testing/accounts.ts';
import { type HookReceiver, loopbackPolicy, type Received, startHookReceiver } from '../testing/hookReceiver.ts';
import { readLetters } from '../testing/mail/readLetters.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';
import type { DeliverHook } from '../wires/wire.ts';

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
const bodies = () => receiver.received.map(({ body }) => body as { id: string });

async function newWebhook(
  fields: object = {},
): Promise<{ readonly id: string; readonly secret: string; readonly version: number }> {
  serial += 1;
  const body = { name: `Hook ${serial}`, url: receiver.url(), doesAllowHttp: true, events: ['account.created'], ...fields };
  const made = await panel.ask('POST', '/webhooks', { cookie, body });
  expect(made.statusCode, made.body).toBe(201);
  return made.json();
}

const newestOf = async (id: string) => (await panel.ask('GET', `/webhooks/${id}/deliveries`, { cookie })).json().items[0];

describe('a sender that dies', () => {
  test('between taking and noting leaves nothing behind: the event goes out again under the same id', async () => {
    const { id } = await newWebhook();
    await openTestAccount(panel.context);
    const ids: string[] = [];
    const dying: DeliverHook = async ({ key }) => {
      ids.push(key);
      throw new Error('killed');
    };
    await expect(sendHooks({ ...panel.office, deliver: dying })).rejects.toThrow('killed');
    await send();
    expect(receiver.received, 'nobody knows yet that it died').toEqual([]);
    panel.passTime(151_000);
    await send();
    expect(bodies().map((body) => body.id)).toEqual(ids);
    expect(await newestOf(id)).toMatchObject({ state: 'delivered', tries: 2 });
  });

  test('has no twin: two senders at once deliver each event once', async () => {
    await newWebhook();
    await panel.asOwner(`select webhook_tell('account.created', null, '{}') from generate_series(1, 150)`);
    await Promise.all([send(), send(), send()]);
    expect(receiver.received).toHaveLength(150);
    expect(new Set(bodies().map((body) => body.id)).size).toBe(150);
  });
});

describe('a webhook that cannot be served', () => {
  test('holds up nobody, also not while another one hangs', async () => {
    await newWebhook({ url: receiver.url('/dying') });
    await newWebhook({ url: receiver.url('/slow') });
    await openTestAccount(panel.context);
    let wake = (): void => undefined;
    const asleep = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const deliver: DeliverHook = async ({ url }) => {
      if (url.includes('/dying')) throw new Error('killed');
      if (url.includes('/slow')) await asleep;
      return { status: 200, milliseconds: 1, problem: '', answer: '' };
    };
    const room = { ...panel.office, deliver };
    await expect(sendHooks(room), 'while the slow one still hangs').rejects.toThrow('killed');
    await ask(sql`update webhook set state = 'off' where url like '%/dying'`);
    const { id } = await newWebhook();
    await openTestAccount(panel.context);
    const next = sendHooks(room);
    await expect.poll(async () => (await newestOf(id)).state).toBe('delivered');
    wake();
    await next;
  });

  test('gives up events of which no body can be made, and goes on', async () => {
    const { id } = await newWebhook({ events: ['call.ended', 'account.created'] });
    await panel.asOwner(`select webhook_tell('call.ended', null, '{}') from generate_series(1, 45)`);
    await openTestAccount(panel.context);
    await send();
    expect(receiver.received).toHaveLength(1);
    const { items } = (await panel.ask('GET', `/webhooks/${id}/deliveries?limit=2`, { cookie })).json();
    expect(items).toMatchObject([{ state: 'delivered' }, { state: 'failed', lastProblem: 'This event could not be written.' }]);
  });
});

test('a long replay goes on where it ended', async () => {
  const { id } = await newWebhook();
  for (let made = 0; made < 3; made += 1) await openTestAccount(panel.context);
  await send();
  const ids = bodies().map((body) => body.id);
  receiver.forget();
  const [from, until] = ['2026-01-01T00:00:00Z', '2046-01-01T00:00:00Z'];
  for (let step = 0; step < 3; step += 1) {
    panel.passTime(200_000);
    const at = formatInstant(panel.context.clock());
    const range = { from, until, states: ['delivered'] as const, at, limit: 1 };
    expect(await withConnection(panel.context.pool, (tx) => reviveRange(tx, BigInt(id), range))).toBe(1);
    await send();
  }
  expect(bodies().map((body) => body.id)).toEqual(ids);
});

describe('a receiver that fails', () => {
  test('is tried again later, and its answer is kept, cut short and printable', async () => {
    const { id } = await newWebhook();
    receiver.answer({ status: 503, text: `Try\u0000 later${'.'.repeat(2000)}` });
    await openTestAccount(panel.context);
    await send();
    await send();
    expect(receiver.received, 'not before it is due').toHaveLength(1);
    const failed = await newestOf(id);
    expect(failed).toMatchObject({ state: 'waiting', tries: 1, lastStatus: 503, lastProblem: 'It answered 503.' });
    receiver.answer({ status: 204 });
    panel.passTime(6000);
    await send();
    const { attempts, ...one } = (await panel.ask('GET', `/webhook-deliveries/${failed.id}`, { cookie })).json();
    expect(one).toMatchObject({
      state: 'delivered',
      tries: 2,
      eventId: (receiver.received[0] as Received).headers['webhook-id'],
    });
    expect(attempts).toMatchObject([{ status: 204 }, { status: 503, answer: expect.stringMatching(/^Try later\.{491}$/) }]);
    expect(receiver.received[1]?.headers['webhook-id']).toBe(receiver.received[0]?.headers['webhook-id']);
  });

  test('does not follow a redirect', async () => {
    const { id } = await newWebhook();
    receiver.answer({ status: 302, headers: { location: receiver.url('/elsewhere') } });
    await openTestAccount(panel.context);
    await send();
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook']);
    expect((await newestOf(id)).lastProblem).toContain('redirect');
  });

  test('that hangs holds up nobody else', async () => {
    const slow = await startHookReceiver('slow.example.com');
    slow.answer('hang');
    const { id } = await newWebhook({ url: slow.url() });
    await newWebhook();
    await openTestAccount(panel.context);
    const sending = send();
    await expect.poll(() => slow.received.length).toBe(1);
    await openTestAccount(panel.context);
    await expect.poll(() => receiver.received.length, { message: 'what happens meanwhile goes out too' }).toBe(2);
    expect(slow.received, 'while the slow one still hangs').toHaveLength(1);
    await slow.close();
    await sending;
    expect(await newestOf(id)).toMatchObject({ state: 'waiting', lastProblem: expect.stringMatching(/connection|refuses/) });
  });

  test('for three days is given up, for five is stopped with an alert and a letter; what it missed can be replayed', async () => {
    const { id } = await newWebhook({ alarmEmail: 'ops@example.org' });
    receiver.answer({ status: 500 });
    await openTestAccount(panel.context);
    for (let round = 0; round < deliveryTriesMax; round += 1) {
      await send();
      panel.passTime(86_400_000 / 4);
      if (round > 7) panel.passTime(86_400_000);
    }
    expect(receiver.received.length).toBeGreaterThanOrEqual(8);
    await openTestAccount(panel.context);
    for (let round = 0; round < 3; round += 1) {
      await send();
      panel.passTime(86_400_000 * 3);
    }
    cookie = await panel.signIn('administrator');
    const hook = (await panel.ask('GET', `/webhooks/${id}`, { cookie })).json();
    expect(hook).toMatchObject({ state: 'stopped', stoppedReason: expect.stringContaining('5 days') });
    const alerts = (await panel.ask('GET', '/alerts?kind=webhook_stopped', { cookie })).json().items;
    expect(alerts).toMatchObject([{ text: expect.stringContaining(hook.name) }]);
    expect(await readLetters(panel.context, sql`to_address = 'ops@example.org'`)).toHaveLength(1);
    // While it is stopped nothing goes out, and nothing is lost.
    const { accountId } = await openTestAccount(panel.context);
    receiver.forget();
    await send();
    expect(receiver.received).toEqual([]);
    expect(await newestOf(id)).toMatchObject({ state: 'missed', accountId: String(accountId) });
    receiver.answer({ status: 200 });
    const { name, url, events, version } = hook;
    const on = await panel.ask('PUT', `/webhooks/${id}`, {
      cookie,
      body: { name, url, events, version, doesAllowHttp: true, isOn: true },
    });
    expect(on.json()).toMatchObject({ state: 'on', stoppedReason: '' });
    const range = { from: '2026-01-01T00:00:00Z', until: '2036-01-01T00:00:00Z' };
    const replay = await panel.ask('POST', `/webhooks/${id}/replays`, { cookie, body: range });
    expect(replay.json()).toEqual({ count: 3, isMore: false });
    await send();
    expect(receiver.received).toHaveLength(3);
  });

  test('that says 410 is stopped at once', async () => {
    const { id } = await newWebhook();
    receiver.answer({ status: 410 });
    await openTestAccount(panel.context);
    await send();
    expect((await panel.ask('GET', `/webhooks/${id}`, { cookie })).json()).toMatchObject({ state: 'stopped' });
  });
});
