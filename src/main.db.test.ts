import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Instance, startInstance } from './testing/instance.ts';

let instance: Instance;
let cookie = '';
beforeAll(async () => {
  instance = await startInstance({ withCalls: false });
});
afterAll(() => instance?.stop());

const api = (path: string, options: RequestInit = {}) =>
  fetch(`${instance.panelUrl}/api/v1${path}`, { ...options, headers: { cookie, 'content-type': 'application/json' } });

/** Asks again until the answer is what it should become; the test's time limit ends it. */
async function until(status: number, path: string): Promise<void> {
  for (;;) {
    const response = await api(path).catch(() => undefined);
    if (response?.status === status) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('the link of the first start makes the first Administrator, once', async () => {
  expect(instance.setupUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/setup#[\w-]{43}$/);
  const token = new URL(instance.setupUrl ?? '').hash.slice(1);
  const body = JSON.stringify({ token, name: 'Ann', userName: 'ann', password: 'correct horse battery' });
  const made = await api('/setup/administrator', { method: 'POST', body });
  expect(made.status).toBe(201);
  cookie = (made.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  expect((await api('/setup/administrator', { method: 'POST', body })).status).toBe(409);
  expect(await (await api('/session')).json()).toMatchObject({ staff: { userName: 'ann', level: 'administrator' } });
});

test('a panel that is killed comes back, and people stay signed in', async () => {
  await instance.kill('panel');
  await until(200, '/settings');
});

test('a database that is killed comes back, and the panel with it, by itself', async () => {
  const panel = instance.pid('panel');
  await instance.kill('postgres');
  await until(200, '/settings');
  expect(instance.pid('panel')).toBe(panel);
});

test('without Asterisk the panel says so and what to do', async () => {
  const status = (await (await api('/status')).json()) as {
    isHealthy: boolean;
    checks: { name: string; isOk: boolean; advice: string }[];
  };
  const engine = status.checks.find((check) => check.name === 'Call engine');
  expect(status.isHealthy).toBe(false);
  expect(engine).toMatchObject({ isOk: false, advice: expect.stringMatching(/\w/) });
});
