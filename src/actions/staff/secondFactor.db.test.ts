import { TOTP } from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import type { PasskeyAnswer } from '../../core/base/safe.ts';
import { withConnection } from '../../db/connection.ts';
import { rows, sql } from '../../db/sql.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { softPasskey } from '../../testing/softPasskey.ts';
import { addPasskey } from '../profile/addPasskey.ts';
import { confirmTotp } from '../profile/confirmTotp.ts';
import { removePasskey } from '../profile/removePasskey.ts';
import { removeTotp } from '../profile/removeTotp.ts';
import { renewRecoveryCodes } from '../profile/renewRecoveryCodes.ts';
import { startPasskey } from '../profile/startPasskey.ts';
import { startTotp } from '../profile/startTotp.ts';
import { run } from '../run.ts';
import { addStaff } from './addStaff.ts';
import { countSecondAttempt } from './countSecondAttempt.ts';
import { findSignedIn } from './findSignedIn.ts';
import { finishSignIn, type SecondProof } from './finishSignIn.ts';
import { offerPasskeySignIn } from './offerPasskeySignIn.ts';
import { requireSecondFactor } from './requireSecondFactor.ts';
import { resetSecondFactor } from './resetSecondFactor.ts';
import { pendingSeconds, signIn } from './signIn.ts';
import { signInWithPasskey } from './signInWithPasskey.ts';

let panel: TestPanel;
beforeAll(async () => {
  panel = await startTestPanel();
});
afterAll(() => panel.close());

const origin = { address: '198.51.100.7', userAgent: 'test' };
const visitor = { kind: 'visitor', address: origin.address } as const;
const password = 'correct horse battery';
const again = { password, address: origin.address };
const site = { rpId: 'panel.example', origin: 'https://panel.example' };

let count = 0;
let userName: string;
let me: { kind: 'staff'; id: bigint; name: string; level: 'administrator' };
beforeEach(async () => {
  count += 1;
  userName = `user.${count}`;
  const id = await run(panel.context, systemActor, addStaff, { userName, name: 'Mary', level: 'administrator', password });
  me = { kind: 'staff', id, name: 'Mary', level: 'administrator' };
});

const enter = () => run(panel.context, visitor, signIn, { userName, password, origin });
const finish = (token: string, proof: SecondProof) => run(panel.context, visitor, finishSignIn, { token, proof, origin });
const who = (token: string) => run(panel.context, visitor, findSignedIn, { token, mode: 'use' });
const ask = <Row>(statement: ReturnType<typeof sql>) => withConnection(panel.context.pool, (tx) => rows<Row>(tx, statement));
const codeOf = (uri: string) =>
  new TOTP({ secret: new URL(uri).searchParams.get('secret') ?? '' }).generate({ timestamp: panel.context.clock() });

/** Sets up an app; its next code is of a later step than the one that confirmed it. */
async function setUpApp() {
  const { uri, secret } = await run(panel.context, me, startTotp, again);
  const recoveryCodes = await run(panel.context, me, confirmTotp, { code: codeOf(uri) });
  panel.passTime(30_000);
  return { secret, recoveryCodes, code: () => codeOf(uri) };
}

async function setUpPasskey() {
  const device = softPasskey();
  const options = await run(panel.context, me, startPasskey, { ...again, site });
  const made = await run(panel.context, me, addPasskey, { name: 'Laptop', answer: device.make(options, site) });
  return { device, ...made };
}

