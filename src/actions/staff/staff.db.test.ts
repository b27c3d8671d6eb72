import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import { signInThrottles } from '../../core/access/signInThrottle.ts';
import type { Id } from '../../core/base/id.ts';
import { withConnection } from '../../db/connection.ts';
import { rows, sql } from '../../db/sql.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { addApiKey } from '../apiKeys/addApiKey.ts';
import { findKeyHolder } from '../apiKeys/findKeyHolder.ts';
import { revokeApiKey } from '../apiKeys/revokeApiKey.ts';
import { run } from '../run.ts';
import { addFirstAdministrator } from './addFirstAdministrator.ts';
import { addStaff } from './addStaff.ts';
import { type ChangeStaff, changeStaff } from './changeStaff.ts';
import { countAttempt } from './countAttempt.ts';
import { findSignedIn } from './findSignedIn.ts';
import { makeSetupToken } from './makeSetupToken.ts';
import { sessionSeconds } from './openSession.ts';
import { signIn } from './signIn.ts';
import { signOut } from './signOut.ts';

let panel: TestPanel;
beforeAll(async () => {
  panel = await startTestPanel();
});
afterAll(() => panel.close());

const origin = { address: '198.51.100.7', userAgent: 'test' };
const visitor = { kind: 'visitor', address: origin.address } as const;
const password = 'correct horse';
const ask = <Row>(statement: ReturnType<typeof sql>) => withConnection(panel.context.pool, (tx) => rows<Row>(tx, statement));
const who = (token: string) => run(panel.context, visitor, findSignedIn, { token, mode: 'use' });
const enter = async (userName: string, secret = password, oldToken?: string) =>
  (await run(panel.context, visitor, signIn, { userName, password: secret, origin: { ...origin, oldToken } })).token;

describe('the one-time link', () => {
  const first = { name: 'Ann', userName: 'ann', password, origin };
  const use = (token: string) => run(panel.context, visitor, addFirstAdministrator, { ...first, token });

  test('a wrong one and an outdated one are refused', async () => {
    await expect(use('never made, but long enough')).rejects.toMatchObject({ code: 'setup_link_invalid' });
    const old = await run(panel.context, systemActor, makeSetupToken, null);
    await run(panel.context, systemActor, makeSetupToken, null);
    await expect(use(old ?? '')).rejects.toMatchObject({ code: 'setup_link_invalid' });
  });

  test('of ten who use it at once one becomes Administrator, and then it is used up', async () => {
    const token = (await run(panel.context, systemActor, makeSetupToken, null)) ?? '';
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => use(token)));
    const good = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(good).toHaveLength(1);
    expect(await who(good[0] ?? '')).toMatchObject({ userName: 'ann', level: 'administrator' });
    await expect(use(token)).rejects.toMatchObject({ code: 'already_set_up' });
    expect(await run(panel.context, systemActor, makeSetupToken, null)).toBeUndefined();
  });

  test('is stored as a hash only', async () => {
    expect(await ask(sql`select setup_token_hash from setting`)).toEqual([{ setup_token_hash: null }]);
  });
});

describe('signing in', () => {
  test('gives a session with a new id each time and ends the one the browser came with', async () => {
    const one = await enter('ann');
    const two = await enter('ann', password, one);
    expect(two).not.toBe(one);
    expect(await who(one)).toBeUndefined();
    expect(await who(two)).toMatchObject({ name: 'Ann' });
    expect(await ask(sql`select token_hash from staff_session where token_hash = ${two}`)).toEqual([]);
    await run(panel.context, visitor, signOut, { token: two });
    expect(await who(two)).toBeUndefined();
  });

  test('an unknown name, a wrong password and a person who is switched off are refused alike', async () => {
    const input = { userName: 'gone', name: 'Gone', level: 'super_user', password } as const;
    const staffId = await run(panel.context, systemActor, addStaff, input);
    const off = { staffId, name: 'Gone', level: 'super_user', isActive: false, password: undefined, version: 1 } as const;
    await run(panel.context, systemActor, changeStaff, off);
    for (const [userName, secret] of [
      ['nobody', password],
      ['ann', 'wrong'],
      ['gone', password],
    ] as const)
      await expect(enter(userName, secret)).rejects.toMatchObject({ code: 'wrong_credentials', faults: [] });
  });

  test('a session that is used lives on, one that is only looked at or left alone ends', async () => {
    const used = await enter('ann');
    const watched = await enter('ann');
    panel.passTime((sessionSeconds - 60) * 1000);
    expect(await who(used)).toBeDefined();
    expect(await run(panel.context, visitor, findSignedIn, { token: watched, mode: 'look' })).toBeDefined();
    panel.passTime(120_000);
    expect(await who(used)).toBeDefined();
    expect(await who(watched)).toBeUndefined();
  });
});

