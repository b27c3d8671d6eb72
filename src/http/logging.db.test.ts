import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { furnish } from '../testing/accounts.ts';
import { startTestPanel, type TestPanel, testPassword } from '../testing/panel.ts';
import { watchHealth } from './watchHealth.ts';

let panel: TestPanel;
const logged: string[] = [];
beforeAll(async () => {
  panel = await startTestPanel({ log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }) });
  await furnish(panel.context);
});
afterAll(() => panel.close());

test('a request leaves its method, its path and its status in the log, and none of what was said', async () => {
  const cookie = await panel.signIn('administrator');
  const secrets = { secret: 'a-phone-secret-typed-by-hand', password: 'a-password-typed-by-hand', search: 'sought-customer' };
  const added = await panel.ask('POST', '/accounts', { cookie, body: { lastName: 'Doe' } });
  const { account, credentials } = added.json();
  await panel.ask('POST', `/accounts/${account.id}/phones`, { cookie, body: { secret: secrets.secret } });
  await panel.ask('POST', '/session', { body: { userName: 'nobody', password: secrets.password } });
  await panel.ask('GET', `/accounts?search=${secrets.search}`, { cookie });
  const { key } = (await panel.ask('POST', '/api-keys', { cookie, body: { name: 'k' } })).json();
  await panel.ask('GET', '/accounts', { key });
  await panel.ask('POST', `/accounts/${account.id}/notes`, { cookie, body: { body: 5 } });

  const log = logged.join('');
  expect(log).toContain('"path":"/api/v1/accounts/:id/phones"');
  expect(log).toContain('"status":401');
  const [, token = ''] = cookie.split('=');
  for (const one of [...Object.values(secrets), credentials.secret, key, token, testPassword]) expect(log).not.toContain(one);
});

test('whoever asks too often without signing in is told to wait', async () => {
  const ask = (remoteAddress: string) =>
    panel.server.inject({ method: 'POST', url: '/api/v1/setup/administrator', remoteAddress, payload: {} });
  const statuses = [];
  for (let i = 0; i < 61; i += 1) statuses.push((await ask('203.0.113.77')).statusCode);
  expect(statuses.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => 400));
  expect(statuses[60]).toBe(429);
  expect((await ask('203.0.113.78')).statusCode).toBe(400);
});

test('browsers that listen are told when the health of a part changes, and only then', async () => {
  const health = watchHealth(panel.door, panel.feed);
  const cookie = await panel.signIn('administrator');
  const heard: string[] = [];
  const unsubscribe = panel.feed.subscribe(({ event }) => heard.push(event));
  const [provider] = (await panel.ask('GET', '/providers', { cookie })).json().items;
  const { id, hasSecret: _, createdAt: __, live: ___, ...fields } = provider;
  await health.look();
  await health.look();
  expect(heard).toEqual([]);
  const changed = await panel.ask('PUT', `/providers/${id}`, { cookie, body: { ...fields, isActive: false } });
  expect(changed.statusCode).toBe(200);
  await health.look();
  expect(heard).toEqual(['status']);
  unsubscribe();
  health.stop();
});
