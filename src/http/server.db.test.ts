import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { furnish, openTestAccount } from '../testing/accounts.ts';
import { startTestPanel, type TestPanel, testPassword } from '../testing/panel.ts';

let panel: TestPanel;
let cookie: string;
let accountId: string;
const webFolder = mkdtempSync(join(tmpdir(), 'vsppanel-web-'));
beforeAll(async () => {
  mkdirSync(join(webFolder, 'assets'));
  writeFileSync(join(webFolder, 'index.html'), '<!doctype html><title>panel</title>');
  writeFileSync(join(webFolder, 'assets', 'main-abc123.js'), 'export {};');
  panel = await startTestPanel({ webFolder });
  await furnish(panel.context);
  accountId = String((await openTestAccount(panel.context)).accountId);
  cookie = await panel.signIn('administrator');
});
afterAll(async () => {
  await panel.close();
  rmSync(webFolder, { recursive: true });
});

const post = (path: string, body: unknown) => panel.ask('POST', path, { cookie, body });
const money = (amount: unknown) => post(`/accounts/${accountId}/top-ups`, { amount, reason: 'cash', key: 'key-of-this-test' });
const faults = (response: { json: () => { faults: { field: string; message: string }[] } }) =>
  response.json().faults.map((fault) => fault.field);

describe('bad input is answered at its field and saves nothing', () => {
  test.each([
    '1,000.00.0',
    '1,00',
    '-5',
    '0',
    '0.000',
    '1e3',
    '',
    ' ',
    '1000000.01',
    '0.123456789',
    'NaN',
    '٣',
    null,
    5,
    {},
    [] as unknown,
  ])('a top-up of %j', async (amount) => {
    const response = await money(amount);
    expect(response.statusCode).toBe(400);
    expect(new Set(faults(response))).toEqual(new Set(['amount']));
    const ledger = await panel.ask('GET', `/accounts/${accountId}/ledger`, { cookie });
    expect(ledger.json().items).toEqual([]);
  });

  test('fields that do not exist, also inside lists', async () => {
    const extra = { description: 'Fee', cost: '1', chargePeriod: 'monthly', prise: 1 };
    const response = await post('/accounts', { lastName: 'X', lastNam: 'Y', extras: [extra] });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({
      code: 'invalid_input',
      faults: expect.arrayContaining([
        { field: 'lastNam', message: "There is no field 'lastNam'." },
        { field: 'extras.0.prise', message: "There is no field 'prise'." },
      ]),
    });
  });

  test('unknown questions in the address', async () => {
    expect(faults(await panel.ask('GET', '/accounts?serch=x', { cookie }))).toEqual(['serch']);
    expect(faults(await panel.ask('GET', '/accounts/defaults?x=1', { cookie }))).toEqual(['x']);
    expect(faults(await panel.ask('GET', '/accounts?limit=100000', { cookie }))).toEqual(['limit']);
    expect(faults(await panel.ask('GET', '/accounts?after=zzz', { cookie }))).toEqual(['after']);
  });

  test('missing fields', async () => {
    const response = await post(`/accounts/${accountId}/top-ups`, { amount: '1' });
    expect(response.json().faults).toEqual([
      { field: 'reason', message: 'This field is missing.' },
      { field: 'key', message: 'This field is missing.' },
    ]);
  });

  test('an account with nothing that identifies it', async () => {
    expect(faults(await post('/accounts', { city: 'Sydney' }))).toEqual(['lastName']);
  });

  test('a half-typed secret, a taken number, an absurd rate', async () => {
    expect(faults(await post(`/accounts/${accountId}/phones`, { secret: 'short' }))).toEqual(['secret']);
    const taken = await post(`/accounts/${accountId}/phones`, { number: '100000' });
    expect([taken.statusCode, faults(taken)]).toEqual([409, ['number']]);
    const rate = { prefix: '61', destination: 'Australia', price: '-1' };
    expect(faults(await post('/billing-packages/1/rates', rate))).toEqual(['price']);
    expect((await post('/billing-packages/1/rates', { ...rate, price: '1000000000' })).statusCode).toBe(400);
  });

  test('a character that no database text can hold', async () => {
    const response = await post(`/accounts/${accountId}/notes`, { body: 'a\u0000b' });
    expect([response.statusCode, faults(response)]).toEqual([400, ['body']]);
  });

  test('a date that the database cannot hold', async () => {
    const extra = { description: 'Fee', cost: '1', chargePeriod: 'monthly', startsOn: '0000-01-01' };
    expect((await post('/accounts', { lastName: 'X', extras: [extra] })).statusCode).toBe(400);
  });

  test.each([
    ['{bad', 'application/json', 400],
    ['', 'application/json', 400],
    ['"text"', 'application/json', 400],
    ['null', 'application/json', 400],
    ['{"__proto__":{"x":1}}', 'application/json', 400],
    ['amount=1', 'application/x-www-form-urlencoded', 415],
    ['{}', 'text/plain', 415],
    ['{}', 'application/xml', 415],
    ['--x--', 'multipart/form-data; boundary=x', 415],
  ])('the body %j as %s', async (payload, contentType, status) => {
    const response = await panel.server.inject({
      method: 'POST',
      url: `/api/v1/accounts/${accountId}/top-ups`,
      headers: { cookie, 'content-type': contentType },
      payload,
    });
    expect([response.statusCode, response.json().code]).toEqual([status, 'invalid_input']);
  });

  test('a body that is too large', async () => {
    const response = await post(`/accounts/${accountId}/notes`, { body: 'x'.repeat(5 * 1024 * 1024) });
    expect([response.statusCode, response.json().message]).toEqual([413, 'The request is too large.']);
  });
});

