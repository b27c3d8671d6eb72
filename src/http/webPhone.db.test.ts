import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readBrowserPhones } from '../actions/calls/readBrowserPhones.ts';
import { tellStatus } from '../actions/calls/tellStatus.ts';
import type { Id } from '../core/base/id.ts';
import { rows, sql } from '../db/sql.ts';
import { openBrowserRinging } from '../jobs/browserRinging.ts';
import { furnish, openTestAccount } from '../testing/accounts.ts';
import { fakeEngine } from '../testing/fakeEngine.ts';
import { cookieOf, startTestPanel, type TestPanel } from '../testing/panel.ts';
import { customerPassword, signInCustomer } from '../testing/portal.ts';

type Customer = { readonly id: Id; cookie: string; readonly email: string; phone: string; number: string };
let panel: TestPanel;
let ann: Customer;
let bob: Customer;
const calls = () => ({ tx: panel.context.pool, now: panel.context.clock, report: () => undefined });

beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  const customer = async (email: string): Promise<Customer> => {
    const { accountId } = await openTestAccount(panel.context, {}, undefined, { lastName: email });
    const cookie = await signInCustomer(panel, accountId, email);
    const [phone] = (await panel.ask('GET', '/portal/phones', { cookie })).json().items;
    return { id: accountId, cookie, email, phone: phone.id, number: phone.number };
  };
  ann = await customer('ann@example.com');
  bob = await customer('bob@example.com');
});
beforeEach(() => tellStatus(calls(), { isConnected: true, shutsOutBy: 'asterisk', version: '22', liveCalls: 0 }));
afterAll(() => panel.close());

const open = (who: Customer, phone = who.phone, cookie = who.cookie) =>
  panel.ask('POST', `/portal/phones/${phone}/browser-phone`, { cookie, headers: { 'user-agent': 'Firefox of Ann' } });
const opened = async (who: Customer, cookie = who.cookie): Promise<string> => {
  const answer = await open(who, who.phone, cookie);
  expect(answer.statusCode).toBe(201);
  return answer.json().username;
};
const keep = (who: Customer, username: string) =>
  panel.ask('PUT', '/portal/browser-phone', { cookie: who.cookie, body: { username } });
/** As Asterisk does when the browser registers. */
const register = (username: string, seconds = 60) =>
  panel.asOwner(`insert into ast.ps_contacts (id, uri, endpoint, expiration_time)
    values ('${username};@x', 'sip:${username}@127.0.0.1:4711;transport=ws', '${username}', extract(epoch from now())::bigint + ${seconds})`);
/** The logins that Asterisk would let in. */
const endpoints = async () =>
  (await ownerRows("select id, aors, webrtc, set_var from ast.ps_endpoints where id like 'web-%'")) as { id: string }[];
const ownerRows = async (text: string): Promise<readonly unknown[]> => {
  await panel.asOwner(`create table if not exists seen (line jsonb); delete from seen; grant select on seen to vsppanel_app;
    insert into seen select to_jsonb(t) from (${text}) t`);
  return (await rows<{ line: unknown }>(panel.context.pool, sql`select line from seen`)).map(({ line }) => line);
};

test('the login is not the phone’s: it names nobody, is told once, and nothing of it is kept but a digest', async () => {
  const answer = await open(ann);
  expect(answer.headers['cache-control']).toBe('no-store');
  const { username, secret, expiresAt } = answer.json();
  expect(username).toMatch(/^web-[0-9a-f]{24}$/);
  expect(Date.parse(expiresAt) - panel.context.clock()).toBeLessThanOrEqual(900_000);
  expect(JSON.stringify(await ownerRows('select * from browser_phone'))).not.toContain(secret);
  expect(JSON.stringify(await ownerRows('select * from audit'))).not.toContain(secret);
  expect(await endpoints()).toEqual([
    { id: username, aors: username, webrtc: 'yes', set_var: `PHONE=${ann.number};PROTOCOL=sip` },
  ]);
});

test('another customer’s phone answers as one that does not exist, and staff on a visit is no phone', async () => {
  const [other, none] = [await open(ann, bob.phone), await open(ann, '987654')];
  expect([other.statusCode, other.body]).toEqual([none.statusCode, none.body]);
  expect(other.statusCode).toBe(404);
  const staff = await panel.signIn('super_user');
  const visit = await panel.ask('POST', `/accounts/${ann.id}/portal-visits`, { cookie: staff });
  const cookie = cookieOf(visit);
  expect((await open(ann, ann.phone, cookie)).statusCode).toBe(403);
});

test('one browser is one phone: opened again, the login before is over, also for the page that still asks for it', async () => {
  const first = await opened(ann);
  const second = await opened(ann);
  expect((await endpoints()).map(({ id }) => id)).toEqual([second]);
  expect((await keep(ann, first)).json().code).toBe('not_found');
  expect((await keep(ann, second)).statusCode).toBe(200);
  expect((await keep(bob, second)).json().code, 'nobody keeps another’s').toBe('not_found');
});

