import { TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../actions/run.ts';
import { addStaff } from '../actions/staff/addStaff.ts';
import { type StaffLevel, systemActor } from '../core/access/permission.ts';
import { isPortalAccess } from '../core/access/portal.ts';
import { contractEndpoints, lineOf } from '../testing/contract.ts';
import { cookieOf, startTestPanel, type TestPanel } from '../testing/panel.ts';
import { softPasskey } from '../testing/softPasskey.ts';

let panel: TestPanel;
beforeAll(async () => {
  panel = await startTestPanel();
});
afterAll(() => panel.close());

const password = 'correct horse battery';
let count = 0;
/** Everybody comes from a network of their own, so that no test throttles another. */
const headersOf = (network: number) => ({
  host: 'localhost:8080',
  origin: 'http://localhost:8080',
  'user-agent': `browser ${network}`,
});
const post = (path: string, body: unknown, more: { cookie?: string; headers?: Record<string, string> } = {}) =>
  panel.ask('POST', path, { body, headers: headersOf(count), address: `198.51.${count}.7`, ...more });

async function newcomer(level: StaffLevel = 'super_user', more: { mustChangePassword?: boolean } = {}) {
  count += 1;
  const userName = `person.${count}`;
  const id = await run(panel.context, systemActor, addStaff, { userName, name: 'Mary', level, password, ...more });
  const signIn = () => post('/session', { userName, password });
  return { id: String(id), userName, signIn, cookie: cookieOf(await signIn()) };
}

async function setUpApp(cookie: string) {
  const { uri } = (await post('/profile/totp', { password }, { cookie })).json();
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  const code = () => new TOTP({ secret }).generate({ timestamp: panel.context.clock() });
  const { recoveryCodes } = (await post('/profile/totp/confirm', { code: code() }, { cookie })).json();
  panel.passTime(30_000);
  return { code, recoveryCodes: recoveryCodes as string[] };
}

describe('the second step', () => {
  test('before it there is no cookie, and the token of the first step opens nothing', async () => {
    const { cookie, signIn, userName } = await newcomer();
    const { code } = await setUpApp(cookie);
    const first = await signIn();
    expect(first.cookies).toEqual([]);
    const { pending, staff } = first.json();
    expect([staff, pending.methods]).toEqual([undefined, ['totp', 'recovery_code']]);
    const name = cookie.split('=')[0];
    expect((await panel.ask('GET', '/profile', { cookie: `${name}=${pending.token}` })).statusCode).toBe(401);
    const proof = { method: 'totp', code: code() };
    const second = await post('/session/second-factor', { token: pending.token, proof });
    expect(second.json().staff).toMatchObject({ userName });
    const profile = (await panel.ask('GET', '/profile', { cookie: cookieOf(second) })).json();
    expect(profile.sessions.find((one: { isThis: boolean }) => one.isThis)).toMatchObject({
      method: 'totp',
      userAgent: `browser ${count}`,
    });
  });

  test('a code with a blank in it is read, a wrong one and an unknown sign-in are refused', async () => {
    const { cookie, signIn } = await newcomer();
    const { code } = await setUpApp(cookie);
    const { token } = (await signIn()).json().pending;
    const send = (proof: unknown, of = token) => post('/session/second-factor', { token: of, proof });
    expect((await send({ method: 'totp', code: '000000' })).json()).toMatchObject({ code: 'wrong_code' });
    expect((await send({ method: 'totp', code: 'abc' })).json()).toMatchObject({
      code: 'invalid_input',
      faults: [{ field: 'proof.code' }],
    });
    expect((await send({ method: 'totp', code: code() }, 'x'.repeat(43))).json()).toMatchObject({ code: 'sign_in_expired' });
    expect((await send({ method: 'totp', code: code().replace(/^.../, '$& ') })).statusCode).toBe(200);
  });

  test('a passkey alone, made and used where the browser says it is; not of who is switched off', async () => {
    const { id, cookie, userName } = await newcomer();
    const site = { origin: 'http://localhost:8080' };
    const device = softPasskey();
    const options = (await post('/profile/passkeys/options', { password }, { cookie })).json();
    expect(options.rp.id).toBe('localhost');
    const made = await post('/profile/passkeys', { name: 'Laptop', answer: device.make(options, site) }, { cookie });
    expect([made.statusCode, made.json().recoveryCodes.length]).toEqual([201, 10]);
    const answer = device.prove((await post('/session/passkey-options', {})).json(), site);
    expect((await post('/session/passkey', { answer })).json().staff).toMatchObject({ userName });
    const off = { name: 'Mary', level: 'super_user', isActive: false, version: 1 };
    await panel.ask('PUT', `/staff/${id}`, { cookie: (await newcomer('administrator')).cookie, body: off });
    const another = device.prove((await post('/session/passkey-options', {})).json(), site);
    expect((await post('/session/passkey', { answer: another })).json().code).toBe('passkey_refused');
  });

  test.each([
    ['an address instead of a name', { host: '127.0.0.1:8080', origin: 'http://127.0.0.1:8080' }],
    ['a name without TLS', { host: 'panel.example', origin: 'http://panel.example' }],
    ['an IPv6 address', { host: '[::1]:8080', origin: 'http://[::1]:8080' }],
    ['no origin', { host: 'localhost:8080' }],
  ])('no passkey for %s', async (_, headers) => {
    const response = await panel.ask('POST', '/session/passkey-options', { body: {}, headers });
    expect(response.json()).toMatchObject({ code: 'passkey_refused' });
  });

  test('a passkey for a foreign host is refused before anything else', async () => {
    const headers = { host: 'panel.example', origin: 'https://evil.example' };
    expect((await panel.ask('POST', '/session/passkey-options', { body: {}, headers })).json().code).toBe('not_permitted');
  });
});

describe('nobody learns who exists', () => {
  test('a wrong password answers alike, and takes as long, whether the name exists, is off, or has two steps', async () => {
    const plain = await newcomer();
    const guarded = await newcomer();
    await setUpApp(guarded.cookie);
    const off = await newcomer();
    const { cookie } = await newcomer('administrator');
    const switchedOff = { name: 'Mary', level: 'super_user', isActive: false, version: 1 };
    expect((await panel.ask('PUT', `/staff/${off.id}`, { cookie, body: switchedOff })).statusCode).toBe(200);
    const names = [plain.userName, guarded.userName, off.userName, 'no.such.person'];
    const times = new Map<string, number[]>(names.map((name) => [name, []]));
    const answers = new Set<string>();
    for (let round = 0; round < 4; round += 1) {
      for (const userName of names) {
        const began = process.cpuUsage();
        const response = await post('/session', { userName, password: 'not the password' });
        const { user, system } = process.cpuUsage(began);
        times.get(userName)?.push((user + system) / 1000);
        answers.add(JSON.stringify([response.statusCode, response.body, Object.keys(response.headers).sort()]));
      }
    }
    expect(answers.size).toBe(1);
    const fastest = [...times.values()].map((all) => Math.min(...all));
    // Processor time, for others are on this machine. A hash takes about 150 ms, everything else 10: who skips it for unknown names differs tenfold.
    expect(Math.max(...fastest) / Math.min(...fastest)).toBeLessThan(4);
  });

  test('the options for a passkey alone name nobody', async () => {
    const options = (await post('/session/passkey-options', {})).json();
    expect(options).toMatchObject({ allowCredentials: [], userVerification: 'required' });
  });
});

describe('a sign-in that owes something', () => {
  test('may do nothing but that: every other endpoint refuses', async () => {
    const { cookie } = await newcomer('administrator', { mustChangePassword: true });
    expect((await panel.ask('GET', '/session', { cookie })).json().staff.duty).toBe('change_password');
    // The portal has people and cookies of its own.
    const others = [...contractEndpoints.values()].filter(
      ({ access }) => !['public', 'myself'].includes(access) && !isPortalAccess(access),
    );
    expect(others.length).toBeGreaterThan(30);
    for (const endpoint of others) {
      const path = endpoint.path.replace(/:\w+/g, '1');
      const response = await panel.ask(endpoint.method, path, { cookie, ...(endpoint.body && { body: {} }) });
      expect([lineOf(endpoint), response.statusCode, response.json().code]).toEqual([
        lineOf(endpoint),
        403,
        'sign_in_unfinished',
      ]);
    }
    expect((await panel.ask('GET', '/live', { cookie })).statusCode).toBe(403);
    const changed = await post('/profile/password', { password, newPassword: 'three words and more' }, { cookie });
    expect(changed.statusCode).toBe(200);
    expect((await panel.ask('GET', '/accounts', { cookie })).statusCode).toBe(200);
  });

  test('a colleague’s password from an Administrator is such a one', async () => {
    const { cookie } = await newcomer('administrator');
    const body = { userName: 'colleague', name: 'Ben', level: 'super_user', password };
    expect((await post('/staff', body, { cookie })).json()).toMatchObject({ mustChangePassword: true, sessions: 0 });
    const entered = await post('/session', { userName: 'colleague', password });
    expect(entered.json().staff.duty).toBe('change_password');
  });
});

describe('the own password', () => {
  test('needs the old one, obeys the rules, and ends the other sessions', async () => {
    const { cookie, signIn } = await newcomer();
    const other = cookieOf(await signIn());
    const change = (body: unknown) => post('/profile/password', body, { cookie });
    expect((await change({ password: 'wrong', newPassword: 'three words and more' })).json().faults).toEqual([
      { field: 'password', message: 'This is not your password.' },
    ]);
    for (const newPassword of ['short', 'password1234', `x ${'person.'}${count} x`, password])
      expect((await change({ password, newPassword })).json()).toMatchObject({ faults: [{ field: 'newPassword' }] });
    expect((await change({ password, newPassword: 'three words and more' })).statusCode).toBe(200);
    expect((await panel.ask('GET', '/profile', { cookie })).statusCode).toBe(200);
    expect((await panel.ask('GET', '/profile', { cookie: other })).statusCode).toBe(401);
    expect((await signIn()).statusCode).toBe(401);
  });

  test('cannot be guessed through a stolen session either', async () => {
    const { cookie } = await newcomer();
    const statuses: number[] = [];
    for (let i = 0; i < 7; i += 1)
      statuses.push((await post('/profile/totp', { password: `guess number ${i}` }, { cookie })).statusCode);
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429, 429]);
    panel.passTime(10 * 60_000);
  });
});

