import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { deleteGoneRecordings } from '../actions/calls/goneRecordings.ts';
import { keepRecording } from '../actions/recordings/keepRecording.ts';
import { run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import type { Id } from '../core/base/id.ts';
import { instant } from '../core/base/time.ts';
import type { MadeRecording } from '../core/calls/recording.ts';
import { recordingDesk } from '../jobs/recordingDesk.ts';
import { furnish, openTestAccount } from '../testing/accounts.ts';
import { fakeEngine } from '../testing/fakeEngine.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';
import { signInCustomer } from '../testing/portal.ts';

const folder = mkdtempSync(join(tmpdir(), 'vsppanel-recordings-'));
const sound = Buffer.from('RIFF and what was said');
const file = { path: join(folder, 'sound.wav'), sizeBytes: sound.length };
let panel: TestPanel;
let staff: string;
let administrator: string;
type Customer = { readonly id: Id; readonly number: string; readonly phoneId: string; readonly cookie: string };
let ann: Customer;
let bob: Customer;

beforeAll(async () => {
  writeFileSync(file.path, sound);
  panel = await startTestPanel({ callRecording: async () => file });
  await furnish(panel.context);
  [staff, administrator] = [await panel.signIn('super_user'), await panel.signIn('administrator')];
  [ann, bob] = [await customer('ann@example.com'), await customer('bob@example.com')];
});
beforeEach(() =>
  panel.asOwner(
    "update call_recording set removed_at = now(); update recording_setting set keep_days = 90, is_in_portal = false, announcement = 'notice'",
  ),
);
afterAll(async () => {
  await panel.close();
  rmSync(folder, { recursive: true });
});

async function customer(email: string): Promise<Customer> {
  const { accountId } = await openTestAccount(panel.context, {}, undefined, { lastName: email });
  const [phone] = (await get(`/accounts/${accountId}/phones`)).json().items;
  return { id: accountId, number: phone.number, phoneId: phone.id, cookie: await signInCustomer(panel, accountId, email) };
}
const get = (path: string, cookie = staff) => panel.ask('GET', path, { cookie });
let serial = 0;
const made = (number: string, change: Partial<MadeRecording> = {}): MadeRecording => {
  serial += 1;
  return {
    recording: `o${number}~0299990000~vsp01-1700000000-${serial}~1700000001`,
    owner: { kind: 'caller', number },
    otherNumber: '0299990000',
    callId: `vsp01-1700000000.${serial}`,
    startedAt: panel.context.clock(),
    durationMilliseconds: 61_000,
    sizeBytes: 976_044,
    ...change,
  };
};
const keep = (one: MadeRecording) => run(panel.context, systemActor, keepRecording, one);
async function keepOne(owner: Customer, change: Partial<MadeRecording> = {}): Promise<string> {
  const one = made(owner.number, change);
  expect(await keep(one)).toBe(true);
  return (await get(`/recordings?callId=${one.callId}`)).json().items[0].id;
}
const history = async (owner: Customer) =>
  (await get(`/accounts/${owner.id}/history`))
    .json()
    .items.filter((one: { action: string }) => one.action.startsWith('recording.'));
const settings = async (change: object) => {
  const { version, count: _, bytes: _bytes, ...now } = (await get('/recording-settings')).json();
  return panel.ask('PUT', '/recording-settings', { cookie: administrator, body: { ...now, version, ...change } });
};

test('a recording is listed with its account and its call, once however often it is handed over', async () => {
  const one = made(ann.number);
  expect([await keep(one), await keep(one)]).toEqual([true, true]);
  expect((await get(`/recordings?callId=${one.callId}`)).json().items).toEqual([
    expect.objectContaining({
      ...{ accountId: String(ann.id), callId: one.callId, kind: 'caller', ownNumber: ann.number, otherNumber: '0299990000' },
      ...{ durationSeconds: 61, sizeBytes: 976_044 },
    }),
  ]);
  expect((await get(`/recordings?accountId=${bob.id}`)).json().items).toEqual([]);
  expect((await get('/recordings?number=02999')).json().items).toHaveLength(1);
  expect((await get('/recordings?number=99990')).json().items).toEqual([]);
});

test('what nobody wants is not kept: a number that nobody has, and what was deleted', async () => {
  expect(await keep(made('987654'))).toBe(false);
  const one = made(ann.number);
  await keep(one);
  const [{ id }] = (await get(`/recordings?callId=${one.callId}`)).json().items;
  expect((await panel.ask('DELETE', `/recordings/${id}`, { cookie: administrator })).statusCode).toBe(200);
  expect(await keep(one)).toBe(false);
});

test('hearing is one line of the history for each person, though a player asks for the sound in pieces', async () => {
  const id = await keepOne(ann);
  const before = (await history(ann)).length;
  const whole = await get(`/recordings/${id}/sound`);
  expect([whole.statusCode, whole.rawPayload.equals(sound), whole.headers['cache-control']]).toEqual([200, true, 'no-store']);
  const part = await panel.ask('GET', `/recordings/${id}/sound`, { cookie: staff, headers: { range: 'bytes=5-7' } });
  expect([part.statusCode, part.body, part.headers['content-range']]).toEqual([206, 'and', `bytes 5-7/${sound.length}`]);
  expect((await history(ann)).length).toBe(before + 1);
  await get(`/recordings/${id}/sound`, administrator);
  expect((await history(ann)).length).toBe(before + 2);
  panel.passTime(11 * 60_000);
  await get(`/recordings/${id}/sound`, administrator);
  expect((await history(ann)).length).toBe(before + 3);
});

test('only an Administrator deletes; the sound goes a moment later, and nobody hears it from the first moment on', async () => {
  const id = await keepOne(ann);
  expect((await panel.ask('DELETE', `/recordings/${id}`, { cookie: staff })).statusCode).toBe(403);
  await panel.ask('DELETE', `/recordings/${id}`, { cookie: administrator });
  expect((await get(`/recordings/${id}/sound`)).statusCode).toBe(404);
  expect((await panel.ask('DELETE', `/recordings/${id}`, { cookie: administrator })).statusCode).toBe(404);
  const engine = fakeEngine();
  const context = { tx: panel.context.pool, now: panel.context.clock, report: () => undefined };
  await deleteGoneRecordings(context, engine.removeCallRecordings);
  await deleteGoneRecordings(context, engine.removeCallRecordings);
  expect(engine.told.filter((line) => line.includes(`o${ann.number}~`))).toHaveLength(1);
});

test('what is older than the settings allow is deleted by the clock, and nothing where they say nothing', async () => {
  const day = 86_400_000;
  const old = await keepOne(ann, { startedAt: instant(panel.context.clock() - 31 * day) });
  const young = await keepOne(ann, { startedAt: instant(panel.context.clock() - 29 * day) });
  const left = async () => (await get(`/recordings?accountId=${ann.id}`)).json().items.map((one: { id: string }) => one.id);
  expect((await settings({ keepDays: null })).statusCode).toBe(200);
  await panel.doOfficeWork('removing old recordings');
  expect(await left()).toEqual([young, old]);
  await settings({ keepDays: 30 });
  await panel.doOfficeWork('removing old recordings');
  expect(await left()).toEqual([young]);
});

test('customers hear and delete their own where the settings say so; another’s and none at all answer alike', async () => {
  const [own, other] = [await keepOne(ann), await keepOne(bob)];
  const ask = (path: string, method: 'GET' | 'DELETE' = 'GET') =>
    panel.ask(method, `/portal/recordings${path}`, { cookie: ann.cookie });
  expect((await ask('')).json().items).toEqual([]);
  expect((await ask(`/${own}/sound`)).statusCode).toBe(404);
  await settings({ isInPortal: true });
  expect((await ask('')).json().items).toMatchObject([{ id: own, otherNumber: '0299990000' }]);
  expect((await ask('')).body).not.toContain('callId');
  expect((await ask(`/${own}/sound`)).rawPayload.equals(sound)).toBe(true);
  const [foreign, missing] = [await ask(`/${other}/sound`), await ask('/987654321/sound')];
  expect([foreign.statusCode, foreign.body]).toEqual([404, missing.body]);
  expect((await ask(`/${other}`, 'DELETE')).body).toBe((await ask('/987654321', 'DELETE')).body);
  expect((await ask(`/${own}`, 'DELETE')).statusCode).toBe(200);
  expect((await ask('')).json().items).toEqual([]);
  expect(await get(`/recordings/${other}/sound`)).toMatchObject({ statusCode: 200 });
});

test('settings: two people do not overwrite each other, and silly values are refused', async () => {
  const { version, count: _, bytes: _bytes, ...now } = (await get('/recording-settings')).json();
  const save = (body: object) => panel.ask('PUT', '/recording-settings', { cookie: administrator, body });
  expect((await save({ ...now, announcement: 'beep', version })).json()).toMatchObject({
    announcement: 'beep',
    version: version + 1,
  });
  expect((await save({ ...now, version })).json().code).toBe('stale_version');
  for (const keepDays of [0, -1, 1.5, 3651])
    expect((await save({ ...now, keepDays, version: version + 1 })).statusCode).toBe(400);
});

test('recording and encryption of a phone are saved, shown and kept in the history', async () => {
  const save = (body: object) => panel.ask('PUT', `/phones/${bob.phoneId}/safety`, { cookie: staff, body });
  const wished = { recordingMode: 'both', recordingAnnouncement: null, requiresEncryption: true };
  expect((await save(wished)).json()).toMatchObject(wished);
  const [newest] = (await get(`/accounts/${bob.id}/history`)).json().items;
  expect(newest).toMatchObject({
    action: 'network_number.change_safety',
    detail: {
      changes: [
        { field: 'recordingMode', from: 'off', to: 'both' },
        { field: 'requiresEncryption', from: false, to: true },
      ],
    },
  });
  expect((await save({ ...wished, recordingMode: 'always' })).statusCode).toBe(400);
  const { accountId } = await openTestAccount(panel.context, { protocol: 'iax' });
  const [phone] = (await get(`/accounts/${accountId}/phones`)).json().items;
  const refused = await panel.ask('PUT', `/phones/${phone.id}/safety`, { cookie: staff, body: wished });
  expect(refused.json().faults).toMatchObject([{ field: 'requiresEncryption' }]);
});

test('a number that goes to another customer is not recorded for the new one', async () => {
  const added = await panel.ask('POST', '/incoming-numbers', { cookie: administrator, body: { text: '+61280001111' } });
  expect(added.statusCode).toBe(201);
  const find = async () => (await get('/incoming-numbers?search=61280001111')).json().items[0];
  const { id } = await find();
  const post = (path: string, body: object) => panel.ask('POST', `/incoming-numbers/${id}/${path}`, { cookie: staff, body });
  await post('allocate', { accountId: String(ann.id) });
  const body = { isRecorded: true, recordingAnnouncement: 'beep', version: (await find()).version };
  const saved = await panel.ask('PUT', `/incoming-numbers/${id}/recording`, { cookie: staff, body });
  expect(saved.json()).toMatchObject({ isRecorded: true, recordingAnnouncement: 'beep' });
  await post('release', { quarantineDays: 0 });
  await post('allocate', { accountId: String(bob.id) });
  expect(await find()).toMatchObject({ isRecorded: false, recordingAnnouncement: null });
  // A recording that is only handed over now belongs to the account that its call was booked on; without a call to nobody.
  const late = made('61280001111', {
    recording: `n61280001111~~vsp01-1700000000-${serial}~1700000002`,
    owner: { kind: 'incoming_number', number: '61280001111' },
  });
  expect(await keep(late)).toBe(false);
  await panel.asOwner(
    `insert into call (call_id, account_id, network_number_id, protocol, caller_number, dialled, number, destination_kind, destination,
                       decimals, rounding_mode, attempts, is_metered, state, granted_seconds, hold, expires_at, authorized_at)
     select '${late.callId}', n.account_id, n.id, 'sip', n.number, '61', '61280001111', 'outside', 'Australia', 4, 'half_up', '[]', false, 'active', 60, 0,
            now() + interval '1 minute', now()
       from network_number n where n.number = '${ann.number}'`,
  );
  expect(await keep(late)).toBe(true);
  expect((await get(`/recordings?callId=${late.callId}`)).json().items).toMatchObject([{ accountId: String(ann.id) }]);
});

test('too little room on the disk stops recording, and is one alert; room again lets it go on', async () => {
  const engine = fakeEngine();
  const desk = recordingDesk(panel.context, engine, 1000n);
  const look = async (freeBytes: bigint) => {
    engine.freeBytes = freeBytes;
    await desk.look();
    return desk.isStopped();
  };
  const alerts = async () => (await get('/alerts?kind=recording_stopped&state=open')).json().items;
  expect([await look(1000n), (await alerts()).length]).toEqual([false, 0]);
  expect([await look(999n), await look(998n), await look(1400n), (await alerts()).length]).toEqual([true, true, true, 1]);
  expect((await alerts())[0].text).toContain('calls are not recorded');
  expect(await look(1500n)).toBe(false);
});

test('an alert that could not be written is written with the next look', async () => {
  const engine = fakeEngine();
  engine.freeBytes = 999n;
  const alerts = async () => (await get('/alerts?kind=recording_stopped&state=open')).json().items.length;
  await panel.asOwner('delete from alert');
  const broken = { ...panel.context, clock: () => instant(Number.NaN) };
  let context = broken;
  const desk = recordingDesk({ ...panel.context, clock: () => context.clock() }, engine, 1000n);
  await expect(desk.look()).rejects.toThrow();
  expect([desk.isStopped(), await alerts()]).toEqual([true, 0]);
  context = panel.context;
  await desk.look();
  expect(await alerts()).toBe(1);
});
