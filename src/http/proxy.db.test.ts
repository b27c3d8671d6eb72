import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPanel, type TestPanel, testPassword } from '../testing/panel.ts';

// fastify's inject comes from 127.0.0.1, like a reverse proxy on the same machine.
let trusting: TestPanel;
let plain: TestPanel;
beforeAll(async () => {
  [trusting, plain] = await Promise.all([startTestPanel({ trustedProxies: ['127.0.0.1'] }), startTestPanel()]);
});
afterAll(() => Promise.all([trusting.close(), plain.close()]));

const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'panel.example', 'x-forwarded-for': '203.0.113.7' };

async function cookieThrough(panel: TestPanel): Promise<string> {
  await panel.signIn('administrator');
  const people = await panel.context.pool.query<{ user_name: string }>('select user_name from staff');
  const body = { userName: people.rows[0]!.user_name, password: testPassword };
  const response = await panel.ask('POST', '/session', { body, headers: { ...forwarded, origin: 'https://panel.example' } });
  return String(response.headers['set-cookie'] ?? response.statusCode);
}

test('behind a trusted proxy the cookie is Secure and bound to the host, and the address is the browser’s', async () => {
  expect(await cookieThrough(trusting)).toMatch(/^__Host-vsppanel=.*Secure/);
  const sessions = await trusting.context.pool.query<{ address: string }>(
    'select address from staff_session order by created_at desc',
  );
  expect(sessions.rows[0]?.address).toBe('203.0.113.7');
});

test('nobody else’s word is believed', async () => {
  expect(await cookieThrough(plain)).not.toContain('__Host-');
  const sessions = await plain.context.pool.query<{ address: string }>('select address from staff_session');
  expect(sessions.rows.every((one) => one.address !== '203.0.113.7')).toBe(true);
});