describe('addresses', () => {
  test('unknown ones of the API are 404 as JSON, those of the panel show the panel', async () => {
    const api = await panel.ask('GET', '/api/v1/nothing', { cookie, headers: { accept: 'text/html' } });
    expect([api.statusCode, api.json().code]).toEqual([404, 'not_found']);
    const page = await panel.server.inject({ url: '/accounts/1', headers: { accept: 'text/html' } });
    expect([page.statusCode, page.headers['cache-control']]).toEqual([200, 'no-cache']);
    expect(page.body).toContain('<title>panel</title>');
    expect((await panel.server.inject({ url: '/nothing.png', headers: { accept: 'image/*' } })).statusCode).toBe(404);
    expect((await panel.server.inject({ method: 'POST', url: '/accounts', headers: { accept: 'text/html' } })).statusCode).toBe(
      404,
    );
  });

  test('files whose name carries a hash may be kept for ever', async () => {
    const file = await panel.server.inject({ url: '/assets/main-abc123.js' });
    expect([file.statusCode, file.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect((await panel.server.inject({ url: '/assets/../../package.json' })).statusCode).toBe(404);
  });

  test('a page may run no script but ours, and may not be framed', async () => {
    const page = await panel.server.inject({ url: '/', headers: { accept: 'text/html' } });
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(page.headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('sessions', () => {
  test('the cookie is for the server alone and for this site alone', async () => {
    const [first] = (await enter(testPassword)).cookies;
    expect(first).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
  });

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another host of the same site', { 'sec-fetch-site': 'same-site' }],
  ])('a request that %s makes in our browser is refused', async (_, headers: Record<string, string>) => {
    const note = (more: Record<string, string>) =>
      panel.ask('POST', `/accounts/${accountId}/notes`, { cookie, body: { body: 'x' }, headers: more });
    expect((await note(headers)).json().code).toBe('not_permitted');
    expect((await panel.ask('POST', '/session', { body: { userName: 'a', password: 'b' }, headers })).statusCode).toBe(403);
    expect(
      (await note({ origin: 'http://localhost:8080', host: 'localhost:8080', 'sec-fetch-site': 'same-origin' })).statusCode,
    ).toBe(201);
  });

  test('signing out ends the session, not only the cookie', async () => {
    const mine = await panel.signIn('super_user');
    expect((await panel.ask('GET', '/session', { cookie: mine })).json().staff).toBeDefined();
    await panel.ask('DELETE', '/session', { cookie: mine });
    expect((await panel.ask('GET', '/session', { cookie: mine })).json().staff).toBeUndefined();
    expect((await panel.ask('GET', '/accounts', { cookie: mine })).statusCode).toBe(401);
  });

  test('too many wrong passwords: refused alike for a name that exists and one that does not, even with the right one', async () => {
    const outcomes = async (userName: string) => {
      const tries = [];
      for (let i = 0; i < 7; i += 1) tries.push(await panel.ask('POST', '/session', { body: { userName, password: 'wrong' } }));
      return tries.map((one) => [one.statusCode, one.json().code, one.json().message]);
    };
    const [known] = (await panel.ask('GET', '/staff', { cookie })).json().items as { userName: string }[];
    const ofKnown = await outcomes(known?.userName ?? '');
    expect(ofKnown.map(([status]) => status)).toEqual([401, 401, 401, 401, 401, 429, 429]);
    expect(await outcomes('no-such-person')).toEqual(ofKnown);
    const right = await panel.ask('POST', '/session', { body: { userName: known?.userName, password: testPassword } });
    expect(right.statusCode).toBe(429);
    panel.passTime(16 * 60_000);
  });

  async function enter(password: string) {
    const me = (await panel.ask('GET', '/session', { cookie })).json().staff.userName;
    return panel.ask('POST', '/session', { body: { userName: me, password } });
  }
});

describe('health', () => {
  test('a database that is away answers 503 and says so; when it is back, so are we', async () => {
    const { database, server } = panel;
    const asOwner = (text: string) => withSuperUser(database.name, text);
    await asOwner(`alter database ${database.name} allow_connections false`);
    await asOwner(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database.name}' and pid <> pg_backend_pid()`,
    );
    const away = await panel.ask('GET', '/accounts', { cookie });
    expect([away.statusCode, away.json().code]).toEqual([503, 'database_unavailable']);
    expect((await money('1')).statusCode).toBe(503);
    expect((await server.inject({ url: '/readyz' })).statusCode).toBe(503);
    expect((await server.inject({ url: '/livez' })).statusCode).toBe(200);
    expect((await server.inject({ url: '/metrics' })).body).toContain('vsppanel_database_up 0');
    await asOwner(`alter database ${database.name} allow_connections true`);
    expect((await panel.ask('GET', '/accounts', { cookie })).statusCode).toBe(200);
    expect((await server.inject({ url: '/readyz' })).statusCode).toBe(200);
  });

  test('metrics are for this machine, and for keys from elsewhere', async () => {
    const here = await panel.server.inject({ url: '/metrics' });
    expect(here.body).toContain('vsppanel_money_invariant 0');
    expect(here.body).toContain('vsppanel_database_up 1');
    const elsewhere = { url: '/metrics', remoteAddress: '203.0.113.5' };
    expect((await panel.server.inject(elsewhere)).statusCode).toBe(401);
    expect((await panel.server.inject({ url: '/metrics', headers: { 'x-forwarded-for': '203.0.113.5' } })).statusCode).toBe(401);
    const made = await post('/api-keys', { name: 'prometheus' });
    expect(made.statusCode).toBe(201);
    const { key } = made.json();
    const headers = { authorization: `Bearer ${key}` };
    expect((await panel.server.inject({ ...elsewhere, headers })).statusCode).toBe(200);
  });

  test('commands to an engine that is silent are refused', async () => {
    const response = await post('/test-calls', { networkNumber: '100000', dialled: '61299990000' });
    expect([response.statusCode, response.json().code]).toEqual([503, 'engine_unavailable']);
    expect(faults(await post('/test-calls', { networkNumber: '999999', dialled: '1' }))).toEqual(['networkNumber']);
    expect((await post('/live-calls/none/hang-up', undefined)).statusCode).toBe(404);
    const status = (await panel.ask('GET', '/status', { cookie })).json();
    expect(status).toMatchObject({ isHealthy: false, server: { address: '192.0.2.1' } });
  });
});

async function withSuperUser(name: string, text: string): Promise<void> {
  const { asSuperUser } = await import('../testing/testCluster.ts');
  const { inject } = await import('vitest');
  await asSuperUser(inject('testCluster'), 'postgres', (client) => client.query(text));
  expect(name).toMatch(/^test_/);
}