test('two windows that open at the same moment leave one login', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => open(bob)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 201));
  const kept = await Promise.all(answers.map((answer) => keep(bob, answer.json().username)));
  expect(kept.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
});

test('it rings with its number once it is registered, and is shown to customer and staff as a browser', async () => {
  const username = await opened(ann);
  const engine = fakeEngine();
  const ringing = openBrowserRinging({ context: calls(), engine });
  await ringing.renew();
  expect(engine.told.splice(0)).toEqual(['browsers ']);
  await register(username);
  await ringing.hear(`registration ${ann.number}`);
  expect(engine.told, 'a phone on a desk changes nothing').toEqual([]);
  await ringing.hear(`registration ${username}`);
  expect(engine.told.splice(0)).toEqual([`browsers ${ann.number} ${username}`]);
  const staff = await panel.signIn('super_user');
  const shown = { protocol: 'sip', isBrowser: true, userAgent: 'Firefox of Ann', address: '127.0.0.1' };
  const asStaff = await panel.ask('GET', `/accounts/${ann.id}/phones`, { cookie: staff });
  expect(asStaff.json().items[0].registrations).toMatchObject([shown]);
  expect(asStaff.body, 'a login is nobody’s business').not.toContain(username);
  const [own] = (await panel.ask('GET', '/portal/phones', { cookie: ann.cookie })).json().items;
  expect(own.registrations).toMatchObject([shown]);
});

const ends: readonly (readonly [string, (username: string) => Promise<unknown>])[] = [
  ['the customer switches it off', () => panel.ask('DELETE', '/portal/browser-phone', { cookie: ann.cookie })],
  [
    'staff ends it',
    async () => {
      const cookie = await panel.signIn('super_user');
      const ended = await panel.ask('DELETE', `/phones/${ann.phone}/browser-phones`, { cookie });
      expect(ended.json()).toEqual({ ended: 1 });
    },
  ],
  [
    'the account is suspended',
    async () => {
      const cookie = await panel.signIn('super_user');
      const active = (isActive: boolean) =>
        panel.ask('POST', `/accounts/${ann.id}/active`, { cookie, body: { isActive, reason: 'unpaid' } });
      expect((await active(false)).statusCode).toBe(200);
      expect((await open(ann)).json().code).toBe('unknown_caller');
      expect(await endpoints()).toEqual([]);
      expect(await readBrowserPhones(calls())).toEqual([]);
      await panel.asOwner('delete from browser_phone');
      await active(true);
    },
  ],
  ['its time is over', () => panel.asOwner(`update browser_phone set expires_at = now() - interval '1 second'`)],
  ['the session lapses', () => panel.asOwner(`update portal_session set expires_at = now() - interval '1 second'`)],
  ['the customer signs out', () => panel.ask('DELETE', '/portal/session', { cookie: ann.cookie })],
];
test.each(ends)('it neither calls nor rings any more when %s', async (_, end) => {
  await panel.asOwner('delete from ast.ps_contacts; delete from browser_phone');
  const engine = fakeEngine();
  const ringing = openBrowserRinging({ context: calls(), engine });
  ann.cookie = await signInAgain(ann);
  const username = await opened(ann);
  await register(username);
  await ringing.renew();
  expect(engine.told.splice(0)).toEqual([`browsers ${ann.number} ${username}`]);
  await end(username);
  expect(await endpoints()).toEqual([]);
  await ringing.renew();
  expect(engine.told).toEqual(['browsers ', `forget ${username}`]);
});

test('of many browsers of one number the newest four ring', async () => {
  await panel.asOwner('delete from ast.ps_contacts; delete from browser_phone');
  const names: string[] = [];
  for (let index = 0; index < 5; index += 1) {
    const cookie = await signInAgain(bob);
    names.push(await opened(bob, cookie));
    await register(names[index] ?? '', 60 + index);
  }
  const engine = fakeEngine();
  await openBrowserRinging({ context: calls(), engine }).renew();
  expect(engine.told).toEqual([`browsers ${bob.number} ${names.slice(1).reverse().join(' ')}`]);
});
const signInAgain = async ({ email }: Customer): Promise<string> =>
  cookieOf(await panel.ask('POST', '/portal/session', { body: { email, password: customerPassword } }));

test('without an engine there is no phone, and the page is told so', async () => {
  await tellStatus(calls(), { isConnected: false, shutsOutBy: 'asterisk', version: '', liveCalls: 0 });
  const cookie = await signInAgain(bob);
  expect((await open(bob, bob.phone, cookie)).json().code).toBe('engine_unavailable');
});
