import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Id } from '../core/base/id.ts';
import type { PasskeyAnswer } from '../core/base/safe.ts';
import { furnish, openTestAccount } from '../testing/accounts.ts';
import { cookieOf, startTestPanel, type TestPanel, testPassword } from '../testing/panel.ts';
import { customerPassword, signInCustomer } from '../testing/portal.ts';
import { softPasskey } from '../testing/softPasskey.ts';

const site = { origin: 'http://localhost:8080' };
const headers = { host: 'localhost:8080', origin: site.origin };
type Customer = { readonly id: Id; readonly cookie: string };

let panel: TestPanel;
let ann: Customer;
let bob: Customer;
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  ann = await customer('ann@example.com');
  bob = await customer('bob@example.com');
});
afterAll(() => panel.close());

async function customer(email: string): Promise<Customer> {
  const { accountId } = await openTestAccount(panel.context);
  return { id: accountId, cookie: await signInCustomer(panel, accountId, email) };
}
const post = (path: string, body?: unknown, cookie?: string) =>
  panel.ask('POST', path, { headers, ...(body !== undefined && { body }), ...(cookie !== undefined && { cookie }) });
const list = async ({ cookie }: Customer) => (await panel.ask('GET', '/portal/passkeys', { cookie })).json().items;
const start = ({ cookie }: Customer, password = customerPassword) => post('/portal/passkeys/options', { password }, cookie);
const keep = ({ cookie }: Customer, answer: PasskeyAnswer, name = 'Phone') => post('/portal/passkeys', { name, answer }, cookie);
const offer = async () => (await post('/portal/session/passkey-options')).json();
const enter = (answer: PasskeyAnswer) => post('/portal/session/passkey', { answer });

async function makePasskey(who: Customer) {
  const device = softPasskey();
  const made = await keep(who, device.make((await start(who)).json(), site));
  expect(made.statusCode).toBe(201);
  return { device, id: made.json().id as string };
}
/** Somebody of staff with a passkey at the panel. */
async function makeStaffPasskey() {
  const device = softPasskey();
  const cookie = await panel.signIn('super_user');
  const options = (await post('/profile/passkeys/options', { password: testPassword }, cookie)).json();
  expect((await post('/profile/passkeys', { name: 'Desk', answer: device.make(options, site) }, cookie)).statusCode).toBe(201);
  return device;
}

test('a passkey is made, named, signs in, and after it is removed no longer', async () => {
  const { device, id } = await makePasskey(ann);
  expect(await list(ann)).toMatchObject([{ id, name: 'Phone', rpId: 'localhost' }]);
  expect((await list(ann))[0].lastUsedAt).toBeUndefined();
  const entered = await enter(device.prove(await offer(), site));
  expect(entered.json().user).toEqual({ name: 'Ann Example', email: 'ann@example.com', isVisit: false });
  expect((await panel.ask('GET', '/portal/account', { cookie: cookieOf(entered) })).statusCode).toBe(200);
  expect((await list(ann))[0].lastUsedAt).toBeDefined();
  const rename = { cookie: ann.cookie, body: { name: 'Old phone' } };
  expect((await panel.ask('PUT', `/portal/passkeys/${id}`, rename)).statusCode).toBe(200);
  expect((await list(ann))[0].name).toBe('Old phone');
  const remove = (password: string) => post(`/portal/passkeys/${id}/remove`, { password }, ann.cookie);
  expect((await remove('not the password')).json().faults[0].field).toBe('password');
  expect(await list(ann)).toHaveLength(1);
  expect((await remove(customerPassword)).statusCode).toBe(200);
  expect(await list(ann)).toEqual([]);
  expect((await enter(device.prove(await offer(), site))).json().code).toBe('passkey_refused');
  const staff = await panel.signIn('super_user');
  const history = (await panel.ask('GET', `/accounts/${ann.id}/history`, { cookie: staff })).json().items;
  const actions = history.map((entry: { action: string }) => entry.action);
  expect(actions.slice(0, 4)).toEqual([
    ...['portal.remove_passkey', 'portal.rename_passkey', 'portal.sign_in', 'portal.add_passkey'],
  ]);
});

test('the password still signs in beside a passkey', async () => {
  const dan = await customer('dan@example.com');
  await makePasskey(dan);
  const body = { email: 'dan@example.com', password: customerPassword };
  expect((await panel.ask('POST', '/portal/session', { body })).json().user).toMatchObject({ email: 'dan@example.com' });
});

