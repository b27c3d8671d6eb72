import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { judgeFailures } from '../actions/bans/judgeFailures.ts';
import { liftTrusted } from '../actions/bans/liftTrusted.ts';
import { listBans } from '../actions/bans/listBans.ts';
import { run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import { sql } from '../db/sql.ts';
import { openBanDesk } from '../jobs/banDesk.ts';
import { fakeEngine } from '../testing/fakeEngine.ts';
import { readLetters } from '../testing/mail/readLetters.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';

let panel: TestPanel;
let cookie: string;
let serial = 0;
beforeAll(async () => {
  panel = await startTestPanel();
});
afterAll(() => panel.close());
// The clock is moved beyond the end of sessions.
beforeEach(async () => {
  serial += 1;
  cookie = await panel.signIn('super_user');
});

/** Addresses of this test alone. */
const address = (last: number) => `10.1.${serial}.${last}`;
const failures = (from: string, count: number, name = '1001') =>
  Array.from({ length: count }, () => ({ protocol: 'sip' as const, address: from, name, at: panel.context.clock() }));
const judge = (from: string, count = 5, trusted: readonly string[] = []) =>
  run(panel.context, systemActor, judgeFailures, { network: `${from}/32`, failures: failures(from, count), trusted });
const ask = async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => {
  const answer = await panel.ask(method, path, { cookie, ...(body !== undefined && { body }) });
  return { status: answer.statusCode, ...answer.json() };
};
const bans = async (query: string) => (await ask('GET', `/bans?${query}`)).items;

test('a network that guesses is banned once, however many judge it at once', async () => {
  const judgements = await Promise.all(Array.from({ length: 8 }, () => judge(address(1))));
  expect(judgements.filter((one) => one === 'ban')).toHaveLength(1);
  expect(judgements.filter((one) => one === 'known')).toHaveLength(7);
  expect(await bans(`search=${address(1)}`)).toMatchObject([
    { network: address(1), kind: 'ban', state: 'in_force', failures: 5, names: ['1001'], protocols: ['sip'], bannedBy: 'system' },
  ]);
});

test('failures that are older than the window do not count', async () => {
  const old = failures(address(1), 5);
  panel.passTime(600_000);
  const network = `${address(1)}/32`;
  expect(await run(panel.context, systemActor, judgeFailures, { network, failures: old, trusted: [] })).toBe('wait');
});

test('ours and our providers’ networks are never banned, and a ban against them is lifted', async () => {
  expect(await judge(address(1), 50, [`10.1.${serial}.0/24`])).toBe('wait');
  expect(await judge(address(2))).toBe('ban');
  expect(await run(panel.context, systemActor, liftTrusted, { trusted: [`${address(2)}/32`, '::1/128'] })).toBe(1);
  expect(await bans(`search=${address(2)}`)).toMatchObject([{ state: 'lifted', liftedBy: 'system' }]);
});

test('each ban is longer than the one before; one that staff lifted does not count', async () => {
  const lengths: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    await judge(address(1));
    const [{ id, bannedAt, until }] = await bans(`search=${address(1)}&state=in_force`);
    lengths.push((Date.parse(until) - Date.parse(bannedAt)) / 1000);
    if (round === 1) await ask('POST', `/bans/${id}/lift`);
    else panel.passTime(lengths.at(-1)! * 1000);
  }
  expect(lengths).toEqual([600, 3600, 3600]);
  panel.passTime(31 * 86_400_000);
  cookie = await panel.signIn('super_user');
  await judge(address(1));
  const [{ bannedAt, until }] = await bans(`search=${address(1)}&state=in_force`);
  expect(Date.parse(until) - Date.parse(bannedAt)).toBe(600_000);
});

test('staff ban by hand, keep, lift, and see who did what', async () => {
  const added = await ask('POST', '/bans', { network: ` 10.2.${serial}.7/24 `, note: 'robots', seconds: 3600 });
  expect(added).toMatchObject({
    status: 201,
    network: `10.2.${serial}.0/24`,
    note: 'robots',
    bannedBy: 'The super_user',
    failures: 0,
  });
  const kept = await ask('POST', `/bans/${added.id}/keep`);
  expect(kept).toMatchObject({ status: 200, state: 'in_force' });
  expect(kept.until).toBeUndefined();
  const again = await ask('POST', '/bans', { network: `10.2.${serial}.0/24`, note: 'once more' });
  expect((await bans(`search=10.2.${serial}.9`)).map((one: { state: string }) => one.state)).toEqual(['in_force', 'lifted']);
  expect(await ask('POST', `/bans/${again.id}/lift`)).toMatchObject({ state: 'lifted', liftedBy: 'The super_user' });
  expect(await ask('POST', `/bans/${again.id}/lift`)).toMatchObject({ state: 'lifted' });
  expect(await ask('POST', `/bans/${again.id}/keep`)).toMatchObject({ status: 400 });
  expect(await ask('POST', '/bans/987654/lift')).toMatchObject({ status: 404 });
  const { rows } = await panel.context.pool.query(`select action from audit where detail ->> 'banId' in ($1, $2) order by id`, [
    added.id,
    again.id,
  ]);
  expect(rows.map(({ action }) => action)).toEqual(['ban.add', 'ban.keep', 'ban.add', 'ban.lift']);
});

test.each([
  ['example.com', 'Write an address'],
  ['10.0.0.0/8', 'too large'],
  ['2001:db8::/20', 'too large'],
  ['127.0.0.1', 'machine itself'],
  ['::ffff:127.0.0.1', 'machine itself'],
  ['10.0.0.1; drop', 'Write an address'],
])('%s cannot be banned by hand', async (network, message) => {
  const answer = await ask('POST', '/bans', { network, note: '' });
  expect(answer).toMatchObject({ status: 400, faults: [{ field: 'network', message: expect.stringContaining(message) }] });
});

