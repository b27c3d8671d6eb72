import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { furnish, openTestAccount } from '../testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';

let panel: TestPanel;
let cookie: string;
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  cookie = await panel.signIn('administrator');
});
afterAll(() => panel.close());

const add = (body: object) => panel.ask('POST', '/accounts', { cookie, body: { lastName: 'Doe', ...body } });
const extra = (change: object) => ({
  extras: [{ description: 'Fee', cost: '1', chargePeriod: 'monthly', startsOn: '2026-11-23', ...change }],
});
const count = async () => (await panel.ask('GET', '/accounts?limit=200', { cookie })).json().items.length;

describe('what is wrong is said at its field in a sentence, and nothing is saved', () => {
  test.each([
    ['an e-mail without its half', { email: 'ann@' }, 'email', 'This is not an e-mail address.'],
    ['an e-mail with a blank', { email: 'ann example@voice.example' }, 'email', 'This is not an e-mail address.'],
    ['two e-mails', { email: 'a@voice.example, b@voice.example' }, 'email', 'This is not an e-mail address.'],
    ['a name of 300 characters', { lastName: 'x'.repeat(300) }, 'lastName', 'The last name may have at most 100 characters.'],
    ['a company of 300 characters', { company: 'x'.repeat(300) }, 'company', 'The company may have at most 200 characters.'],
    ['a phone with letters', { phone: '02 CALL ME' }, 'phone', 'Write the phone number with digits, such as +61 2 9999 0000.'],
    [
      'a customer number with letters',
      { customerNumber: '10O001' },
      'customerNumber',
      'A customer number has 4 to 15 digits and does not start with 0.',
    ],
    ['a prefix with letters', { allowedPrefixes: ['6l'] }, 'allowedPrefixes.0', /^A prefix has digits only/],
    ['more calls than there are', { callLimit: 1001 }, 'callLimit', 'At most 1000 calls.'],
    ['half a call', { callLimit: 1.5 }, 'callLimit', 'Type a whole number.'],
    ['a cost of 19.955', extra({ cost: '19.955' }), 'extras.0.cost', 'AUD has 2 decimals. Write 19.95 or 19.96.'],
    ['a cost with a comma', extra({ cost: '19,95' }), 'extras.0.cost', /^"19,95" is not an amount/],
    ['a cost with letters', extra({ cost: '19.9O' }), 'extras.0.cost', /^"19.9O" is not an amount/],
    ['a cost below zero', extra({ cost: '-1' }), 'extras.0.cost', 'An amount below zero makes no sense here.'],
    ['an end before the start', extra({ endsOn: '2026-11-22' }), 'extras.0.endsOn', 'The end lies before the start.'],
    [
      'an end before today, without a start',
      extra({ startsOn: undefined, endsOn: '2001-01-01' }),
      'extras.0.endsOn',
      'The end lies before the start.',
    ],
    ['a day that does not exist', extra({ startsOn: '2026-02-30' }), 'extras.0.startsOn', 'Write the date as YYYY-MM-DD.'],
    ['a control character', { city: 'Syd\u0007ney' }, 'city', 'The suburb or city contains a character that cannot be printed.'],
  ])('%s', async (_, body, field, message) => {
    const before = await count();
    const response = await add(body);
    expect([response.statusCode, response.json().code]).toEqual([400, 'invalid_input']);
    const expected = typeof message === 'string' ? message : expect.stringMatching(message);
    expect(response.json().faults).toEqual([{ field, message: expected }]);
    expect(await count()).toBe(before);
  });
});

type Names = { readonly [name in 'firstName' | 'lastName' | 'company' | 'address1']?: string };

describe('what is odd but right is kept to the letter', () => {
  test.each<[string, Names]>([
    ['as long as may be', { lastName: 'x'.repeat(100), company: 'y'.repeat(200) }],
    ['emoji, some of several signs', { firstName: '👩‍👩‍👧 Zoë 🏴󠁧󠁢󠁳󠁣󠁴󠁿', lastName: '☎️', company: '☎️ & Co' }],
    ['right to left', { firstName: 'محمد', lastName: 'בן־גוריון', company: 'شركة الصوت' }],
    ['both directions and an override', { lastName: 'Cohen כהן', company: 'a\u202Eb' }],
    ['combined and decomposed letters', { firstName: 'Zoe\u0308', lastName: 'Nguyễn' }],
    ['HTML', { lastName: '<b>Doe</b>', company: '"><img src=x onerror=alert(1)>', address1: '&lt;script&gt;' }],
    ['words that computers take for nothing', { firstName: 'Null', lastName: 'undefined', company: 'NaN' }],
    ['SQL and wildcards', { lastName: "O'Brien; drop table account;--", company: '100%_' }],
  ])('%s', async (_, details) => {
    const added = await add(details);
    expect(added.statusCode, added.body).toBe(201);
    const { id } = added.json().account;
    expect((await panel.ask('GET', `/accounts/${id}`, { cookie })).json()).toMatchObject(details);
    const [found] = (await panel.ask('GET', '/accounts?limit=1', { cookie })).json().items;
    const person = [details.firstName, details.lastName].flatMap((name) => name ?? []).join(' ');
    expect(found.displayName).toBe(person);
    for (const word of Object.values(details)) {
      const search = encodeURIComponent(word.slice(0, 60));
      const seen = (await panel.ask('GET', `/accounts?search=${search}`, { cookie })).json().items;
      if (word !== details.address1) expect(seen.map((one: { id: string }) => one.id)).toContain(id);
    }
  });
});

test('an edit of what somebody else changed meanwhile is refused, and theirs stays', async () => {
  const { accountId } = await openTestAccount(panel.context);
  const path = `/accounts/${accountId}`;
  const { paymentType, protocol, billingPackageId, routeId, callLimit, version } = (
    await panel.ask('GET', path, { cookie })
  ).json();
  const body = { paymentType, protocol, billingPackageId, routeId, callLimit, extras: [], version };
  const save = (lastName: string) => panel.ask('PUT', path, { cookie, body: { ...body, lastName } });
  expect((await save('First')).statusCode).toBe(200);
  const late = await save('Second');
  expect([late.statusCode, late.json().code]).toEqual([409, 'stale_version']);
  expect((await panel.ask('GET', path, { cookie })).json().lastName).toBe('First');
});

test('a cost that became impossible with another currency does not block the account; a new one is refused at its place', async () => {
  const { accountId } = await openTestAccount(panel.context);
  await panel.asOwner(`insert into extra (account_id, position, description, cost, charge_period, starts_on)
                       values (${accountId}, 1, 'Old', 1995500000, 'monthly', '2026-01-01')`);
  const path = `/accounts/${accountId}`;
  const { paymentType, protocol, billingPackageId, routeId, callLimit, version, extras } = (
    await panel.ask('GET', path, { cookie })
  ).json();
  const body = { lastName: 'Doe', paymentType, protocol, billingPackageId, routeId, callLimit, version };
  const [{ id: _, ...old }] = extras;
  const save = (list: object[]) => panel.ask('PUT', path, { cookie, body: { ...body, extras: list } });
  const refused = await save([old, { ...old, description: 'New' }]);
  expect(refused.json().faults).toEqual([{ field: 'extras.1.cost', message: 'AUD has 2 decimals. Write 19.95 or 19.96.' }]);
  expect((await save([old])).statusCode).toBe(200);
});
