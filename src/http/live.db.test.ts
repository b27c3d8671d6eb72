import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { topUp } from '../actions/money/topUp.ts';
import { run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import type { Id } from '../core/base/id.ts';
import { amount } from '../core/base/money.ts';
import { type Listener, listen } from '../db/listen.ts';
import { furnish, openTestAccount } from '../testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';
import { asSuperUser } from '../testing/testCluster.ts';

let panel: TestPanel;
let listener: Listener;
let base: string;
let accountId: Id;
beforeAll(async () => {
  panel = await startTestPanel({ heartbeatMilliseconds: 50 });
  await furnish(panel.context);
  accountId = (await openTestAccount(panel.context)).accountId;
  listener = await hear(panel);
  base = await panel.server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await listener.stop();
  await panel.close();
});

/** Hands the database's notifications to the panel, as main.ts does. */
function hear({ database, feed }: TestPanel): Promise<Listener> {
  return new Promise((connected) => {
    const heard: Listener = listen(database.appUrl, {
      channels: ['change'],
      name: 'test changes',
      onConnect: () => connected(heard),
      onMessage: (_, payload) => feed.hear(payload),
      onError: () => undefined,
    });
  });
}

/** Reads events until one is what the test waits for; the test's own time limit ends a wait in vain. */
async function watch(cookie: string) {
  const response = await fetch(`${base}/api/v1/live`, { headers: { cookie } });
  const reader = (response.body ?? new ReadableStream<Uint8Array>()).pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const until = async (isWanted: (event: string, data: unknown) => boolean): Promise<unknown> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        const [, event = '', data = 'null'] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
        if (event !== '' && isWanted(event, JSON.parse(data))) return JSON.parse(data);
        continue;
      }
      const { value, done } = await reader.read();
      if (done) return 'ended';
      text += value;
    }
  };
  return { response, until, stop: () => reader.cancel() };
}

/** Signed in over the network: the cookie's name carries the port. */
async function cookieFor(level: 'administrator' | 'super_user'): Promise<string> {
  const [, token] = (await panel.signIn(level)).split('=');
  return `vsppanel_${new URL(base).port}=${token}`;
}

test('strangers hear nothing', async () => {
  expect((await fetch(`${base}/api/v1/live`)).status).toBe(401);
});

test('a browser hears at once which calls are up, and every money movement', async () => {
  const { response, until, stop } = await watch(await cookieFor('super_user'));
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(await until((event) => event === 'calls')).toMatchObject({ items: [], rates: {}, total: 0 });
  await run(panel.context, systemActor, topUp, { accountId, amount: amount('5'), reason: 'cash', key: 'live-top-up' });
  expect(await until((event) => event === 'account')).toEqual({ id: String(accountId) });
  await stop();
});

type Told = {
  readonly items: Record<string, unknown>[];
  readonly ended: string[];
  readonly rates: Record<string, unknown>;
  readonly total: number;
};

/** A call to Australia as call control would have booked it, by a rate of 0.60 a minute, over a provider that takes 0.30. */
const bookCall = (callId: string) =>
  owner(`insert into call (call_id, account_id, network_number_id, protocol, caller_number, dialled, number, destination_kind, destination,
    rate_id, decimals, rounding_mode, attempts, is_metered, state, granted_seconds, hold, expires_at)
    select '${callId}', account_id, n.id, 'sip', number, '0299990000', '61299990000', 'outside', 'Australia', s.id, 4, 'half_up',
           jsonb_build_array(jsonb_build_object('kind', 'provider', 'providerId', p.id::text, 'costRateId', c.id::text)),
           true, 'reserved', 60, 5000000, now()
      from network_number n, provider p, rate s, rate c
     where s.destination = 'Sold' and c.destination = 'Bought' limit 1`);
const owner = (text: string) => asSuperUser(inject('testCluster'), panel.database.name, (client) => client.query(text));

