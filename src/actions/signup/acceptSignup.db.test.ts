import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fillSecondsMax, hasZeroBits } from '../../core/accounts/signupGuard.ts';
import { withConnection } from '../../db/connection.ts';
import { rows, sql } from '../../db/sql.ts';
import { furnish, openTestAccount } from '../../testing/accounts.ts';
import { readLetters } from '../../testing/mail/readLetters.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { addTestForm, pageToken, sendSignup } from '../../testing/signup.ts';
import { run } from '../run.ts';
import { startSignup } from './startSignup.ts';

let panel: TestPanel;
let formId: bigint;
let code: string;
const ask = <Row>(statement: ReturnType<typeof sql>) => withConnection(panel.context.pool, (tx) => rows<Row>(tx, statement));
const stored = () =>
  ask<{ id: bigint; state: string }>(sql`select id, state from signup_submission where form_id = ${formId} order by id`);
const visitor = { kind: 'visitor', address: '192.0.2.7' } as const;
let address = 0;
/** A household that nobody else in this file has. */
const nextAddress = () => {
  address += 1;
  return `2001:db8:0:${address.toString(16)}::1`;
};

beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
});
afterAll(() => panel.close());
beforeEach(async () => {
  ({ id: formId, code } = await addTestForm(panel.context));
});
const send = (change: Parameters<typeof sendSignup>[2] = {}) =>
  sendSignup(panel.context, code, { address: '198.51.100.1', ...change });