describe('an authenticator app', () => {
  test('asks for nothing until it is confirmed, then a password alone opens nothing', async () => {
    await run(panel.context, me, startTotp, again);
    expect(await enter()).toMatchObject({ kind: 'session' });
    const { code } = await setUpApp();
    const pending = await enter();
    expect(pending).toMatchObject({ kind: 'pending', methods: ['totp', 'recovery_code'] });
    expect(await who(pending.token)).toBeUndefined();
    expect(await who(await finish(pending.token, { method: 'totp', code: code() }))).toMatchObject({ userName });
  });

  test('each code is accepted once, also when it is sent ten times at the same moment', async () => {
    const { code } = await setUpApp();
    const tokens: string[] = [];
    while (tokens.length < 10) tokens.push((await enter()).token);
    const same = code();
    const outcomes = await Promise.allSettled(tokens.map((token) => finish(token, { method: 'totp', code: same })));
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    await expect(finish((await enter()).token, { method: 'totp', code: same })).rejects.toMatchObject({ code: 'wrong_code' });
    panel.passTime(30_000);
    expect(await finish((await enter()).token, { method: 'totp', code: code() })).toBeTruthy();
  });

  test('the code that confirmed the app does not sign in', async () => {
    const { uri } = await run(panel.context, me, startTotp, again);
    const code = codeOf(uri);
    await run(panel.context, me, confirmTotp, { code });
    await expect(finish((await enter()).token, { method: 'totp', code })).rejects.toMatchObject({ code: 'wrong_code' });
  });

  test('wrong codes are counted beyond the password that was right', async () => {
    await setUpApp();
    const tries: string[] = [];
    for (let i = 0; i < 7; i += 1) {
      const { token } = await enter();
      const attempt = async () => {
        await run(panel.context, visitor, countSecondAttempt, { token, address: origin.address });
        return finish(token, { method: 'totp', code: '000000' });
      };
      tries.push(await attempt().then(String, (error: { code: string }) => error.code));
    }
    expect(tries).toEqual([...Array<string>(5).fill('wrong_code'), 'too_many_attempts', 'too_many_attempts']);
  });

  test('the second step is open for a while, and only until it was made', async () => {
    const { code, recoveryCodes } = await setUpApp();
    const late = await enter();
    panel.passTime(pendingSeconds * 1000);
    await expect(finish(late.token, { method: 'totp', code: code() })).rejects.toMatchObject({ code: 'sign_in_expired' });
    const used = await enter();
    await finish(used.token, { method: 'totp', code: code() });
    const again = finish(used.token, { method: 'recovery_code', code: recoveryCodes[0] ?? '' });
    await expect(again).rejects.toMatchObject({ code: 'sign_in_expired' });
  });

  test('the secret is sealed for its own row', async () => {
    const { secret } = await setUpApp();
    const [row] = await ask<{ secret_sealed: Uint8Array }>(sql`select secret_sealed from staff_totp where staff_id = ${me.id}`);
    expect(Buffer.from(row?.secret_sealed ?? []).toString('latin1')).not.toContain(secret);
    expect(panel.context.safe.open(row?.secret_sealed ?? new Uint8Array(), `totp of staff ${me.id}`)).toBe(secret);
    expect(() => panel.context.safe.open(row?.secret_sealed ?? new Uint8Array(), `totp of staff ${me.id + 1n}`)).toThrow();
  });

  test('nothing is set up or removed without the password', async () => {
    const wrong = { ...again, password: 'not this one' };
    const atPassword = { code: 'invalid_input', faults: [{ field: 'password' }] };
    await expect(run(panel.context, me, startTotp, wrong)).rejects.toMatchObject(atPassword);
    await setUpApp();
    await expect(run(panel.context, me, removeTotp, wrong)).rejects.toMatchObject(atPassword);
    await expect(run(panel.context, me, startPasskey, { ...wrong, site })).rejects.toMatchObject(atPassword);
    await expect(run(panel.context, me, renewRecoveryCodes, wrong)).rejects.toMatchObject(atPassword);
    await run(panel.context, me, removeTotp, again);
    expect(await enter()).toMatchObject({ kind: 'session' });
    expect(await ask(sql`select from recovery_code where staff_id = ${me.id}`)).toEqual([]);
  });
});

describe('recovery codes', () => {
  test('are ten, work once each, however they are typed, and stand nowhere in clear', async () => {
    const { recoveryCodes } = await setUpApp();
    expect(new Set(recoveryCodes).size).toBe(10);
    const [first = '', second = ''] = recoveryCodes;
    await finish((await enter()).token, { method: 'recovery_code', code: first.toUpperCase().replaceAll('-', ' ') });
    await expect(finish((await enter()).token, { method: 'recovery_code', code: first })).rejects.toMatchObject({
      code: 'wrong_code',
    });
    expect(await ask(sql`select from recovery_code where code_hash = any(${[...recoveryCodes]})`)).toEqual([]);
    expect(await ask(sql`select from recovery_code where staff_id = ${me.id} and used_at is null`)).toHaveLength(9);
    const renewed = await run(panel.context, me, renewRecoveryCodes, again);
    await expect(finish((await enter()).token, { method: 'recovery_code', code: second })).rejects.toMatchObject({
      code: 'wrong_code',
    });
    await finish((await enter()).token, { method: 'recovery_code', code: renewed[0] ?? '' });
  });

  test('a code of somebody else is worth nothing', async () => {
    const { recoveryCodes } = await setUpApp();
    const id = await run(panel.context, systemActor, addStaff, {
      userName: `x${userName}`,
      name: 'X',
      level: 'super_user',
      password,
    });
    me = { ...me, id };
    userName = `x${userName}`;
    await setUpApp();
    const attempt = finish((await enter()).token, { method: 'recovery_code', code: recoveryCodes[0] ?? '' });
    await expect(attempt).rejects.toMatchObject({ code: 'wrong_code' });
  });
});

