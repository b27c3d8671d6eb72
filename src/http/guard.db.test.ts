import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { authorizeCall } from '../actions/calls/authorizeCall.ts';
import { withConnection } from '../db/connection.ts';
import { rows, sql } from '../db/sql.ts';
import { openCallMemory } from '../memory/callMemory.ts';
import { furnish, openTestAccount } from '../testing/accounts.ts';
import { readLetters } from '../testing/mail/readLetters.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';

let panel: TestPanel;
let cookie: string;
let serial = 0;
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  cookie = await panel.signIn('administrator');
  // The night of the rules must not depend on when the tests run.
  await panel.asOwner(`insert into rate (billing_package_id, prefix, destination, price, initial_increment, increment)
    select id, p, 'Abroad', 500000000000, 60, 60 from billing_package, unnest(array['2', '4', '8']) p where name = 'Flat' on conflict do nothing`);
});
afterAll(() => panel.close());

const ask = <Row>(statement: ReturnType<typeof sql>) => withConnection(panel.context.pool, (tx) => rows<Row>(tx, statement));
const get = async (path: string) => (await panel.ask('GET', path, { cookie })).json();
const send = (method: 'PUT' | 'POST' | 'DELETE', path: string, body?: unknown) =>
  panel.ask(method, path, { cookie, ...(body !== undefined && { body }) });

async function newAccount() {
  const { accountId } = await openTestAccount(panel.context, { callLimit: 50, paymentType: 'post_paid' });
  const [phone] = await ask<{ number: string }>(sql`select number from network_number where account_id = ${accountId}`);
  return { id: accountId, number: phone!.number };
}
type Account = Awaited<ReturnType<typeof newAccount>>;

/** What the dry run says. */
async function check({ number }: Account, dialled: string): Promise<string> {
  const answer = await send('POST', '/call-checks', { networkNumber: number, dialled });
  const body = answer.json();
  expect(answer.statusCode, answer.body).toBe(200);
  return body.refusal ?? 'placed';
}

/** Begins a call as call control would; it stays up. */
async function call({ number }: Account, dialled: string) {
  const context = { tx: panel.context.pool, now: panel.context.clock, report: () => undefined };
  const copies = await openCallMemory(panel.context.pool);
  serial += 1;
  const request = {
    callId: `guard-${serial}`,
    callerNumber: number,
    protocol: 'sip' as const,
    dialled,
    at: panel.context.clock(),
  };
  const { decision } = await authorizeCall(context, copies, request);
  return decision.ok ? 'granted' : decision.refusal;
}

const guardOf = ({ id }: Account) => get(`/accounts/${id}/fraud-guard`);
async function change(account: Account, other: object) {
  const { terms: _, state: __, isOn: ___, since: ____, said: _____, quietUntil: ______, ...guard } = await guardOf(account);
  return send('PUT', `/accounts/${account.id}/fraud-guard`, { ...guard, ...other });
}
const settings = async (other: object) => {
  const { usualPriceMax: _, usualSpendFloor: __, uncovered: ___, stopped: ____, ...stored } = await get('/settings/fraud-guard');
  return send('PUT', '/settings/fraud-guard', { ...stored, ...other });
};

describe('a new account', () => {
  test('calls at home, and nowhere else until somebody opens it', async () => {
    const account = await newAccount();
    expect(await check(account, '0299990000')).toBe('placed');
    expect(await check(account, '+252615551234')).toBe('guard_high_risk');
    expect(await check(account, '+881641234567')).toBe('guard_special');
    expect(await check(account, '+442012345678')).toBe('guard_country');
    expect((await change(account, { countries: ['GB'] })).statusCode).toBe(200);
    expect(await check(account, '+442012345678')).toBe('placed');
    expect((await change(account, { countries: ['*'], allowsHighRisk: true, pricePerMinuteMax: '0.49' })).statusCode).toBe(200);
    expect(await check(account, '+252615551234')).toBe('guard_price');
    expect((await change(account, { pricePerMinuteMax: '0.50' })).statusCode).toBe(200);
    expect(await check(account, '+252615551234')).toBe('placed');
    expect(await check(account, '+881641234567')).toBe('guard_special');
  });

  test('keeps who changed its guard, and refuses a save that answers for an older one', async () => {
    const account = await newAccount();
    const { version } = await guardOf(account);
    await change(account, { allowsSpecial: true });
    const stale = await change(account, { version });
    expect([stale.statusCode, stale.json().code]).toEqual([409, 'stale_version']);
    const history = (await get(`/accounts/${account.id}/history`)).items;
    expect(JSON.stringify(history[0])).toContain('allowsSpecial');
  });

  test('may have two calls abroad at once, any number at home, and so many in a minute', async () => {
    const account = await newAccount();
    await change(account, { countries: ['GB'], callsPerMinute: 3 });
    const abroad = () => call(account, '+442012345678');
    expect([await abroad(), await abroad(), await abroad()]).toEqual(['granted', 'granted', 'guard_calls']);
    expect([await call(account, '0299990000'), await call(account, '0299990001')]).toEqual(['granted', 'granted']);
    await change(account, { callsAtOnce: 20, callsPerMinute: 3, callsPerHour: 5 });
    // Refused ones that were counted too: two granted, one over.
    const tried = await Promise.all(Array.from({ length: 8 }, abroad));
    expect(tried.filter((one) => one === 'granted').length).toBeLessThanOrEqual(3);
    expect(tried).toContain('guard_rate');
  });
});