describe('throttling', () => {
  const attempt = (userName: string, address: string) =>
    run(panel.context, visitor, countAttempt, { userName, address }).then(
      () => 'let in',
      (error: { code?: string }) => error.code ?? String(error),
    );
  const many = (count: number, make: (index: number) => Promise<string>) =>
    Promise.all(Array.from({ length: count }, (_, i) => make(i)));
  const letIn = (outcomes: readonly string[]) => outcomes.filter((one) => one === 'let in').length;

  test('of thirty at once for one name from one network five are looked at, whether the name exists or not', async () => {
    for (const [name, network] of [
      ['ann', '203.0.113'],
      ['no-such-name', '203.0.114'],
    ] as const) {
      const outcomes = await many(30, (index) => attempt(name, `${network}.${index}`));
      expect(letIn(outcomes)).toBe(signInThrottles.ofBoth.free);
      expect(new Set(outcomes)).toEqual(new Set(['let in', 'too_many_attempts']));
    }
  });

  test('one network that tries many names is stopped, from whichever of its addresses', async () => {
    const outcomes = await many(50, (index) => attempt(`name-${index}`, `2001:db8:0:9::${index}`));
    expect(letIn(outcomes)).toBe(signInThrottles.ofNetwork.free);
  });

  test('one name that is tried from many networks is stopped', async () => {
    const outcomes = await many(40, (index) => attempt('target', `2001:db8:0:${index}::1`));
    expect(letIn(outcomes)).toBe(signInThrottles.ofName.free);
  });

  test('each failure doubles the wait; a right password forgets the failures of that name from there', async () => {
    panel.passTime(25 * 3600 * 1000);
    for (let i = 0; i < signInThrottles.ofBoth.free; i += 1) expect(await attempt('ann', origin.address)).toBe('let in');
    for (const seconds of [30, 60, 120]) {
      expect(await attempt('ann', origin.address)).toBe('too_many_attempts');
      panel.passTime((seconds - 5) * 1000);
      expect(await attempt('ann', origin.address)).toBe('too_many_attempts');
      panel.passTime(6000);
      expect(await attempt('ann', origin.address)).toBe('let in');
    }
    await enter('ann');
    expect(await attempt('ann', origin.address)).toBe('let in');
  });
});

