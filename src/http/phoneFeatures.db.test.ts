import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { run } from '../actions/run.ts';
import { keepMessage } from '../actions/voicemail/keepMessage.ts';
import { systemActor } from '../core/access/permission.ts';
import { instant } from '../core/base/time.ts';
import type { LeftMessage } from '../core/calls/message.ts';
import { mailboxDesk } from '../jobs/mailboxDesk.ts';
import { furnish, openTestAccount } from '../testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';

let panel: TestPanel;
let cookie: string;
let account: { id: string; number: string; phoneId: string };
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  cookie = await panel.signIn('super_user');
});
beforeEach(async () => {
  account = await newAccount();
});
afterAll(() => panel.close());

async function newAccount() {
  const { accountId } = await openTestAccount(panel.context, { blockedPrefixes: ['613'] });
  const response = await panel.ask('GET', `/accounts/${accountId}/phones`, { cookie });
  const [phone] = response.json().items;
  return { id: String(accountId), number: phone.number as string, phoneId: phone.id as string };
}
const nobody = { to: 'nobody', number: '' };
const quiet = { always: nobody, busy: nobody, noAnswer: nobody, unreachable: nobody, ringSeconds: 25 };
const save = (forwarding: object, voicemail: object = { isOn: false }) =>
  panel.ask('PUT', `/phones/${account.phoneId}/features`, {
    cookie,
    body: { forwarding: { ...quiet, ...forwarding }, voicemail },
  });
const history = async () => (await panel.ask('GET', `/accounts/${account.id}/history`, { cookie })).json().items;
let serial = 0;
const leave = (change: Partial<LeftMessage> = {}) =>
  run(panel.context, systemActor, keepMessage, {
    recording: `${account.number}~100001~vsp0123456789-1700000000-${++serial}`,
    networkNumber: account.number,
    callerNumber: '100001',
    leftAt: instant(1_700_000_000_000),
    durationMilliseconds: 4200,
    ...change,
  });
const messages = async () => (await panel.ask('GET', `/accounts/${account.id}/messages`, { cookie })).json().items;

test('forwarding and voicemail are saved, shown and kept in the history, the PIN nowhere', async () => {
  const saved = await save(
    { busy: { to: 'voicemail' }, noAnswer: { to: 'number', number: '(02) 9999-0000' }, ringSeconds: 15 },
    { isOn: true, pin: '4711', email: 'owner@example.com' },
  );
  const expected = {
    forwarding: {
      ...quiet,
      busy: { to: 'voicemail', number: '' },
      noAnswer: { to: 'number', number: '0299990000' },
      ringSeconds: 15,
    },
    voicemail: { isOn: true, email: 'owner@example.com', hasPin: true, newMessages: 0 },
    switches: { doNotDisturb: false, hidesCallerId: false, doesRingAll: false, callWaitingLimit: null },
  };
  expect(saved.json()).toEqual(expected);
  const [phone] = (await panel.ask('GET', `/accounts/${account.id}/phones`, { cookie })).json().items;
  expect(phone).toMatchObject(expected);
  const [entry] = await history();
  expect(entry).toMatchObject({ action: 'network_number.change_features', detail: { number: account.number, newPin: true } });
  expect(entry.detail.changes).toContainEqual({ field: 'forwardNoAnswer', from: '', to: '0299990000' });
  expect(JSON.stringify(entry)).not.toContain('4711');
  const stored = await panel.context.pool.query('select voicemail_pin_hash from network_number where number = $1', [
    account.number,
  ]);
  expect(stored.rows[0].voicemail_pin_hash).toMatch(/^scrypt\$/);
});

test('the PIN stays when none is sent, and voicemail needs one', async () => {
  expect((await save({}, { isOn: true })).json().faults).toEqual([
    { field: 'voicemail.pin', message: 'Choose a PIN of 4 to 10 digits.' },
  ]);
  expect((await save({}, { isOn: true, pin: '4711' })).statusCode).toBe(200);
  expect((await save({}, { isOn: true })).json().voicemail).toMatchObject({ isOn: true, hasPin: true });
});

test.each([
  ['itself', () => ({ busy: { to: 'number', number: account.number } }), 'forwarding.busy.number'],
  ['an emergency number', () => ({ always: { to: 'number', number: '000' } }), 'forwarding.always.number'],
  ['nothing', () => ({ unreachable: { to: 'number', number: '' } }), 'forwarding.unreachable.number'],
  ['a phone that nobody has', () => ({ noAnswer: { to: 'number', number: '4321' } }), 'forwarding.noAnswer.number'],
  ['letters', () => ({ noAnswer: { to: 'number', number: 'home' } }), 'forwarding.noAnswer.number'],
  ['voicemail that is off', () => ({ noAnswer: { to: 'voicemail' } }), 'forwarding.noAnswer.to'],
  ['a minute and more of ringing', () => ({ ringSeconds: 61 }), 'forwarding.ringSeconds'],
])('forwarding to %s is refused at its field', async (_, forwarding, field) => {
  const response = await save(forwarding());
  expect(response.statusCode).toBe(400);
  expect(response.json().faults).toMatchObject([{ field }]);
});