test('a provider’s address cannot be banned by hand', async () => {
  await panel.context.pool.query(
    `insert into provider (name, protocol, host, port, number_format, strip_digits, add_prefix, source_addresses)
     values ('Carrier', 'sip', 'sip.example.com', 5060, 'e164', 0, '', array['203.0.113.0/28'])`,
  );
  const answer = await ask('POST', '/bans', { network: '203.0.113.5', note: '' });
  expect(answer).toMatchObject({ status: 400, faults: [{ field: 'network', message: expect.stringContaining('provider') }] });
});

test('a network that is put on the list is let in at once and never banned again, until it is taken off', async () => {
  await judge(address(9));
  const added = await ask('POST', '/ban-exemptions', { network: `10.1.${serial}.8/31`, note: 'head office' });
  expect(added).toMatchObject({ status: 201, network: `10.1.${serial}.8/31`, addedBy: 'The super_user' });
  expect(await bans(`search=${address(9)}`)).toMatchObject([{ state: 'lifted' }]);
  expect(await judge(address(9), 1000)).toBe('wait');
  expect(await ask('POST', '/ban-exemptions', { network: `10.1.${serial}.9/31`, note: '' })).toMatchObject({ status: 400 });
  expect(await ask('POST', '/bans', { network: address(9), note: '' })).toMatchObject({ status: 400 });
  expect((await ask('GET', '/ban-exemptions')).items).toContainEqual(expect.objectContaining({ id: added.id }));
  expect(await ask('DELETE', `/ban-exemptions/${added.id}`)).toMatchObject({ status: 200 });
  expect(await ask('DELETE', `/ban-exemptions/${added.id}`)).toMatchObject({ status: 404 });
  expect(await judge(address(9))).toBe('ban');
});

test('lists page, filter and search by address, number tried and note', async () => {
  for (const last of [1, 2, 3]) await judge(address(last));
  await ask('POST', '/bans', { network: address(4), note: 'fax robot 50%' });
  const first = await ask('GET', '/bans?limit=2');
  expect(first.items.map((one: { network: string }) => one.network)).toEqual([address(4), address(3)]);
  const second = await ask('GET', `/bans?limit=2&after=${first.next}`);
  expect(second.items.map((one: { network: string }) => one.network)).toEqual([address(2), address(1)]);
  expect((await bans('search=robot%2050%25')).map((one: { network: string }) => one.network)).toEqual([address(4)]);
  expect(await bans(`search=10.1.${serial}.0/30&state=in_force&kind=ban`)).toHaveLength(3);
  expect(await bans('search=1001&kind=warning')).toEqual([]);
});

test('a wave of bans is one alert and one letter an hour', async () => {
  await panel.context.pool.query(`update mail_setting set host = 'mail.test', from_address = 'noc@example.org'`);
  panel.passTime(3_600_000);
  const alerts = async () => (await ask('GET', '/alerts?kind=ban_wave')).items;
  for (let last = 1; last < 20; last += 1) await judge(address(last));
  expect(await alerts()).toEqual([]);
  for (let last = 20; last < 26; last += 1) await judge(address(last));
  expect(await alerts()).toMatchObject([{ kind: 'ban_wave', text: expect.stringContaining('20 networks or more were banned') }]);
  const letters = await readLetters(panel.context, sql`key like 'alert ban_wave%'`);
  expect(letters).toMatchObject([{ to: 'noc@example.org', subject: 'Many networks are guessing the secrets of your phones' }]);
});

test('the desk counts, bans, and takes bans off the engine when their time has come or somebody lifts them', async () => {
  const engine = fakeEngine();
  const context = { tx: panel.context.pool, now: panel.context.clock, report: () => undefined };
  await panel.context.pool.query(`update ban set lifted_at = now(), lifted_by = 'test' where lifted_at is null`);
  const desk = openBanDesk({ context, engine, act: (action, input) => run(panel.context, systemActor, action, input) });
  await desk.notLetIn(failures(address(1), 4));
  expect(engine.told).toEqual([]);
  await desk.notLetIn([...failures(address(1), 1), ...failures('127.0.0.1', 50), ...failures('no address', 50)]);
  expect(engine.told).toEqual([`ban ${address(1)}/32`]);
  await desk.notLetIn(failures(address(1), 20));
  expect(engine.told).toHaveLength(1);
  await desk.tick();
  expect(engine.told).toHaveLength(1);
  panel.passTime(601_000);
  await desk.tick();
  expect(engine.told.at(-1)).toBe('ban ');
  expect(await listBans(context)).toEqual([]);
});

test('five wrong API keys make the sixth wait; a right one from there goes on working', async () => {
  const { key } = await (async () => {
    const administrator = await panel.signIn('administrator');
    return (await panel.ask('POST', '/api-keys', { cookie: administrator, body: { name: 'Sync', level: 'super_user' } })).json();
  })();
  const from = { address: '198.51.100.9' };
  const statuses: number[] = [];
  for (let tries = 0; tries < 7; tries += 1)
    statuses.push((await panel.ask('GET', '/bans', { key: `vsp_${'x'.repeat(30)}${tries}`, ...from })).statusCode);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  expect((await panel.ask('GET', '/bans', { key, ...from })).statusCode).toBe(200);
  expect((await panel.ask('GET', '/bans', { key: `vsp_${'y'.repeat(30)}`, address: '203.0.113.77' })).statusCode).toBe(401);
  const { items } = await ask('GET', '/sign-in-failures');
  expect(items).toContainEqual(
    expect.objectContaining({ door: 'api_key', network: '198.51.100.0/24', failures: 5, waitsUntil: expect.any(String) }),
  );
});
