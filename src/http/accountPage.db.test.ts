import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { furnish } from '../testing/accounts.ts';
import { type MailServer, startMailServer } from '../testing/mail/mailServer.ts';
import { type AskOptions, startTestPanel, type TestPanel } from '../testing/panel.ts';

let panel: TestPanel;
let server: MailServer;
let administrator: string;
let superUser: string;
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  server = await startMailServer({ password: 'right' });
  administrator = await panel.signIn('administrator');
  superUser = await panel.signIn('super_user');
});
afterAll(async () => {
  await server.close();
  await panel.close();
});

const ask = async (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: AskOptions['body'],
  cookie = administrator,
) => {
  const response = await panel.ask(method, path, { cookie, body });
  return { status: response.statusCode, body: response.json() };
};
const add = async (fields: object) => (await ask('POST', '/accounts', fields, superUser)).body;
const settings = async () => (await ask('GET', '/settings')).body;
const change = async (fields: object) => ask('PUT', '/settings', { ...fields, version: (await settings()).version });

describe('duplicates', () => {
  test('are pointed out while typing and after saving, however the phone is written, and forbid nothing', async () => {
    const first = await add({
      firstName: 'Ann',
      lastName: 'Doe',
      phone: '02 9999 0000',
      email: 'ann@example.org',
      address1: '1 High St',
    });
    const typed = new URLSearchParams({
      phone: '+61 2 9999 0000',
      email: 'ANN@example.org',
      lastName: 'Doe',
      address1: '1 high st',
    });
    const { body } = await ask('GET', `/accounts/duplicates?${typed}`, undefined, superUser);
    expect(body.items).toEqual([
      expect.objectContaining({ id: first.account.id, displayName: 'Ann Doe', reasons: ['email', 'phone'] }),
    ]);
    const second = await add({ lastName: 'Other', mobile: '0011 61 2 9999 0000' });
    expect(second.duplicates.map((one: { id: string }) => one.id)).toEqual([first.account.id]);
    expect(first.duplicates).toEqual([]);
  });

  test('the account that is being changed is none of its own; nothing typed finds nothing', async () => {
    const { account } = await add({ lastName: 'Solo', email: 'solo@example.org' });
    const own = await ask('GET', `/accounts/duplicates?email=solo@example.org&exceptId=${account.id}`);
    expect(own.body.items).toEqual([]);
    expect((await ask('GET', '/accounts/duplicates')).body.items).toEqual([]);
  });
});

describe('a typed customer number', () => {
  test('that is taken or an emergency number is refused with the next free one beside it', async () => {
    const { account } = await add({ lastName: 'Number' });
    const free = (await ask('GET', '/accounts/defaults')).body.customerNumber;
    const taken = await ask('POST', '/accounts', { lastName: 'X', customerNumber: account.customerNumber }, superUser);
    expect(taken.status).toBe(409);
    expect(taken.body.faults).toEqual([expect.objectContaining({ field: 'customerNumber', suggestion: free })]);
    expect((await ask('POST', '/accounts', { lastName: 'X', customerNumber: free }, superUser)).status).toBe(201);
  });
});

describe('presets of extras', () => {
  const fee = { description: 'Monthly Fee', cost: '19.95', chargePeriod: 'monthly', doesProrate: true, isTaxable: false };

  test('are saved by both levels, used as the default of new accounts, and changed and removed by Administrators', async () => {
    const added = await ask('POST', '/extra-presets', { name: 'Home line', extras: [fee] }, superUser);
    expect(added).toMatchObject({ status: 201, body: { name: 'Home line', extras: [fee], isDefault: false } });
    const { id } = added.body;
    expect((await ask('POST', '/extra-presets', { name: 'Home line', extras: [fee] })).body.faults).toMatchObject([
      { field: 'name' },
    ]);
    expect((await change({ defaultExtraPresetId: id })).status).toBe(200);
    expect((await ask('GET', '/accounts/defaults')).body.extras).toEqual([fee]);
    const { account } = await add({ lastName: 'Preset' });
    expect(account.extras).toEqual([expect.objectContaining({ ...fee, endsOn: null })]);
    expect((await add({ lastName: 'None', extras: [] })).account.extras).toEqual([]);
    const dearer = { ...fee, cost: '29.95' };
    const changed = await ask('PUT', `/extra-presets/${id}`, { name: 'Home', extras: [dearer] });
    expect(changed.body).toMatchObject({ name: 'Home', extras: [dearer], isDefault: true });
    expect((await ask('GET', `/accounts/${account.id}`)).body.extras).toEqual([expect.objectContaining(fee)]);
    expect((await ask('DELETE', `/extra-presets/${id}`)).status).toBe(200);
    expect((await settings()).defaultExtraPresetId).toBeNull();
    expect((await ask('DELETE', `/extra-presets/${id}`)).status).toBe(404);
  });

  test('need a name and an extra; one that does not exist cannot be the default', async () => {
    expect((await ask('POST', '/extra-presets', { name: ' ', extras: [] })).body.faults).toHaveLength(2);
    expect((await change({ defaultExtraPresetId: '999' })).body.faults).toMatchObject([{ field: 'defaultExtraPresetId' }]);
  });
});