test('a wrong password makes no passkey, and guessing it there is slowed down as at the door', async () => {
  const eve = await customer('eve@example.com');
  const tries = [];
  for (let count = 0; count < 6; count += 1) tries.push((await start(eve, `guess ${count}`)).statusCode);
  expect(tries).toEqual([401, 401, 401, 401, 401, 429]);
});

test('another customer’s passkey and one that does not exist answer alike, to the letter, and stay', async () => {
  const { device, id } = await makePasskey(bob);
  const rename = (of: string) => panel.ask('PUT', `/portal/passkeys/${of}`, { cookie: ann.cookie, body: { name: 'Mine' } });
  const remove = (of: string) => post(`/portal/passkeys/${of}/remove`, { password: customerPassword }, ann.cookie);
  for (const deed of [rename, remove]) {
    const [other, none] = [await deed(id), await deed('987654')];
    expect([other.statusCode, other.body]).toEqual([none.statusCode, none.body]);
    expect(other.statusCode).toBe(404);
  }
  expect(await list(ann)).toEqual([]);
  expect(await list(bob)).toMatchObject([{ id, name: 'Phone' }]);
  expect((await enter(device.prove(await offer(), site))).json().user.email).toBe('bob@example.com');
});

describe('refused', () => {
  const refused = { code: 'passkey_refused' };

  test('what was begun by somebody else, and a passkey that is known already', async () => {
    const device = softPasskey();
    const ofBob = device.make((await start(bob)).json(), site);
    expect((await keep(ann, ofBob)).json()).toMatchObject(refused);
    const { device: known } = await makePasskey(ann);
    expect((await keep(bob, known.make((await start(bob)).json(), site))).json()).toMatchObject(refused);
  });

  test('an answer given a second time, one too late, and one of a device that does not know its owner', async () => {
    const { device } = await makePasskey(bob);
    const answer = device.prove(await offer(), site);
    expect((await enter(answer)).statusCode).toBe(200);
    expect((await enter(answer)).json()).toMatchObject(refused);
    expect((await enter(device.prove(await offer(), { ...site, isVerified: false }))).json()).toMatchObject(refused);
    const late = device.prove(await offer(), site);
    panel.passTime(6 * 60_000);
    expect((await enter(late)).json()).toMatchObject(refused);
  });

  test('a customer’s passkey at the panel, and one of staff at the portal', async () => {
    const { device } = await makePasskey(bob);
    const ofStaff = await makeStaffPasskey();
    const atPanel = async () => (await post('/session/passkey-options', {})).json();
    const enterPanel = (answer: PasskeyAnswer) => post('/session/passkey', { answer });
    expect((await enterPanel(device.prove(await atPanel(), site))).json()).toMatchObject(refused);
    expect((await enter(ofStaff.prove(await offer(), site))).json()).toMatchObject(refused);
    // What was asked at one door is no answer at the other, also of the right person.
    expect((await enter(device.prove(await atPanel(), site))).json()).toMatchObject(refused);
    expect((await enterPanel(ofStaff.prove(await offer(), site))).json()).toMatchObject(refused);
    expect((await enterPanel(ofStaff.prove(await atPanel(), site))).statusCode).toBe(200);
    expect((await enter(device.prove(await offer(), site))).statusCode).toBe(200);
  });

  test('the passkey of who lost the access', async () => {
    const fay = await customer('fay@example.com');
    const { device } = await makePasskey(fay);
    const staff = await panel.signIn('super_user');
    const [user] = (await panel.ask('GET', `/accounts/${fay.id}/portal-users`, { cookie: staff })).json().items;
    await panel.ask('POST', `/portal-users/${user.id}/active`, { cookie: staff, body: { isActive: false } });
    expect((await enter(device.prove(await offer(), site))).json()).toMatchObject(refused);
  });

  test('staff on a visit sees and makes none', async () => {
    const staff = await panel.signIn('super_user');
    const cookie = cookieOf(await panel.ask('POST', `/accounts/${bob.id}/portal-visits`, { cookie: staff }));
    expect((await panel.ask('GET', '/portal/passkeys', { cookie })).statusCode).toBe(403);
    expect((await start({ ...bob, cookie }, testPassword)).statusCode).toBe(403);
  });
});

test('the options name nobody at the door, and the operator where a passkey is made', async () => {
  expect(await offer()).toMatchObject({ allowCredentials: [], userVerification: 'required' });
  await panel.asOwner("update setting set company_name = 'Example Voice'");
  const options = (await start(ann)).json();
  expect(options.rp).toEqual({ id: 'localhost', name: 'Example Voice' });
  expect(options.user).toMatchObject({ name: 'ann@example.com', displayName: 'Ann Example' });
});