beforeAll(async () => {
  await owner(`insert into billing_package (name, kind) values ('Deck', 'cost')`);
  for (const [kind, destination, price] of [
    ['sell', 'Sold', 600_000_000_000],
    ['cost', 'Bought', 300_000_000_000],
  ])
    await owner(`insert into rate (billing_package_id, prefix, destination, price, initial_increment, increment)
      select id, '612999', '${destination}', ${price}, 60, 60 from billing_package where kind = '${kind}' limit 1`);
});

test('a call that begins, is answered, sounds and ends is told by itself, with what it costs so far', async () => {
  const { until, stop } = await watch(await cookieFor('administrator'));
  const moved = async (isWanted: (told: Told) => boolean = () => true) =>
    (await until((event, data) => event === 'moved' && isWanted(data as Told))) as Told;
  await bookCall('live-1');
  const begun = await moved();
  expect(begun).toMatchObject({ ended: [], total: 1 });
  expect(begun.items).toMatchObject([
    {
      callId: 'live-1',
      accountName: 'Doe',
      providerName: 'Test carrier',
      hold: '0.05',
      state: 'reserved',
      price: null,
      cost: null,
    },
  ]);
  await bookCall('live-2');
  expect((await moved()).items.map(({ callId }) => callId)).toEqual(['live-2']);
  const answer = {
    callId: 'live-1',
    answeredAt: new Date(Date.now() - 61_000).toISOString(),
    attempt: 1,
    codec: 'alaw',
    pddMs: 700,
  };
  await owner(`select call_answer('${JSON.stringify(answer)}')`);
  const talking = await moved(({ items }) => items[0]?.state === 'active');
  expect(talking.items).toMatchObject([
    { codec: 'alaw', postDialDelayMilliseconds: 700, price: '1.20', cost: '0.60', attempt: 1 },
  ]);
  expect(Object.keys(talking.rates).sort()).toEqual([talking.items[0]?.rateKey, talking.items[0]?.costRateKey].sort());
  await owner(`update call set quality = '{"word":"fair","mos":3.9}' where call_id = 'live-1'`);
  expect((await moved()).items).toMatchObject([{ quality: { word: 'fair', mos: 3.9 } }]);
  await owner(`delete from call where call_id = 'live-1'`);
  expect(await moved()).toMatchObject({ items: [], ended: ['live-1'], total: 1 });
  await owner(`delete from call where call_id = 'live-2'`);
  await stop();
});

test('how a call sounded stands on it when it is over, figures for staff', async () => {
  await bookCall('live-4');
  // This row was made by hand, without the money that its booking would have set aside.
  await owner(`update call set hold = 0 where call_id = 'live-4'`);
  const settlement = {
    ...{ callId: 'live-4', durationMs: 61_000, billedSeconds: 120, price: '120000000', answeredAt: new Date().toISOString() },
    ...{
      endedAt: new Date().toISOString(),
      attempt: 1,
      outcome: 'answered',
      hangupCause: 16,
      day: '2026-11-23',
      pddMs: 2300,
      codec: 'g722',
    },
    quality: {
      word: 'poor',
      mos: 2.9,
      callee: { received: 900, lost: 90, jitter: 2, sent: 990, lostThere: 0, jitterThere: 0, roundTrip: 31 },
    },
  };
  await owner(`select call_settle('${JSON.stringify(settlement)}')`);
  const call = (await panel.ask('GET', '/calls/live-4', { cookie: await panel.signIn('super_user') })).json();
  expect(call).toMatchObject({ codec: 'g722', postDialDelayMilliseconds: 2300, quality: settlement.quality });
});

