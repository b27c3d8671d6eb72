import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { allocateIncomingNumber } from '../actions/incomingNumbers/allocateIncomingNumber.ts';
import { run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import { Refusal } from '../core/base/refusal.ts';
import { furnish, openTestAccount } from '../testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';

let panel: TestPanel;
let admin: string;
let clerk: string;
let providerId: string;
let serial = 0;
beforeAll(async () => {
  panel = await startTestPanel();
  providerId = String((await furnish(panel.context)).providerId);
  admin = await panel.signIn('administrator');
  clerk = await panel.signIn('super_user');
});
afterAll(() => panel.close());

type Account = { id: string; number: string; phoneId: string };
let account: Account;
beforeEach(async () => {
  account = await newAccount();
});
async function newAccount(lastName = 'Doe'): Promise<Account> {
  const { accountId } = await openTestAccount(panel.context, {}, undefined, { lastName });
  const [phone] = (await panel.ask('GET', `/accounts/${accountId}/phones`, { cookie: clerk })).json().items;
  return { id: String(accountId), number: phone.number, phoneId: phone.id };
}
const numberOf = (index: number) => `6128${String(1_000_000 + index).slice(1)}1`.padEnd(11, '0');
const add = (text: string, more: object = {}) =>
  panel.ask('POST', '/incoming-numbers', { cookie: admin, body: { text, ...more } });
/** One number in stock. */
async function stocked(more: object = {}): Promise<{ id: string; number: string; version: number }> {
  const number = numberOf(++serial);
  expect((await add(number, more)).statusCode).toBe(201);
  return (await list(`search=${number}`))[0];
}
const list = async (query = '') => (await panel.ask('GET', `/incoming-numbers?${query}`, { cookie: clerk })).json().items;
const allocate = (id: string, accountId = account.id) =>
  panel.ask('POST', `/incoming-numbers/${id}/allocate`, { cookie: clerk, body: { accountId } });
const release = (id: string, quarantineDays = 30) =>
  panel.ask('POST', `/incoming-numbers/${id}/release`, { cookie: clerk, body: { quarantineDays } });
const extras = async ({ id }: Account) => (await panel.ask('GET', `/accounts/${id}`, { cookie: clerk })).json().extras;
const history = async () => (await panel.ask('GET', `/accounts/${account.id}/history`, { cookie: clerk })).json().items;

test('a pasted list is added whole, in any format', async () => {
  const answer = await add('+61 2 7000 0001\n(02) 7000-0002\r\n\n"0270000003",\n0061270000004'.replace('0061', '001161'), {
    ...{ providerId, monthlyCost: '0.50', monthlyPrice: '4.95', perMinute: '0.012' },
  });
  expect(answer.json()).toEqual({ numbers: ['61270000001', '61270000002', '61270000003', '61270000004'] });
  expect(await list('search=6127000')).toMatchObject([
    { number: '61270000001', state: 'free', providerName: 'Test carrier', monthlyPrice: '4.95', perMinute: '0.012' },
    { number: '61270000002' },
    { number: '61270000003' },
    { number: '61270000004' },
  ]);
});

test('a list with faults is refused whole, and each line says what is wrong', async () => {
  await add('0271000001');
  const answer = await add('0271000001\n0271000002\nhello\n+61 2 7100 0002\n000');
  expect(answer.statusCode).toBe(400);
  expect(answer.json().faults).toEqual([
    { field: 'lines.1', message: 'Line 1, “0271000001”: This number is in stock already.' },
    { field: 'lines.3', message: 'Line 3, “hello”: This is not a phone number.' },
    { field: 'lines.4', message: 'Line 4, “+61 2 7100 0002”: The same number as in line 2.' },
    { field: 'lines.5', message: 'Line 5, “000”: This is not a phone number.' },
  ]);
  expect(await list('search=71000002')).toEqual([]);
});

test('of two who paste the same list at once, one adds it and nothing is there twice', async () => {
  const text = Array.from({ length: 20 }, (_, index) => `02720000${String(index).padStart(2, '0')}`).join('\n');
  const answers = await Promise.all(Array.from({ length: 4 }, () => add(text)));
  expect(answers.map((one) => one.statusCode).sort()).toEqual(
    [201, 400, 400, 400].map((one) => (one === 400 ? expect.any(Number) : one)),
  );
  expect(answers.filter((one) => one.statusCode === 201)).toHaveLength(1);
  expect(await list('search=61272&limit=100')).toHaveLength(20);
});

test('an allocated number is the account’s, its monthly price an extra; a released one rests, and its extra has ended', async () => {
  const { id, number } = await stocked({ monthlyPrice: '4.95' });
  expect((await allocate(id)).json()).toMatchObject({ state: 'allocated', accountId: account.id, destinationText: 'all phones' });
  expect(await extras(account)).toMatchObject([
    { description: `Incoming number +${number}`, cost: '4.95', chargePeriod: 'monthly', endsOn: null },
  ]);
  expect((await release(id)).json()).toMatchObject({ state: 'quarantined', accountId: null });
  const [extra] = await extras(account);
  expect(extra.endsOn).toBe(extra.startsOn);
  const again = await allocate(id);
  expect(again.json()).toMatchObject({ code: 'number_quarantined', message: expect.stringContaining('rests until') });
  await panel.asOwner(`update incoming_number set quarantined_until = quarantined_until - interval '30 days' where id = ${id}`);
  expect((await allocate(id, (await newAccount()).id)).statusCode).toBe(200);
  expect(await history()).toMatchObject([
    { action: 'incoming_number.release', detail: { incomingNumber: number, quarantineDays: 30 } },
    { action: 'incoming_number.allocate', detail: { incomingNumber: number, monthlyPrice: '4.95' } },
    { action: 'account.add' },
  ]);
});

test('an Administrator ends the rest early; a Super User may not', async () => {
  const { id } = await stocked();
  await allocate(id);
  await release(id, 10);
  const path = `/incoming-numbers/${id}/end-quarantine`;
  expect((await panel.ask('POST', path, { cookie: clerk })).statusCode).toBe(403);
  expect((await panel.ask('POST', path, { cookie: admin })).json()).toMatchObject({ state: 'free' });
  expect((await allocate(id)).statusCode).toBe(200);
});

test('of many who allocate one number at once exactly one gets it, and the others are told who has it', async () => {
  const { id, number } = await stocked({ monthlyPrice: '1' });
  const accounts = await Promise.all(['Ada', 'Bo', 'Cy', 'Di', 'Ed', 'Fay'].map((name) => newAccount(name)));
  const tries = await Promise.allSettled(
    accounts.map((one) =>
      run(panel.context, systemActor, allocateIncomingNumber, { incomingNumberId: BigInt(id), accountId: BigInt(one.id) }),
    ),
  );
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  const [row] = await list(`search=${number}`);
  for (const one of tries) {
    if (one.status === 'fulfilled') continue;
    expect(one.reason).toBeInstanceOf(Refusal);
    expect(one.reason).toMatchObject({ code: 'number_taken', message: `${row.accountName} has the number +${number} already.` });
  }
  const charged = await Promise.all(accounts.map(async (one) => (await extras(one)).length));
  expect(charged.reduce((sum, one) => sum + one, 0)).toBe(1);
  expect(charged[accounts.findIndex((one) => one.id === row.accountId)]).toBe(1);
});

test('allocating and removing at once leave no extra behind without its number', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { id } = await stocked({ monthlyPrice: '2' });
    const [given, removed] = await Promise.all([allocate(id), panel.ask('DELETE', `/incoming-numbers/${id}`, { cookie: admin })]);
    expect(removed.statusCode).toBe(200);
    expect([200, 404]).toContain(given.statusCode);
  }
  for (const extra of await extras(account)) expect(extra.endsOn).toBe(extra.startsOn);
});