describe('what is kept', () => {
  test('the input as it came, the checked details, where from, and the first line of the history', async () => {
    const from = nextAddress();
    await send({ sent: { lastName: ' Doe ', colour: '<b>' }, message: 'Hello', userAgent: 'Test/1', address: from });
    const found = await ask(
      sql`select state, sent, details ->> 'lastName' as name, message, address, user_agent, site from signup_submission where form_id = ${formId}`,
    );
    const sent = { lastName: ' Doe ', colour: '<b>' };
    expect(found).toEqual([
      { state: 'waiting', sent, name: 'Doe', message: 'Hello', address: from, user_agent: 'Test/1', site: 'hosted' },
    ]);
    const [one] = await stored();
    expect(await ask(sql`select event, actor_name from signup_event where submission_id = ${one?.id}`)).toEqual([
      { event: 'received', actor_name: 'visitor' },
    ]);
  });

  test.each([
    [sql`update signup_submission set sent = '{}'`],
    [sql`update signup_submission set address = 'elsewhere'`],
    [sql`delete from signup_submission`],
    [sql`update signup_event set event = 'approved'`],
    [sql`delete from signup_event`],
    [sql`truncate signup_event`],
  ])('cannot be rewritten by the panel: %o', async (statement) => {
    await send({ address: nextAddress() });
    await expect(ask(statement)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('twice is once', () => {
  test('ten presses of one button at the same moment', async () => {
    const token = await pageToken(panel.context, code);
    const from = nextAddress();
    const all = await Promise.all(Array.from({ length: 10 }, () => send({ token, address: from })));
    expect(new Set(all.map((one) => one.state))).toEqual(new Set(['waiting']));
    expect(await stored()).toHaveLength(1);
  });

  test('the same content from the same place, also from pages that carry no token', async () => {
    const origin = { origin: 'https://shop.example', referer: undefined, host: 'panel.test' };
    ({ id: formId, code } = await addTestForm(panel.context, { allowedSites: ['https://shop.example'] }));
    const from = nextAddress();
    for (let i = 0; i < 5; i += 1) await send({ token: '', origin, address: from });
    expect(await stored()).toHaveLength(1);
    await send({ token: '', origin, address: from, details: { lastName: 'Other' } });
    expect(await stored()).toHaveLength(2);
  });

  test('a token with other content asks to be sent again and keeps nothing', async () => {
    const token = await pageToken(panel.context, code);
    const from = nextAddress();
    await send({ token, address: from });
    await expect(send({ token, address: from, message: 'other' })).rejects.toMatchObject({ code: 'signup_again' });
    expect(await stored()).toHaveLength(1);
  });
});

describe('floods', () => {
  const many = (count: number, change: (i: number) => Parameters<typeof sendSignup>[2]) =>
    Promise.allSettled(Array.from({ length: count }, (_, i) => send({ message: `number ${i}`, ...change(i) })));
  const taken = (all: readonly PromiseSettledResult<unknown>[]) => all.filter((one) => one.status === 'fulfilled').length;

  test('from one address at once: exactly the limit, the others hear why', async () => {
    const from = nextAddress();
    const all = await many(30, () => ({ address: from }));
    expect(taken(all)).toBe(5);
    for (const one of all) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'too_many_attempts' });
    panel.passTime(3_601_000);
    expect(taken(await many(1, () => ({ address: from, details: { lastName: 'Later' } })))).toBe(1);
  });

  test('a form posted a thousand times at once: still the limit, and nothing of the others is kept', async () => {
    const from = nextAddress();
    const before = (await stored()).length;
    const all = await many(1_000, () => ({ address: from }));
    expect([taken(all), all.length]).toEqual([5, 1_000]);
    expect((await stored()).length - before).toBe(5);
  });

  test('from one household with many IPv6 addresses, and on several forms: still one', async () => {
    const other = await addTestForm(panel.context);
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        sendSignup(panel.context, i % 2 ? code : other.code, { message: `n ${i}`, address: `2001:db8:ffff:1::${i}` }),
      ),
    );
    expect(taken(all)).toBe(5);
  });

  test('from everywhere: the limits of the form by the hour and by the day', async () => {
    ({ id: formId, code } = await addTestForm(panel.context, { limits: { addressHour: 100, formHour: 10, formDay: 15 } }));
    expect(taken(await many(25, () => ({ address: nextAddress() })))).toBe(10);
    panel.passTime(3_601_000);
    expect(taken(await many(25, () => ({ address: nextAddress() })))).toBe(5);
    panel.passTime(86_400_000);
    expect(taken(await many(1, () => ({ address: nextAddress() })))).toBe(1);
  });

  test('in a rush, a form without a token is asked for one more press', async () => {
    const origin = { origin: 'https://shop.example', referer: undefined, host: 'panel.test' };
    ({ id: formId, code } = await addTestForm(panel.context, { allowedSites: ['https://shop.example'] }));
    for (let i = 0; i < 9; i += 1) await send({ token: '', origin, address: nextAddress(), message: `${i}` });
    await expect(send({ token: '', origin, address: nextAddress() })).rejects.toMatchObject({ code: 'signup_again' });
    await send({ origin, address: nextAddress() });
    expect(await stored()).toHaveLength(10);
  });
});

describe('a token', () => {
  const start = (kind: 'page' | 'script') => run(panel.context, visitor, startSignup, { code, kind, isAgain: false });
  const refused = (token: string, solution = '') =>
    expect(send({ token, solution, address: nextAddress() })).rejects.toMatchObject({ code: 'signup_again' });

  test('is refused when it comes faster than a person types, or a day late', async () => {
    const { token } = await start('page');
    await refused(token);
    panel.passTime(2_100);
    await send({ token, address: nextAddress() });
    const late = await start('page');
    panel.passTime((fillSecondsMax + 1) * 1000);
    await refused(late.token);
  });

  test('is refused when it was made up, changed, or made for another form', async () => {
    const other = await addTestForm(panel.context);
    const { token } = await start('page');
    panel.passTime(3000);
    const flipped = Buffer.from(token, 'base64url');
    flipped[20] = (flipped[20] ?? 0) ^ 1;
    const origin = { origin: 'https://panel.test', referer: undefined, host: 'panel.test' };
    for (const one of ['x', 'AQ', flipped.toString('base64url'), await pageToken(panel.context, other.code)])
      await expect(send({ token: one, origin, address: nextAddress() })).rejects.toMatchObject({ code: 'signup_again' });
    expect(await stored()).toEqual([]);
  });

  test('of the script needs its puzzle solved', async () => {
    ({ id: formId, code } = await addTestForm(panel.context, { allowedSites: ['https://shop.example'] }));
    const origin = { origin: 'https://shop.example', referer: undefined, host: 'panel.test' };
    const { token, bits } = await start('script');
    panel.passTime(3000);
    const hash = (n: number) => createHash('sha256').update(`${token}.${n}`).digest('hex');
    let right = 0;
    while (!hasZeroBits(hash(right), bits)) right += 1;
    let wrong = 0;
    while (hasZeroBits(hash(wrong), bits)) wrong += 1;
    for (const solution of ['', String(wrong)])
      await expect(send({ token, origin, solution, address: nextAddress() })).rejects.toMatchObject({ code: 'signup_again' });
    await send({ token, origin, solution: String(right), address: nextAddress() });
    expect(await stored()).toHaveLength(1);
  });
});

describe('nobody learns who is a customer', () => {
  test('the answer, what is kept and the letter are the same for an e-mail that has an account and one that has none', async () => {
    await openTestAccount(panel.context, {}, undefined, { email: 'known@example.com', phone: '+61 2 9999 0000' });
    ({ id: formId, code } = await addTestForm(panel.context, { doesConfirmEmail: true }));
    const known = await send({ details: { email: 'known@example.com', phone: '0299990000' }, address: nextAddress() });
    const unknown = await send({ details: { email: 'unknown@example.com', phone: '0299990001' }, address: nextAddress() });
    expect(known).toEqual(unknown);
    const letters = await readLetters(panel.context, sql`to_address like '%known@example.com'`);
    expect(letters.map((one) => one.to)).toEqual(['known@example.com', 'unknown@example.com']);
    const [a, b] = letters.map((one) => one.body.replace(/confirm\/\S+/, ''));
    expect(a).toBe(b);
  });

  test('one e-mail gets three confirmation letters a day, however many forms and addresses name it', async () => {
    const email = 'victim@example.com';
    ({ id: formId, code } = await addTestForm(panel.context, { doesConfirmEmail: true }));
    for (let i = 0; i < 6; i += 1)
      await send({ details: { email: i % 2 ? email : email.toUpperCase() }, message: `${i}`, address: nextAddress() });
    expect(await stored()).toHaveLength(6);
    expect(await ask(sql`select id from letter where lower(to_address) = ${email}`)).toHaveLength(3);
    expect(await ask(sql`select id from signup_event where event = 'letter_withheld'`)).toHaveLength(3);
  });
});

test('a closed form, an unknown one and one from a site that is not listed take nothing', async () => {
  const closed = await addTestForm(panel.context, { isActive: false });
  await expect(sendSignup(panel.context, closed.code)).rejects.toMatchObject({ code: 'signup_closed' });
  await expect(sendSignup(panel.context, 'nosuchform99', { token: '' })).rejects.toMatchObject({ code: 'not_found' });
  const origin = { origin: 'https://evil.example', referer: undefined, host: 'panel.test' };
  await expect(send({ origin })).rejects.toMatchObject({ code: 'signup_wrong_site' });
  expect(await stored()).toEqual([]);
});