describe('the settings', () => {
  test('open a country for all, switch everything off, and are said back', async () => {
    const account = await newAccount();
    expect((await settings({ countries: ['GB'] })).json()).toMatchObject({ countries: ['GB'], usualPriceMax: '2.00' });
    expect(await check(account, '+442012345678')).toBe('placed');
    await settings({ countries: [], isOn: false });
    expect(await check(account, '+252615551234')).toBe('placed');
    const on = await settings({
      isOn: true,
      reactions: { ...(await get('/settings/fraud-guard')).reactions, night_calls: 'lock' },
    });
    expect(on.json()).toMatchObject({ isOn: true, reactions: { night_calls: 'lock', one_range: 'lock' } });
    expect(await check(account, '+252615551234')).toBe('guard_high_risk');
    expect((await settings({ version: 1 })).json().code).toBe('stale_version');
    expect((await settings({ countries: ['Australia'] })).statusCode).toBe(400);
  });

  test('classes: an own entry counts at once, is found by a whole number, and goes again', async () => {
    const account = await newAccount();
    await change(account, { countries: ['*'] });
    const added = await send('POST', '/destination-classes', {
      classes: [{ prefix: '442099', class: 'special', name: 'Odd range' }],
    });
    expect(added.json()).toEqual({ saved: 1 });
    expect(await check(account, '+442099123456')).toBe('guard_special');
    expect((await get('/destination-classes?search=442099123456&own=true')).items).toEqual([
      { prefix: '442099', class: 'special', name: 'Odd range', isOwn: true },
    ]);
    const somalia = (await get('/destination-classes?search=somalia')).items;
    expect(somalia).toMatchObject([{ prefix: '252', class: 'high_risk', isOwn: false, shippedClass: 'high_risk' }]);
    await send('POST', '/destination-classes', { classes: [{ prefix: '252', class: 'normal' }] });
    expect(await check(account, '+252615551234')).toBe('placed');
    expect((await send('DELETE', '/destination-classes/252')).statusCode).toBe(200);
    expect(await check(account, '+252615551234')).toBe('guard_high_risk');
    expect((await send('DELETE', '/destination-classes/252')).statusCode).toBe(404);
    expect((await send('POST', '/destination-classes', { classes: [{ prefix: '25x', class: 'normal' }] })).statusCode).toBe(400);
    await send('DELETE', '/destination-classes/442099');
  });

  test('the list of classes comes page by page, each prefix once', async () => {
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await get(`/destination-classes?limit=50${after ? `&after=${after}` : ''}`);
      seen.push(...page.items.map((one: { prefix: string }) => one.prefix));
      after = page.next;
      if (after === undefined) break;
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen.length).toBeGreaterThan(200);
  });
});