test('a removed number is taken from its customer, and no phone shows it any more', async () => {
  const { id, number } = await stocked({ monthlyPrice: '3' });
  await allocate(id);
  const phone = { label: '', callerId: number, callLimit: null, isActive: true };
  const shows = await panel.ask('PUT', `/phones/${account.phoneId}`, { cookie: clerk, body: phone });
  expect(shows.json()).toMatchObject({ callerId: number });
  expect((await panel.ask('DELETE', `/incoming-numbers/${id}`, { cookie: admin })).statusCode).toBe(200);
  expect(await list(`search=${number}`)).toEqual([]);
  const [after] = (await panel.ask('GET', `/accounts/${account.id}/phones`, { cookie: clerk })).json().items;
  expect(after.callerId).toBe('');
  expect((await extras(account))[0].endsOn).not.toBeNull();
});

test('a phone shows only numbers of its account, unless staff has seen that it may', async () => {
  const { id, number } = await stocked();
  await allocate(id, (await newAccount()).id);
  const save = (more: object) =>
    panel.ask('PUT', `/phones/${account.phoneId}`, {
      cookie: clerk,
      body: { label: '', callerId: number, callLimit: null, isActive: true, ...more },
    });
  expect((await save({})).json().faults).toMatchObject([{ field: 'callerId' }]);
  expect((await save({ isCallerIdApproved: true })).json()).toMatchObject({ callerId: number });
  expect((await history())[0]).toMatchObject({ detail: { isCallerIdApproved: true } });
});