describe('the defaults of Add Account', () => {
  test('fill in what is left out; what is sent stands', async () => {
    const defaults = { defaultCreditLimit: '100', defaultAllowedPrefixes: ['61', '64'], defaultBlockedPrefixes: ['61190'] };
    expect((await change(defaults)).status).toBe(200);
    expect((await add({ lastName: 'D', paymentType: 'post_paid' })).account).toMatchObject({
      creditLimit: '100.00',
      allowedPrefixes: ['61', '64'],
      blockedPrefixes: ['61190'],
    });
    const own = { lastName: 'D', paymentType: 'post_paid', creditLimit: null, allowedPrefixes: [] };
    expect((await add(own)).account).toMatchObject({ creditLimit: null, allowedPrefixes: [] });
    expect((await add({ lastName: 'D', paymentType: 'pre_paid' })).account.creditLimit).toBeNull();
    await change({ defaultCreditLimit: null, defaultAllowedPrefixes: [], defaultBlockedPrefixes: [] });
  });
});

describe('the Base Number', () => {
  test('is previewed before it is saved: taken, emergency and removed numbers are passed over, and minting agrees', async () => {
    await change({ emergencyNumbers: ['000', '700002'] });
    const { account } = await add({ lastName: 'Base', customerNumber: '700001' });
    const phones = `/accounts/${account.id}/phones`;
    const removed = (await ask('POST', phones, { number: '700003' })).body.phone;
    expect((await ask('DELETE', `/phones/${removed.id}`)).status).toBe(200);
    const preview = async () => (await ask('GET', '/settings/next-numbers?baseNumber=700000')).body.numbers;
    expect(await preview()).toEqual(['700000', '700004', '700005', '700006', '700007']);
    await change({ baseNumber: '700000' });
    expect((await settings()).nextNumbers).toEqual(await preview());
    const minted = [await add({ lastName: 'A' }), await add({ lastName: 'B' })].map((one) => one.account.customerNumber);
    expect(minted).toEqual(['700000', '700004']);
  });

  test('put back to where it was, or among many that are taken, gives nothing out twice', async () => {
    const given = new Set<string>();
    const mint = async () => {
      const { customerNumber } = (await add({ lastName: 'M' })).account;
      expect(given.has(customerNumber)).toBe(false);
      given.add(customerNumber);
    };
    for (const baseNumber of ['800000', '800003', '800001', '800000']) {
      await change({ baseNumber });
      for (let i = 0; i < 3; i += 1) await mint();
    }
    expect([...given].sort()).toEqual(Array.from({ length: 12 }, (_, i) => String(800_000 + i)));
  });

  test('a removed number may be typed again: somebody wants exactly that one', async () => {
    expect((await add({ lastName: 'Wants', customerNumber: '700003' })).account.customerNumber).toBe('700003');
  });
});