describe('calls that look like fraud', () => {
  let account: Account;
  beforeEach(async () => {
    account = await newAccount();
    await change(account, { countries: ['*'], allowsHighRisk: true, callsAtOnce: 50, callsPerMinute: 50 });
  });
  const attack = async () => {
    for (let index = 0; index < 3; index += 1) expect(await call(account, `+25261555123${index}`)).toBe('granted');
    await panel.doOfficeWork('guarding accounts');
  };

  test('lock the account, end its calls, and are told in a sentence; it can be released, and then is only warned of', async () => {
    await settings({ mailTo: 'night@example.org' });
    const listener = new pg.Client({ connectionString: panel.database.ownerUrl });
    await listener.connect();
    const commands: string[] = [];
    listener.on('notification', ({ payload }) => commands.push(payload ?? ''));
    await listener.query('listen command');
    await attack();
    await panel.doOfficeWork('guarding accounts');
    await listener.query('select 1');
    await listener.end();
    expect(commands.map((one) => JSON.parse(one).kind)).toEqual(['hang_up', 'hang_up', 'hang_up']);
    const guard = await guardOf(account);
    expect(guard).toMatchObject({
      state: 'locked',
      said: expect.stringMatching(/^Locked at \d\d:\d\d: 3 calls at once to Somalia\./),
    });
    expect([await call(account, '+252615551239'), await call(account, '0299990000')]).toEqual(['guard_locked', 'guard_locked']);
    expect([await check(account, '000'), await check(account, (await newAccount()).number)]).toEqual(['placed', 'placed']);
    const alerts = (await get(`/alerts?accountId=${account.id}`)).items;
    expect(alerts).toMatchObject([{ kind: 'fraud', text: guard.said }]);
    const letters = await readLetters(panel.context, sql`account_id = ${account.id}`);
    expect(letters).toMatchObject([{ to: 'night@example.org', subject: 'Fraud guard: an account was locked' }]);

    expect((await send('POST', `/accounts/${account.id}/fraud-guard/release`, { reason: '' })).statusCode).toBe(400);
    const released = await send('POST', `/accounts/${account.id}/fraud-guard/release`, { reason: 'Customer confirmed' });
    expect(released.json()).toMatchObject({ state: 'none', quietUntil: expect.any(String) });
    expect(await call(account, '+252615551239')).toBe('granted');
    await panel.doOfficeWork('guarding accounts');
    await panel.doOfficeWork('guarding accounts');
    expect(await guardOf(account)).toMatchObject({ state: 'none' });
    const acts = (await get(`/accounts/${account.id}/fraud-guard/acts`)).items;
    expect(acts.map((one: { kind: string; by: string }) => [one.kind, one.by])).toEqual([
      ['warn', 'system'],
      ['release', 'The administrator'],
      ['lock', 'system'],
    ]);
    await settings({ mailTo: '' });
  });

  test('throttle where that is wished, and then one call at a time goes through', async () => {
    const { reactions } = await get('/settings/fraud-guard');
    await settings({ reactions: { ...reactions, premium_parallel: 'throttle' } });
    await attack();
    expect(await guardOf(account)).toMatchObject({ state: 'throttled' });
    expect(await call(account, '0299990000')).toBe('guard_throttled');
    await panel.asOwner(`delete from call where account_id = ${account.id}`);
    expect([await call(account, '0299990000'), await call(account, '0299990001')]).toEqual(['granted', 'guard_throttled']);
    await settings({ reactions });
  });

  test('are only reported for an account from before; guarding all takes it in', async () => {
    await panel.asOwner(`delete from account_guard where account_id = ${account.id}`);
    expect(await check(account, '+881641234567')).toBe('placed');
    await attack();
    expect(await guardOf(account)).toMatchObject({ state: 'none', isGuarded: false, version: 0 });
    expect((await get(`/alerts?accountId=${account.id}`)).items[0].text).toMatch(/^Noticed at/);
    expect((await get('/settings/fraud-guard')).uncovered).toBe(1);
    expect((await send('POST', '/settings/fraud-guard/cover')).json()).toEqual({ covered: 1, uncovered: 0 });
    expect(await check(account, '+881641234567')).toBe('guard_special');
  });

  test('of an account that was guarded one by one count from then on', async () => {
    await panel.asOwner(`delete from account_guard where account_id = ${account.id}`);
    expect((await change(account, { isGuarded: true })).json()).toMatchObject({ isGuarded: true, version: expect.any(Number) });
    expect(await check(account, '+252615551234')).toBe('guard_high_risk');
  });

  test('a guard that is off sees nothing', async () => {
    await settings({ isOn: false });
    await attack();
    expect(await guardOf(account)).toMatchObject({ state: 'none' });
    await settings({ isOn: true });
  });
});

test('what the guard did is never changed, by nobody', async () => {
  await expect(panel.asOwner(`delete from guard_act`)).rejects.toThrow('append only');
  await expect(panel.asOwner(`update guard_act set said = ''`)).rejects.toThrow('append only');
});