test('a new monthly price ends the extra and begins another; a new price per minute is for the calls after it', async () => {
  const { id, version } = await stocked({ monthlyPrice: '3', perMinute: '0.02' });
  await allocate(id);
  const change = (body: object) => panel.ask('PUT', `/incoming-numbers/${id}`, { cookie: admin, body });
  expect((await change({ monthlyPrice: '5', perMinute: '0.03', version })).json()).toMatchObject({ code: 'stale_version' });
  const [now] = await list(`accountId=${account.id}`);
  expect((await change({ monthlyPrice: '5', perMinute: '0.03', version: now.version })).json()).toMatchObject({
    ...{ monthlyPrice: '5.00', perMinute: '0.03' },
  });
  expect(await extras(account)).toMatchObject([{ cost: '3.00' }, { cost: '5.00', endsOn: null }]);
  expect((await history())[0]).toMatchObject({
    action: 'incoming_number.change',
    detail: {
      changes: [
        { field: 'monthlyPrice', from: '3.00', to: '5.00' },
        { field: 'perMinute', from: '0.02', to: '0.03' },
      ],
    },
  });
});

const destine = async (id: string, destination: object, windows: object[] = []) => {
  const [{ version }] = await list(`accountId=${account.id}`);
  return panel.ask('PUT', `/incoming-numbers/${id}/destination`, { cookie: clerk, body: { destination, windows, version } });
};

test('a destination is saved with its windows, and the history says so', async () => {
  const { id } = await stocked();
  await allocate(id);
  const windows = [{ days: [1, 2], from: '09:00', to: '17:00', destination: { kind: 'forward', dialled: '0412 345 678' } }];
  const saved = await destine(id, { kind: 'phone', networkNumber: account.number }, windows);
  const text = `phone ${account.number}; Mon, Tue 09:00–17:00: forwarded to 0412345678`;
  expect(saved.json()).toMatchObject({ destinationText: text });
  expect((await history())[0]).toMatchObject({ detail: { changes: [{ from: 'all phones', to: text }] } });
});

test.each([
  ['a phone of somebody else', () => ({ kind: 'phone', networkNumber: '999999' }), 'networkNumber'],
  ['voicemail that is off', () => ({ kind: 'voicemail', networkNumber: account.number }), 'networkNumber'],
  ['an emergency number', () => ({ kind: 'forward', dialled: '000' }), 'dialled'],
  ['a group of somebody else', () => ({ kind: 'ring_group', ringGroupId: '999999' }), 'ringGroupId'],
] as const)('refuses %s, at its field', async (_, destination, field) => {
  const { id } = await stocked();
  await allocate(id);
  expect((await destine(id, destination())).json().faults).toMatchObject([{ field: `destination.${field}` }]);
});