describe('the currency', () => {
  test('of accounts follows until money has moved; then it is fixed, with a reason', async () => {
    const { account } = await add({ lastName: 'Money' });
    expect((await change({ currency: 'NZD' })).body).toMatchObject({ currency: 'NZD', isCurrencyFixed: false });
    expect((await ask('GET', `/accounts/${account.id}`)).body.balance.currency).toBe('NZD');
    await ask('POST', `/accounts/${account.id}/top-ups`, { amount: '1', reason: 'cash', key: 'a-key-of-the-test' });
    const refused = await change({ currency: 'USD', companyName: 'New' });
    expect(refused).toMatchObject({ status: 400, body: { faults: [{ field: 'currency' }] } });
    expect(refused.body.faults[0].message).toContain('NZD');
    expect(await settings()).toMatchObject({ currency: 'NZD', isCurrencyFixed: true });
    expect((await change({ currency: 'NZD', companyName: 'New' })).status).toBe(200);
  });
});

describe('Settings → Mail', () => {
  const mail = async () => (await ask('GET', '/settings/mail')).body;
  const save = async (fields: object) => {
    const { host, port, security, userName, fromName, fromAddress } = server.settings;
    const all = { host, port, security, userName, fromName, fromAddress, version: (await mail()).version };
    return ask('PUT', '/settings/mail', { ...all, ...fields });
  };

  test('a test without a server says so; the password is written and never read', async () => {
    expect((await ask('POST', '/settings/mail/test', { to: 'a@example.org' })).body.faults).toMatchObject([{ field: 'host' }]);
    const saved = await save({ password: 'wrong' });
    expect(saved.body).toMatchObject({ host: '127.0.0.1', hasPassword: true });
    expect(JSON.stringify(saved.body)).not.toContain('wrong');
    const rows = await panel.door.ask((tx) => tx.query('select m::text from (select host, has_password from mail_setting) m'));
    expect(rows.rowCount).toBe(1);
    await expect(panel.door.ask((tx) => tx.query('select password_sealed from mail_setting'))).rejects.toThrow(
      /permission denied/,
    );
  });

  test('the test tells the server’s exact answer, wrong and right', async () => {
    const wrong = (await ask('POST', '/settings/mail/test', { to: 'a@example.org' })).body;
    expect(wrong).toMatchObject({ isSent: false, answer: expect.stringMatching(/^535 /) });
    expect(wrong.message).toContain('refused the user name or the password');
    await save({ password: 'right' });
    const right = (await ask('POST', '/settings/mail/test', { to: 'a@example.org' })).body;
    expect(right).toMatchObject({ isSent: true, answer: expect.stringMatching(/^250 /) });
    expect(server.mails.at(-1)?.to).toMatchObject({ text: 'a@example.org' });
  });

  test('a kept password is not sent to another server or over a barer wire; a user name may change', async () => {
    for (const elsewhere of [{ host: 'mail.example.com' }, { port: 2525 }, { security: 'tls' }])
      expect((await save(elsewhere)).body.faults).toMatchObject([{ field: 'password' }]);
    expect((await save({ fromName: 'Another name' })).status).toBe(200);
    expect((await save({ host: 'mail.example.com', password: '' })).body.hasPassword).toBe(false);
  });

  test('is refused when stale, without a sender, and with a host that is none', async () => {
    expect((await save({ version: 0, password: 'x' })).body.code).toBe('stale_version');
    expect((await save({ fromAddress: '', password: 'x' })).body.faults).toMatchObject([{ field: 'fromAddress' }]);
    expect((await save({ host: 'http://x/', password: 'x' })).body.faults).toMatchObject([{ field: 'host' }]);
  });

  test('letters are listed without their words; only one that was given up is sent again', async () => {
    const added = await add({ lastName: 'Mail', email: 'mail@example.org', sendByMail: true });
    expect(added.credentials.sentTo).toBe('mail@example.org');
    const listed = await ask('GET', '/letters?state=waiting');
    expect(listed.body.items).toEqual([
      expect.objectContaining({ to: 'mail@example.org', accountId: added.account.id, holdsSecret: true, state: 'waiting' }),
    ]);
    expect(JSON.stringify(listed.body)).not.toContain(added.credentials.secret);
    expect((await ask('POST', `/letters/${listed.body.items[0].id}/send-again`)).status).toBe(409);
    expect((await ask('POST', '/letters/999/send-again')).status).toBe(404);
    expect(await mail()).toMatchObject({ waiting: 1, failed: 0 });
    expect((await ask('GET', '/letters', undefined, superUser)).status).toBe(403);
  });
});
