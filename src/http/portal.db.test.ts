import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../actions/run.ts';
import { addVoucherBatch } from '../actions/vouchers/addVoucherBatch.ts';
import { systemActor } from '../core/access/permission.ts';
import type { Id } from '../core/base/id.ts';
import { amount } from '../core/base/money.ts';
import { furnish, openTestAccount } from '../testing/accounts.ts';
import { addCall } from '../testing/billing.ts';
import { issueTestInvoice } from '../testing/invoices.ts';
import { openSandbox } from '../testing/moneyStage.ts';
import { cookieOf, startTestPanel, type TestPanel } from '../testing/panel.ts';
import { customerPassword, portalTokenOf, signInCustomer } from '../testing/portal.ts';

let panel: TestPanel;
let ann: { id: Id; cookie: string };
let bob: { id: Id; cookie: string };
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  const customer = async (email: string, paymentType: 'pre_paid' | 'post_paid') => {
    const { accountId } = await openTestAccount(panel.context, { paymentType }, undefined, { lastName: email, country: 'AU' });
    return { id: accountId, cookie: await signInCustomer(panel, accountId, email) };
  };
  ann = await customer('ann@example.com', 'pre_paid');
  bob = await customer('bob@example.com', 'post_paid');
});
afterAll(() => panel.close());

const get = (path: string, cookie: string) => panel.ask('GET', `/portal/${path}`, { cookie });
const signIn = (email: string, password: string, address?: string) =>
  panel.ask('POST', '/portal/session', { body: { email, password }, ...(address !== undefined && { address }) });

test('an invitation is a one-time link: it gives a session, and nothing a second time', async () => {
  const { accountId } = await openTestAccount(panel.context);
  const staff = await panel.signIn('super_user');
  const body = { email: 'Carol@Example.com', name: 'Carol' };
  expect((await panel.ask('POST', `/accounts/${accountId}/portal-users`, { cookie: staff, body })).statusCode).toBe(201);
  const again = await panel.ask('POST', `/accounts/${ann.id}/portal-users`, { cookie: staff, body });
  expect([again.statusCode, again.json().faults[0].field]).toEqual([409, 'email']);
  const token = await portalTokenOf(panel, 'carol@example.com');
  const weak = await panel.ask('POST', '/portal/password-links', { body: { token, password: 'passwordpassword' } });
  expect(weak.json().code).toBe('invalid_input');
  const chosen = { body: { token, password: customerPassword } };
  const entered = await panel.ask('POST', '/portal/password-links', chosen);
  expect(entered.json().user).toEqual({ name: 'Carol', email: 'carol@example.com', isVisit: false });
  expect(entered.headers['set-cookie']).toMatch(/HttpOnly.*SameSite=Strict/);
  expect((await panel.ask('POST', '/portal/password-links', chosen)).json().code).toBe('portal_link_invalid');
  expect((await signIn('CAROL@example.com', customerPassword)).statusCode).toBe(200);
});

test('a link that is too old is as good as none', async () => {
  const { accountId } = await openTestAccount(panel.context);
  const staff = await panel.signIn('super_user');
  const body = { email: 'dora@example.com', name: 'Dora' };
  await panel.ask('POST', `/accounts/${accountId}/portal-users`, { cookie: staff, body });
  const token = await portalTokenOf(panel, 'dora@example.com');
  await panel.asOwner("update portal_token set expires_at = now() - interval '1 second'");
  const late = await panel.ask('POST', '/portal/password-links', { body: { token, password: customerPassword } });
  expect(late.json().code).toBe('portal_link_invalid');
});

test('a forgotten password is answered alike for who is known and who is not, and only the known one gets a letter', async () => {
  const ask = (email: string) => panel.ask('POST', '/portal/password-letters', { body: { email } });
  const [known, unknown] = [await ask('bob@example.com'), await ask('nobody@example.com')];
  expect([known.statusCode, known.body]).toEqual([unknown.statusCode, unknown.body]);
  const token = await portalTokenOf(panel, 'bob@example.com');
  await expect(portalTokenOf(panel, 'nobody@example.com')).rejects.toThrow('no letter');
  const entered = await panel.ask('POST', '/portal/password-links', { body: { token, password: customerPassword } });
  expect((await get('account', bob.cookie)).statusCode, 'older sessions have ended').toBe(401);
  bob.cookie = cookieOf(entered);
});