test('what providers take is not told to those who may not see providers, in the list and in the news', async () => {
  await bookCall('live-3');
  const answer = { callId: 'live-3', answeredAt: new Date().toISOString(), attempt: 1 };
  await owner(`select call_answer('${JSON.stringify(answer)}')`);
  const { until, stop } = await watch(await cookieFor('super_user'));
  const first = (await until((event) => event === 'calls')) as Told;
  await owner(`update call set quality = '{"word":"poor","mos":2}' where call_id = 'live-3'`);
  const news = (await until((event) => event === 'moved')) as Told;
  const asked = (await panel.ask('GET', '/live-calls', { cookie: await panel.signIn('super_user') })).json() as Told;
  for (const { items, rates } of [first, news, asked]) {
    expect(items).toMatchObject([{ callId: 'live-3', cost: null, costRateKey: null }]);
    expect(items[0]?.price).toMatch(/^0\.[06]0$/);
    expect(JSON.stringify(rates)).not.toContain('Bought');
  }
  const seen = (await panel.ask('GET', '/live-calls', { cookie: await panel.signIn('administrator') })).json() as Told;
  expect(JSON.stringify(seen.rates)).toContain('Bought');
  await owner(`delete from call where call_id = 'live-3'`);
  await stop();
});

test('a phone that registers is told as its account', async () => {
  const { until, stop } = await watch(await cookieFor('super_user'));
  await asSuperUser(inject('testCluster'), panel.database.name, (client) =>
    client.query(`insert into ast.ps_contacts (id, uri, endpoint, expiration_time, user_agent)
      select number || ';@x', 'sip:' || number || '@192.0.2.9:5070', number, extract(epoch from now())::bigint + 600, 'Phone' from network_number limit 1`),
  );
  expect(await until((event) => event === 'account')).toEqual({ id: String(accountId) });
  const phones = await panel.ask('GET', `/accounts/${accountId}/phones`, { cookie: await panel.signIn('super_user') });
  expect(phones.json().items[0].registrations).toMatchObject([
    { protocol: 'sip', address: '192.0.2.9', port: 5070, userAgent: 'Phone' },
  ]);
  await stop();
});

test('the stream of somebody who signs out ends', async () => {
  const cookie = await cookieFor('super_user');
  const { until } = await watch(cookie);
  await until((event) => event === 'calls');
  await fetch(`${base}/api/v1/session`, { method: 'DELETE', headers: { cookie } });
  expect(await until(() => false)).toBe('ended');
});

test('a server that stops ends the streams instead of waiting for them', async () => {
  const other = await startTestPanel();
  const address = await other.server.listen({ host: '127.0.0.1', port: 0 });
  const [, token] = (await other.signIn('super_user')).split('=');
  const response = await fetch(`${address}/api/v1/live`, { headers: { cookie: `vsppanel_${new URL(address).port}=${token}` } });
  const [text] = await Promise.all([response.text(), other.close()]);
  expect(text).toContain('event: calls');
});

test('a session that an Administrator ends is told at once, not with the next heartbeat; others go on', async () => {
  // Its heartbeat is further off than any patience: what ends the stream is the news.
  const other = await startTestPanel({ heartbeatMilliseconds: 3_600_000 });
  const changes = await hear(other);
  const address = await other.server.listen({ host: '127.0.0.1', port: 0 });
  const administrator = await other.signIn('administrator');
  const streamOf = async (cookie: string) => {
    const [, token] = cookie.split('=');
    const headers = { cookie: `vsppanel_${new URL(address).port}=${token}` };
    const request = get(`${address}/api/v1/live`, { agent: false, headers });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    await once(response, 'data');
    return response.resume();
  };
  const [watched, goesOn] = [await streamOf(await other.signIn('super_user')), await streamOf(administrator)];
  const ask = (method: 'GET' | 'DELETE', path: string) => other.ask(method, path, { cookie: administrator });
  const staff = (await ask('GET', '/staff')).json().items.find(({ level }: { level: string }) => level === 'super_user');
  const [session] = (await ask('GET', `/staff/${staff.id}/sessions`)).json().items;
  await Promise.all([once(watched, 'end'), ask('DELETE', `/staff-sessions/${session.id}`)]);
  expect(goesOn.readableEnded).toBe(false);
  await Promise.all([changes.stop(), other.close()]);
});