test('a number is never forwarded to itself, however it is written', async () => {
  const { id, number } = await stocked();
  await allocate(id);
  for (const dialled of [`+${number}`, `0${number.slice(2)}`, number]) {
    const answer = await destine(id, { kind: 'forward', dialled });
    expect(answer.json().faults).toMatchObject([{ message: expect.stringContaining('in a circle') }]);
  }
});

test('a number is found by its digits, and by the customer who has it', async () => {
  const { id, number } = await stocked();
  const { id: other } = await stocked();
  const owner = await newAccount('Ångström-Katō');
  await allocate(id, owner.id);
  await allocate(other);
  for (const search of [number.slice(2), 'katō', 'Ångström-Katō', owner.number])
    expect(await list(`search=${encodeURIComponent(search)}`)).toMatchObject([{ number }]);
  for (const search of ['nobody of this name', '%', '+']) expect(await list(`search=${encodeURIComponent(search)}`)).toEqual([]);
});

test('nor does a phone forward to an incoming number of its own account; to that of somebody else it may', async () => {
  const { id, number } = await stocked();
  await allocate(id);
  const forward = (phoneId: string) => {
    const nobody = { to: 'nobody', number: '' };
    const forwarding = { always: nobody, busy: { to: 'number', number: `+${number}` }, noAnswer: nobody, unreachable: nobody };
    const body = { forwarding: { ...forwarding, ringSeconds: 20 }, voicemail: { isOn: false } };
    return panel.ask('PUT', `/phones/${phoneId}/features`, { cookie: clerk, body });
  };
  expect((await forward(account.phoneId)).json().faults).toMatchObject([
    { field: 'forwarding.busy.number', message: expect.stringContaining('in a circle') },
  ]);
  expect((await forward((await newAccount('Other')).phoneId)).statusCode).toBe(200);
});

test('a ring group is made, used, and cannot be removed while a number uses it', async () => {
  const { id } = await stocked();
  await allocate(id);
  const fields = { name: 'Sales', strategy: 'in_order', members: [account.number, '0412 345 678'], ringSeconds: 15 };
  const made = await panel.ask('POST', `/accounts/${account.id}/ring-groups`, { cookie: clerk, body: fields });
  expect(made.statusCode).toBe(201);
  const group = made.json();
  expect(group).toMatchObject({ members: [account.number, '0412345678'], follow: null });
  const twice = await panel.ask('POST', `/accounts/${account.id}/ring-groups`, { cookie: clerk, body: fields });
  expect(twice.json().faults).toMatchObject([{ field: 'name' }]);
  const window = { days: [6, 7], from: '00:00', to: '24:00', destination: { kind: 'ring_group', ringGroupId: group.id } };
  expect((await destine(id, { kind: 'all_phones' }, [window])).json().destinationText).toContain('ring group Sales');
  const path = `/ring-groups/${group.id}`;
  expect((await panel.ask('DELETE', path, { cookie: clerk })).json()).toMatchObject({ code: 'in_use' });
  await destine(id, { kind: 'all_phones' });
  const body = { ...fields, members: [account.number, account.number] };
  expect((await panel.ask('PUT', path, { cookie: clerk, body })).json().faults).toMatchObject([{ field: 'members.1' }]);
  expect((await panel.ask('DELETE', path, { cookie: clerk })).statusCode).toBe(200);
});

test('pages follow each other by digits, filtered, without a gap', async () => {
  await add(Array.from({ length: 7 }, (_, index) => `027600000${index}`).join('\n'));
  const seen: string[] = [];
  for (let after = ''; ; ) {
    const page = (await panel.ask('GET', `/incoming-numbers?search=6127600&limit=3${after}`, { cookie: clerk })).json();
    seen.push(...page.items.map((one: { number: string }) => one.number));
    if (page.next === undefined) break;
    after = `&after=${page.next}`;
  }
  expect(seen).toEqual(Array.from({ length: 7 }, (_, index) => `6127600000${index}`));
});