describe('changing staff', () => {
  const add = (userName: string, level: 'administrator' | 'super_user') =>
    run(panel.context, systemActor, addStaff, { userName, name: userName, level, password });
  const change = (input: ChangeStaff) => run(panel.context, systemActor, changeStaff, input);
  const asIs = (staffId: Id, userName: string) =>
    ({ staffId, name: userName, level: 'administrator', isActive: true, password: undefined, version: 1 }) as const;

  test('a user name is given once', async () => {
    await expect(add('ann', 'super_user')).rejects.toMatchObject({ faults: [{ field: 'userName' }] });
  });

  test('is refused in order: unknown, stale, the last Administrator', async () => {
    const [ann] = await ask<{ id: Id; version: number }>(sql`select id, version from staff where user_name = 'ann'`);
    const last = { ...asIs(ann?.id ?? 0n, 'Ann'), version: ann?.version ?? 0 };
    await expect(change({ ...last, staffId: 999n, version: 0 })).rejects.toMatchObject({ code: 'not_found' });
    await expect(change({ ...last, isActive: false, version: 99 })).rejects.toMatchObject({ code: 'stale_version' });
    await expect(change({ ...last, isActive: false })).rejects.toMatchObject({ code: 'in_use', faults: [{ field: 'isActive' }] });
    await expect(change({ ...last, level: 'super_user' })).rejects.toMatchObject({
      code: 'in_use',
      faults: [{ field: 'level' }],
    });
  });

  test('two Administrators who remove each other at once: one stays', async () => {
    const [ann] = await ask<{ id: Id; version: number }>(sql`select id, version from staff where user_name = 'ann'`);
    const ben = await add('ben', 'administrator');
    const outcomes = await Promise.allSettled([
      change({ ...asIs(ann?.id ?? 0n, 'Ann'), isActive: false, version: ann?.version ?? 0 }),
      change({ ...asIs(ben, 'ben'), isActive: false }),
    ]);
    expect(outcomes.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await ask(sql`select count(*)::int as n from staff where level = 'administrator' and is_active`)).toEqual([{ n: 1 }]);
    await add('cat', 'administrator');
  });

  test.each([
    ['a new password', { password: 'another password' }],
    ['deactivation', { isActive: false }],
    ['another level', { level: 'super_user' as const }],
  ])('%s signs that person out everywhere', async (title, difference) => {
    const userName = `dan.${title.length}`;
    const staffId = await add(userName, 'administrator');
    const token = await enter(userName);
    await change({ ...asIs(staffId, userName), name: 'Renamed' });
    expect(await who(token)).toMatchObject({ name: 'Renamed' });
    await change({ ...asIs(staffId, userName), version: 2, ...difference });
    expect(await who(token)).toBeUndefined();
  });

  test('a password from somebody else is owed a change, one of an own choice is not', async () => {
    const staffId = await add('eli', 'super_user');
    const token = await enter('eli');
    expect(await who(token)).toMatchObject({ duty: undefined });
    const given = {
      staffId,
      name: 'eli',
      level: 'super_user',
      isActive: true,
      password: 'three words and more',
      version: 1,
    } as const;
    await change(given);
    expect(await who(await enter('eli', given.password))).toMatchObject({ duty: 'change_password' });
  });

  test.each([
    ['1234567890', 'lists'],
    ['P@ssw0rd2026!', 'lists'],
    ['my-frederick-1', 'user name'],
    ['aaaaaaaaaaaa', 'repeats'],
  ])('the password %s is refused for frederick', async (weak, reason) => {
    const input = { userName: 'frederick', name: 'F', level: 'super_user', password: weak } as const;
    const refused = run(panel.context, systemActor, addStaff, input);
    await expect(refused).rejects.toMatchObject({ faults: [{ field: 'password', message: expect.stringContaining(reason) }] });
  });

  test('no password stands anywhere in clear', async () => {
    const found = await ask(
      sql`select id from staff where password_hash like ${`%${password}%`} or password_hash not like 'scrypt$%'`,
    );
    expect(found).toEqual([]);
    expect(await ask(sql`select id from audit where detail::text like ${`%${password}%`}`)).toEqual([]);
  });
});

describe('API keys', () => {
  const find = (key: string) => run(panel.context, visitor, findKeyHolder, { key, address: '127.0.0.1' });

  test('a key is known until it is revoked or expires, and stored as a hash', async () => {
    const made = await run(panel.context, systemActor, addApiKey, { name: 'Till', level: 'super_user', expiresAt: null });
    expect(made.key).toMatch(/^vsp_[\w-]{43}$/);
    expect(await find(made.key)).toMatchObject({ kind: 'api_key', name: 'Till', level: 'super_user' });
    expect(await find(`${made.key}x`)).toBeUndefined();
    expect(await ask(sql`select id from api_key where key_hash = ${made.key} or hint = ${made.key}`)).toEqual([]);
    await run(panel.context, systemActor, revokeApiKey, { apiKeyId: made.id });
    expect(await find(made.key)).toBeUndefined();
    await expect(run(panel.context, systemActor, revokeApiKey, { apiKeyId: 999n })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('an expiry is kept; one in the past is refused', async () => {
    const expiresAt = panel.context.clock();
    const past = run(panel.context, systemActor, addApiKey, { name: 'Past', level: 'super_user', expiresAt });
    await expect(past).rejects.toMatchObject({ faults: [{ field: 'expiresAt' }] });
    const soon = { name: 'Soon', level: 'super_user', expiresAt: (panel.context.clock() + 60_000) as typeof expiresAt } as const;
    const { key } = await run(panel.context, systemActor, addApiKey, soon);
    expect(await find(key)).toBeDefined();
    panel.passTime(60_000);
    expect(await find(key)).toBeUndefined();
  });
});

test('a Super User may not do what Administrators do, a visitor nothing', async () => {
  const superUser = { kind: 'staff', id: 1n, name: 'Sue', level: 'super_user' } as const;
  const input = { userName: 'eve', name: 'Eve', level: 'administrator', password } as const;
  await expect(run(panel.context, superUser, addStaff, input)).rejects.toMatchObject({ code: 'not_permitted' });
  await expect(run(panel.context, visitor, addStaff, input)).rejects.toMatchObject({ code: 'not_signed_in' });
});