describe('passkeys', () => {
  const options = (token?: string) => run(panel.context, visitor, offerPasskeySignIn, { token, site });
  const alone = (answer: PasskeyAnswer) => run(panel.context, visitor, signInWithPasskey, { answer, origin });
  const refused = { code: 'passkey_refused' };

  test('one signs in alone, and as the second step after the password', async () => {
    const { device, recoveryCodes } = await setUpPasskey();
    expect(recoveryCodes).toHaveLength(10);
    expect(await who(await alone(device.prove(await options(), site)))).toMatchObject({ userName });
    const pending = await enter();
    expect(pending).toMatchObject({ methods: ['passkey', 'recovery_code'] });
    const offer = await options(pending.token);
    expect(offer.allowCredentials).toHaveLength(1);
    const answer = device.prove(offer, { ...site, isVerified: false });
    expect(await who(await finish(pending.token, { method: 'passkey', answer }))).toMatchObject({ userName });
  });

  test('alone it needs its owner verified, not only present', async () => {
    const { device } = await setUpPasskey();
    await expect(alone(device.prove(await options(), { ...site, isVerified: false }))).rejects.toMatchObject(refused);
  });

  test('an answer counts once, for the challenge that was given, in time', async () => {
    const { device } = await setUpPasskey();
    const answer = device.prove(await options(), site);
    await alone(answer);
    await expect(alone(answer)).rejects.toMatchObject(refused);
    await expect(alone(device.prove({ challenge: 'bmV2ZXIgZ2l2ZW4' }, site))).rejects.toMatchObject(refused);
    const late = device.prove(await options(), site);
    panel.passTime(5 * 60_000);
    await expect(alone(late)).rejects.toMatchObject(refused);
  });

  test.each([
    ['another origin', { origin: 'https://evil.example', rpId: 'panel.example' }],
    ['the same host without TLS', { origin: 'http://panel.example' }],
    ['another host name', { origin: 'https://panel.example', rpId: 'evil.example' }],
  ])('an answer for %s is refused', async (_, where) => {
    const { device } = await setUpPasskey();
    await expect(alone(device.prove(await options(), where))).rejects.toMatchObject(refused);
  });

  test('a passkey made at one host name is of no use at another', async () => {
    const { device } = await setUpPasskey();
    const evil = { rpId: 'evil.example', origin: 'https://evil.example' };
    const offer = await run(panel.context, visitor, offerPasskeySignIn, { token: undefined, site: evil });
    await expect(alone(device.prove(offer, evil))).rejects.toMatchObject(refused);
    const { token } = await enter();
    await expect(run(panel.context, visitor, offerPasskeySignIn, { token, site: evil })).rejects.toMatchObject(refused);
  });

  test('a counter that goes back is a copy, and refused', async () => {
    const { device } = await setUpPasskey();
    await alone(device.prove(await options(), { ...site, counter: 7 }));
    await expect(alone(device.prove(await options(), { ...site, counter: 7 }))).rejects.toMatchObject(refused);
    await alone(device.prove(await options(), { ...site, counter: 8 }));
  });

  test('a key that was never registered, and a signature of another device, are refused', async () => {
    const { device } = await setUpPasskey();
    const stranger = softPasskey();
    await expect(alone(stranger.prove(await options(), site))).rejects.toMatchObject(refused);
    const { id } = device.prove(await options(), site);
    await expect(alone({ ...stranger.prove(await options(), site), id, rawId: id })).rejects.toMatchObject(refused);
  });

  test('a passkey of somebody else is no second step for me', async () => {
    const { device } = await setUpPasskey();
    const id = await run(panel.context, systemActor, addStaff, {
      userName: `y${userName}`,
      name: 'Y',
      level: 'super_user',
      password,
    });
    me = { ...me, id };
    userName = `y${userName}`;
    await setUpPasskey();
    const { token } = await enter();
    const proof = { method: 'passkey', answer: device.prove(await options(token), site) } as const;
    await expect(finish(token, proof)).rejects.toMatchObject(refused);
  });

  test('of several each has its name; the last one cannot go while two-step sign-in is required', async () => {
    const one = await setUpPasskey();
    const two = await setUpPasskey();
    expect(two.recoveryCodes).toEqual([]);
    await run(panel.context, systemActor, requireSecondFactor, { rule: 'everybody' });
    await run(panel.context, me, removePasskey, { ...again, passkeyId: one.id });
    await expect(run(panel.context, me, removePasskey, { ...again, passkeyId: two.id })).rejects.toMatchObject({
      code: 'in_use',
    });
    await run(panel.context, systemActor, requireSecondFactor, { rule: 'nobody' });
    await run(panel.context, me, removePasskey, { ...again, passkeyId: two.id });
    expect(await enter()).toMatchObject({ kind: 'session' });
  });
});

describe('required of everybody', () => {
  afterAll(() => run(panel.context, systemActor, requireSecondFactor, { rule: 'nobody' }));

  test('also who is signed in owes it at once, until it is set up; a reset makes it owed again', async () => {
    const { token } = await enter();
    await run(panel.context, systemActor, requireSecondFactor, { rule: 'everybody' });
    expect(await who(token)).toMatchObject({ duty: 'enrol_second_factor' });
    await setUpApp();
    expect(await who(token)).toMatchObject({ duty: undefined });
    await run(panel.context, systemActor, resetSecondFactor, { staffId: me.id });
    expect(await who(token)).toBeUndefined();
    const outcome = await enter();
    expect(outcome.kind).toBe('session');
    expect(await who(outcome.token)).toMatchObject({ duty: 'enrol_second_factor' });
    const [audit] = await ask(
      sql`select actor_name, detail from audit where action = 'staff.reset_second_factor' order by id desc limit 1`,
    );
    expect(audit).toMatchObject({ actor_name: 'system', detail: { userName } });
  });
});