test('a wrong password, an unknown e-mail and a person whose access was taken answer alike', async () => {
  const wrong = await signIn('ann@example.com', 'not the password', '198.51.100.1');
  const unknown = await signIn('nobody@example.com', 'not the password', '198.51.100.2');
  expect([wrong.statusCode, wrong.body]).toEqual([unknown.statusCode, unknown.body]);
});

test('guessing is slowed down by e-mail and network, a hundred at once count as a hundred, and staff still come in from there', async () => {
  const guesses = await Promise.all(
    Array.from({ length: 40 }, (_, index) => signIn('eve@example.com', `guess ${index}`, '203.0.113.9')),
  );
  const wrong = guesses.filter(({ statusCode }) => statusCode === 401).length;
  expect(wrong).toBe(5);
  expect(guesses.filter(({ statusCode }) => statusCode === 429).length).toBe(35);
  const staff = { userName: 'nobody', password: 'x' };
  expect((await panel.ask('POST', '/session', { body: staff, address: '203.0.113.9' })).json().code).toBe('wrong_credentials');
});

test('another customer’s call, invoice, phone and message answer as those that do not exist, to the letter', async () => {
  callOfBob = await addCall(panel, bob.id, { price: '1.50', endedAt: '2026-10-01T00:00:00Z' });
  const { id: invoiceId } = await issueTestInvoice(panel, { accountId: bob.id, total: '10', ...days });
  const [phone] = (await get('phones', bob.cookie)).json().items;
  const features = { forwarding: {}, voicemail: { isOn: false } };
  const tries = [
    ['GET', 'calls/:id', callOfBob, 'no-such-call', undefined],
    ['GET', 'invoices/:id', String(invoiceId), '987654', undefined],
    ['GET', 'invoices/:id/file', String(invoiceId), '987654', undefined],
    ['POST', 'phones/:id/secret', phone.id, '987654', undefined],
    ['PUT', 'phones/:id/features', phone.id, '987654', { ...features, forwarding: fourTimes }],
  ] as const;
  for (const [method, path, foreign, missing, body] of tries) {
    const as = (cookie: string, id: string) =>
      panel.ask(method, `/portal/${path.replace(':id', id)}`, { cookie, ...(body && { body }) });
    const [other, none] = [await as(ann.cookie, foreign), await as(ann.cookie, missing)];
    expect([path, other.statusCode, other.body]).toEqual([path, none.statusCode, none.body]);
    expect([path, other.statusCode]).toEqual([path, 404]);
    // A test invoice has nothing printed on it that could be shown; the list below has it.
    if (!path.startsWith('invoices')) expect([path, (await as(bob.cookie, foreign)).statusCode]).toEqual([path, 200]);
  }
  expect((await get('calls', ann.cookie)).json().items).toEqual([]);
  expect((await get('invoices', ann.cookie)).json().items).toEqual([]);
  expect((await get('invoices', bob.cookie)).json().items).toHaveLength(1);
});
let callOfBob = '';
const days = { issuedOn: '2026-10-01', dueOn: '2026-10-15' };
const nobody = { to: 'nobody' };
const fourTimes = { always: nobody, busy: nobody, noAnswer: nobody, unreachable: nobody };