describe('sessions', () => {
  test('are mine to end, and nobody else’s', async () => {
    const mine = await newcomer();
    const second = cookieOf(await mine.signIn());
    const foreign = await newcomer();
    const { sessions } = (await panel.ask('GET', '/profile', { cookie: mine.cookie })).json();
    expect(sessions.map((one: { isThis: boolean }) => one.isThis)).toHaveLength(2);
    const other = sessions.find((one: { isThis: boolean }) => !one.isThis);
    const end = (cookie: string, id: string) => panel.ask('DELETE', `/profile/sessions/${id}`, { cookie });
    expect((await end(foreign.cookie, other.id)).statusCode).toBe(404);
    expect((await panel.ask('GET', '/profile', { cookie: second })).statusCode).toBe(200);
    expect((await end(mine.cookie, other.id)).statusCode).toBe(200);
    expect((await panel.ask('GET', '/profile', { cookie: second })).statusCode).toBe(401);
    const third = cookieOf(await mine.signIn());
    expect((await panel.ask('DELETE', '/profile/sessions', { cookie: mine.cookie })).json()).toEqual({ ended: 1 });
    expect((await panel.ask('GET', '/profile', { cookie: third })).statusCode).toBe(401);
    expect((await panel.ask('GET', '/profile', { cookie: foreign.cookie })).statusCode).toBe(200);
  });

  test('an Administrator sees and ends those of others, and resets a lost second factor', async () => {
    const boss = await newcomer('administrator');
    const lost = await newcomer();
    await setUpApp(lost.cookie);
    const sessions = async () => (await panel.ask('GET', `/staff/${lost.id}/sessions`, { cookie: boss.cookie })).json().items;
    expect(await sessions()).toMatchObject([{ isThis: false, method: 'password' }]);
    const listed = async () =>
      (await panel.ask('GET', '/staff', { cookie: boss.cookie })).json().items.find((one: { id: string }) => one.id === lost.id);
    expect(await listed()).toMatchObject({ hasTotp: true, sessions: 1, lastSignInAt: expect.any(String) });
    const [{ id }] = await sessions();
    expect((await panel.ask('DELETE', `/staff-sessions/${id}`, { cookie: boss.cookie })).statusCode).toBe(200);
    expect((await panel.ask('GET', '/profile', { cookie: lost.cookie })).statusCode).toBe(401);
    expect((await lost.signIn()).json().pending).toBeDefined();
    expect((await panel.ask('POST', `/staff/${lost.id}/second-factor/reset`, { cookie: boss.cookie })).statusCode).toBe(200);
    expect((await lost.signIn()).json().staff).toMatchObject({ userName: lost.userName });
    expect(await listed()).toMatchObject({ hasTotp: false });
    expect((await panel.ask('GET', '/staff/987654/sessions', { cookie: boss.cookie })).statusCode).toBe(404);
  });

  test('no answer holds a hash, a secret or a token', async () => {
    const { cookie } = await newcomer('administrator');
    await setUpApp(cookie);
    for (const path of ['/profile', '/staff', '/session']) {
      const { body } = await panel.ask('GET', path, { cookie });
      expect(body).not.toMatch(/scrypt|hash|secret|token|sealed/i);
    }
  });
});