test('what a forwarded call would cost', async () => {
  const cost = (number: string) => panel.ask('POST', `/phones/${account.phoneId}/forward-checks`, { cookie, body: { number } });
  const other = await newAccount();
  expect((await cost(other.number)).json()).toMatchObject({ kind: 'internal', rate: null });
  expect((await cost('02 9999 0000')).json()).toMatchObject({ kind: 'outside', number: '61299990000', rate: { prefix: '' } });
  expect((await cost('*1')).statusCode).toBe(400);
  expect((await cost('000')).json()).toMatchObject({ code: 'invalid_number' });
  expect((await cost('03 9999 0000')).json()).toMatchObject({ code: 'destination_blocked' });
});

test('a message is listed, told of once by e-mail, heard and removed; both stand in the history', async () => {
  await save({ unreachable: { to: 'voicemail' } }, { isOn: true, pin: '4711', email: 'owner@example.com' });
  expect(await leave()).toBe(true);
  const recording = `${account.number}~100001~vsp0123456789-1700000000-${serial}`;
  expect(await leave({ recording })).toBe(true);
  const [message, ...others] = await messages();
  expect(others).toEqual([]);
  expect(message).toMatchObject({ networkNumber: account.number, callerNumber: '100001', durationSeconds: 5, heardAt: null });
  const letters = await panel.context.pool.query('select to_address, subject from letter where account_id = $1', [account.id]);
  expect(letters.rows).toEqual([{ to_address: 'owner@example.com', subject: 'Voicemail from 100001' }]);

  const sound = await panel.ask('GET', `/messages/${message.id}/sound`, { cookie });
  expect(sound.headers).toMatchObject({ 'content-type': 'audio/wav', 'cache-control': 'no-store' });
  expect(sound.body).toBe('RIFF');
  expect((await panel.ask('DELETE', `/messages/${message.id}`, { cookie })).statusCode).toBe(200);
  expect(await messages()).toEqual([]);
  expect((await history()).slice(0, 2).map((one: { action: string }) => one.action)).toEqual([
    'voicemail.remove',
    'voicemail.listen',
  ]);
  for (const [method, path] of [
    ['GET', `/messages/${message.id}/sound`],
    ['DELETE', `/messages/${message.id}`],
  ] as const)
    expect((await panel.ask(method, path, { cookie })).statusCode).toBe(404);
  expect(await leave({ recording }), 'its file is not taken for a new message').toBe(false);
});

test('nobody wants a message for a number that is gone, and whoever gets the number later never hears the old ones', async () => {
  expect(await leave({ networkNumber: '99998888' })).toBe(false);
  const added = await panel.ask('POST', `/accounts/${account.id}/phones`, { cookie, body: { label: 'Second' } });
  const { id, number } = added.json().phone;
  await leave({ networkNumber: number });
  expect(await messages()).toHaveLength(1);
  expect((await panel.ask('DELETE', `/phones/${id}`, { cookie })).statusCode).toBe(200);
  expect(await messages()).toEqual([]);
  const gone = await panel.context.pool.query(
    'select removed_at is not null as removed, network_number_id from voicemail_message where account_id = $1',
    [account.id],
  );
  expect(gone.rows).toEqual([{ removed: true, network_number_id: null }]);
});

test('the mailbox opens with its PIN, oldest first, and shuts for a while after ten wrong ones', async () => {
  await save({}, { isOn: true, pin: '4711' });
  await leave();
  await leave();
  const desk = mailboxDesk(panel.context);
  const open = (pin: string) => desk.openMailbox(account.number, pin);
  const own = [serial - 1, serial].map((one) => `${account.number}~100001~vsp0123456789-1700000000-${one}`);
  expect(await open('4711')).toEqual({ ok: true, recordings: own });
  const tries = await Promise.all(Array.from({ length: 12 }, () => open('0000')));
  expect(tries.map((one) => (one.ok ? 'open' : one.why)).sort()).toEqual([
    ...Array.from({ length: 2 }, () => 'locked'),
    ...Array.from({ length: 10 }, () => 'wrong_pin'),
  ]);
  expect(await open('4711')).toEqual({ ok: false, why: 'locked' });
  panel.passTime(16 * 60_000);
  expect(await open('4711')).toMatchObject({ ok: true });
  await desk.markMessage(account.number, own[0]!, 'heard');
  await desk.markMessage(account.number, own[1]!, 'removed');
  await desk.markMessage('99998888', own[0]!, 'removed');
  expect(await messages()).toMatchObject([{ heardAt: expect.any(String) }]);
  await save({});
  expect(await open('4711'), 'switched off').toEqual({ ok: false, why: 'wrong_pin' });
});

test('what a phone does with every call is switched, kept in the history, and stays as it was when it is not said', async () => {
  const switches = { doNotDisturb: true, hidesCallerId: true, doesRingAll: true };
  const body = { forwarding: quiet, voicemail: { isOn: false }, switches };
  const path = `/phones/${account.phoneId}/features`;
  expect((await panel.ask('PUT', path, { cookie, body })).json()).toMatchObject({ switches });
  expect((await history())[0].detail.changes).toEqual([
    { field: 'doNotDisturb', from: false, to: true },
    { field: 'hidesCallerId', from: false, to: true },
    { field: 'doesRingAll', from: false, to: true },
  ]);
  expect((await save({ ringSeconds: 30 })).json()).toMatchObject({ switches });
});