test('a link to pay another customer’s invoice is refused like one for nothing', async () => {
  await openSandbox(panel);
  const { id: invoiceId } = await issueTestInvoice(panel, { accountId: bob.id, total: '25', ...days });
  const link = (cookie: string, id: string) => panel.ask('POST', '/portal/pay-links', { cookie, body: { invoiceId: id } });
  const [other, none] = [await link(ann.cookie, String(invoiceId)), await link(ann.cookie, '987654')];
  expect([other.statusCode, other.body]).toEqual([none.statusCode, none.body]);
  expect(other.statusCode).toBe(400);
  const own = await link(bob.cookie, String(invoiceId));
  expect(own.json().url).toMatch(/^https:\/\/panel\.test\/pay\//);
});

test('a customer’s call shows its price and neither provider, package, route nor cost', async () => {
  const call = (await get(`calls/${callOfBob}`, bob.cookie)).json();
  expect(Object.keys(call).sort()).toEqual(
    [
      ...['answeredAt', 'billedSeconds', 'callId', 'callerNumber', 'charge', 'currency', 'destination', 'dialled', 'direction'],
      ...['durationSeconds', 'id', 'number', 'outcome', 'sound', 'startedAt', 'steps'],
    ].sort(),
  );
});

test('a voucher lands on the own account, once', async () => {
  const batch = { name: 'Portal', prefix: '', amount: amount('20'), count: 1, expiresOn: null };
  const { codes } = await run(panel.context, systemActor, addVoucherBatch, batch);
  const redeem = (cookie: string) => panel.ask('POST', '/portal/vouchers', { cookie, body: { code: codes[0] } });
  expect((await redeem(ann.cookie)).json()).toEqual({ amount: '20.00' });
  expect((await redeem(bob.cookie)).json().code).toBe('voucher_used');
  expect((await get('account', ann.cookie)).json().balance.posted).toBe('20.00');
});

test('own details are changed and stand in the history under the customer’s name; a stale page is refused', async () => {
  const before = (await get('account', ann.cookie)).json();
  const { phone, mobile, address1, address2, city, state, postcode, country, version } = before;
  const body = { email: 'ann@example.com', phone, mobile, address1, address2, city, state, postcode, country, version };
  const put = () => panel.ask('PUT', '/portal/details', { cookie: ann.cookie, body: { ...body, city: 'Perth' } });
  expect((await put()).json().city).toBe('Perth');
  expect((await put()).json().code).toBe('stale_version');
  const staff = await panel.signIn('super_user');
  const [entry] = (await panel.ask('GET', `/accounts/${ann.id}/history`, { cookie: staff })).json().items;
  expect([entry.actorName, entry.action]).toEqual(['Ann Example', 'account.change']);
  expect(entry.detail.changes).toContainEqual({ field: 'city', from: '', to: 'Perth' });
});

test('staff looks for half an hour, changes nothing, and stands in the history', async () => {
  const staff = await panel.signIn('super_user');
  const visit = cookieOf(await panel.ask('POST', `/accounts/${ann.id}/portal-visits`, { cookie: staff }));
  expect((await get('session', visit)).json().user).toMatchObject({ name: 'The super_user', isVisit: true });
  expect((await get('account', visit)).json().displayName).toBe('ann@example.com');
  const [phone] = (await get('phones', visit)).json().items;
  expect((await panel.ask('POST', `/portal/phones/${phone.id}/secret`, { cookie: visit })).statusCode).toBe(403);
  const [entry] = (await panel.ask('GET', `/accounts/${ann.id}/history`, { cookie: staff })).json().items;
  expect([entry.actorName, entry.action]).toEqual(['The super_user', 'portal.visit']);
  panel.passTime(31 * 60_000);
  expect((await get('account', visit)).statusCode).toBe(401);
  expect((await get('account', ann.cookie)).statusCode).toBe(200);
});

test('a new password ends the other sessions; the old one must be right', async () => {
  const other = cookieOf(await signIn('ann@example.com', customerPassword));
  const change = (password: string) =>
    panel.ask('POST', '/portal/password', { cookie: ann.cookie, body: { password, newPassword: 'seven wombats dig a tunnel' } });
  expect((await change('not my password')).json().faults[0].field).toBe('password');
  expect((await change(customerPassword)).statusCode).toBe(200);
  expect((await get('account', other)).statusCode).toBe(401);
  expect((await get('account', ann.cookie)).statusCode).toBe(200);
});

test('access that is taken away ends at once', async () => {
  const staff = await panel.signIn('super_user');
  const [user] = (await panel.ask('GET', `/accounts/${ann.id}/portal-users`, { cookie: staff })).json().items;
  await panel.ask('POST', `/portal-users/${user.id}/active`, { cookie: staff, body: { isActive: false } });
  expect((await get('account', ann.cookie)).statusCode).toBe(401);
  expect((await signIn('ann@example.com', 'seven wombats dig a tunnel')).json().code).toBe('wrong_credentials');
});

test('a request of another site is refused', async () => {
  const headers = { origin: 'https://evil.example' };
  const foreign = await panel.ask('DELETE', '/portal/sessions', { cookie: bob.cookie, headers });
  expect(foreign.statusCode).toBe(403);
});
