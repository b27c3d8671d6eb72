import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { topUp } from '../actions/money/topUp.ts';
import { run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import type { Id } from '../core/base/id.ts';
import { amount } from '../core/base/money.ts';
import { type Listener, listen } from '../db/listen.ts';
import { furnish, openTestAccount } from '../testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';
import { signInCustomer } from '../testing/portal.ts';
import { asSuperUser } from '../testing/testCluster.ts';

type Customer = { readonly id: Id; readonly cookie: string };
let panel: TestPanel;
let listener: Listener;
let base: string;
let ann: Customer;
let bob: Customer;

beforeAll(async () => {
  panel = await startTestPanel({ heartbeatMilliseconds: 50 });
  await furnish(panel.context);
  base = await panel.server.listen({ host: '127.0.0.1', port: 0 });
  const customer = async (email: string): Promise<Customer> => {
    const { accountId } = await openTestAccount(panel.context, {}, undefined, { lastName: email });
    const [, token] = (await signInCustomer(panel, accountId, email)).split('=');
    return { id: accountId, cookie: `vsppanel_portal_${new URL(base).port}=${token}` };
  };
  ann = await customer('ann@example.com');
  bob = await customer('bob@example.com');
  await new Promise<void>((connected) => {
    listener = listen(panel.database.appUrl, {
      channels: ['change'],
      name: 'test changes',
      onConnect: () => connected(),
      onMessage: (_, payload) => panel.feed.hear(payload),
      onError: () => undefined,
    });
  });
});
afterAll(async () => {
  await listener.stop();
  await panel.close();
});

/** Reads the stream; `until` answers with all that has come since the last question, its end as `ended`. */
async function watch({ cookie }: Customer) {
  const response = await fetch(`${base}/api/v1/portal/live`, { headers: { cookie } });
  const reader = (response.body ?? new ReadableStream<Uint8Array>()).pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const until = async (wanted: string): Promise<string> => {
    for (;;) {
      const at = text.indexOf(wanted);
      if (at >= 0) {
        const heard = text.slice(0, at + wanted.length);
        text = text.slice(at + wanted.length);
        return heard;
      }
      const { value, done } = await reader.read();
      if (done) return `${text}ended`;
      text += value;
    }
  };
  return { response, until, stop: () => reader.cancel() };
}
const event = (name: string) => `event: ${name}\ndata: {}\n\n`;
const beat = ': alive\n\n';
const owner = (text: string) => asSuperUser(inject('testCluster'), panel.database.name, (client) => client.query(text));
const pay = ({ id }: Customer, key: string) =>
  run(panel.context, systemActor, topUp, { accountId: id, amount: amount('5'), reason: 'cash', key });
const callOf = ({ id }: Customer, callId: string) =>
  owner(`insert into call (call_id, account_id, network_number_id, protocol, caller_number, dialled, number, destination_kind, destination,
    decimals, rounding_mode, attempts, is_metered, state, granted_seconds, hold, expires_at)
    select '${callId}', account_id, id, 'sip', number, '0299990000', '61299990000', 'outside', 'Australia', 4, 'half_up',
           '[]', true, 'reserved', 60, 5000000, now() from network_number where account_id = ${id} limit 1`);

test('strangers hear nothing, and neither do staff with the panel’s own cookie', async () => {
  expect((await fetch(`${base}/api/v1/portal/live`)).status).toBe(401);
  const [, token] = (await panel.signIn('administrator')).split('=');
  const cookie = `vsppanel_${new URL(base).port}=${token}`;
  expect((await fetch(`${base}/api/v1/portal/live`, { headers: { cookie } })).status).toBe(401);
  expect((await fetch(`${base}/api/v1/live`, { headers: { cookie: ann.cookie } })).status, 'nor customers the panel’s').toBe(401);
});

test('a customer hears of the own account, and of nobody else’s; an event has nothing in it', async () => {
  const { response, until, stop } = await watch(ann);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  await until(event('account') + event('calls'));
  await pay(bob, 'of-bob');
  await callOf(bob, 'call-of-bob');
  await pay(ann, 'of-ann');
  // What moved at Bob's came before, or in the same moment: Ann's own event is all that is heard.
  expect(withoutBeats(await until(event('account')))).toBe(event('account'));
  await callOf(ann, 'call-of-ann');
  expect(withoutBeats(await until(event('calls')))).toBe(event('calls'));
  await owner(`delete from call where call_id = 'call-of-bob'`);
  await owner(`delete from call where call_id = 'call-of-ann'`);
  expect(withoutBeats(await until(event('calls')))).toBe(event('calls'));
  await stop();
});
const withoutBeats = (heard: string) => heard.replaceAll(beat, '');

test('the stream ends with the session, and watching alone does not prolong it', async () => {
  const { until } = await watch(bob);
  await owner(`update portal_session set last_seen_at = now() - interval '1 day' where account_id = ${bob.id}`);
  await until(beat);
  await until(beat);
  const { rows } = await owner(
    `select last_seen_at < now() - interval '1 hour' as old from portal_session where account_id = ${bob.id}`,
  );
  expect(rows).toEqual([{ old: true }]);
  expect((await fetch(`${base}/api/v1/portal/session`, { method: 'DELETE', headers: { cookie: bob.cookie } })).status).toBe(200);
  expect(await until('ended')).toMatch(/ended$/);
});
